"""Editorial life."""
