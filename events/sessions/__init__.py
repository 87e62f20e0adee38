"""The sessions of an event: who chooses which, and how many fit in."""
