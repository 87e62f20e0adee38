"""Pages of this room: the list and the form at the desk, results, and files."""
