"""What other rooms show of events."""
