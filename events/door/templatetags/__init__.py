"""Pieces of the door on the pages of others."""
