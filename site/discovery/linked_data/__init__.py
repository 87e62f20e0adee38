"""What a page is, in the words of schema.org: one graph of nodes for the page's head."""

from discovery.linked_data.graph import graph_of
from discovery.linked_data.script import as_script_text

__all__ = ["as_script_text", "graph_of"]
