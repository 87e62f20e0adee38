"""Copies, erasure with grace, retention, the privacy page."""
