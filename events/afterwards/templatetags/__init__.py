"""Pieces of this room on the pages of others."""
