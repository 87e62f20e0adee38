"""Pieces of this room on pages and in mail."""
