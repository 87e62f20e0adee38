"""The pages of the room: one's own data at hand, and leaving."""
