"""Ways through the tools: finder, short list, comparison, PDF."""
