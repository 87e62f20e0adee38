"""Pieces of this room on pages."""
