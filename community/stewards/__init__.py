"""Finding, merging, suspending, importing and exporting members."""
