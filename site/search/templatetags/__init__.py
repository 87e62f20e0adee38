"""Pieces of the search for templates."""
