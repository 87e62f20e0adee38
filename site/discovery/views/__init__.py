"""The answers of this room, one kind a file."""
