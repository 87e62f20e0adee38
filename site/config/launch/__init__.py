"""Starts the whole site from nothing: database, tables, sample content and processes."""
