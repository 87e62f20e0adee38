"""The deeds of the room: copies, leaving and coming back, corrections, retention."""
