"""The room at the door: tickets, scans, and who was there for how long."""
