"""The tab "Letters" at an event's desk."""
