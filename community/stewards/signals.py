"""What can happen at this desk that others have to hear of."""

from django.dispatch import Signal

# Somebody said that the people of a file shall be brought in. No arguments.
intake_started = Signal()
