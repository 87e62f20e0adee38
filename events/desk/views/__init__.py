"""The screens of an event's desk."""
