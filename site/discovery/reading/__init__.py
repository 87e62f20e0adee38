"""What a page says, by its structure: plain HTML for feeds, Markdown for machines."""
