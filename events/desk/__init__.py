"""The organisers' desk: figures, people, deeds about many at once, imports, helpers, the log."""
