"""Pieces of the portal for templates."""
