"""Answers signed-out reads from a cache in front of everything else."""
