"""What it achieved: hits, facts, rollups, reports; looks at all, seen by none."""
