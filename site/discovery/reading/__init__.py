"""What a page says, by its structure: plain HTML for feeds, Markdown for whoever reads with a machine."""
