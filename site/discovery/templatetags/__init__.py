"""Pieces of this room on other rooms' pages."""
