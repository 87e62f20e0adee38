"""Pieces of this room for templates."""
