"""The room's addresses answer here: one file for each thing that is asked."""
