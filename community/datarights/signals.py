"""What can happen here that wakes a worker."""

from django.dispatch import Signal

# Somebody asked for a copy; sent after the commit.
export_asked = Signal()
