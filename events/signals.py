"""What can happen to a seat that other rooms may want to know; sent after the commit."""

from django.dispatch import Signal

# Time, zone, place or cancellation of an event has changed, and calendars must be told.
# Arguments: event_id (int).
event_changed = Signal()

# What is not needed any more is about to be erased; whoever wants numbers of it counts now. A
# receiver that raises stops the erasing until the next round.
about_to_forget = Signal()

# A person holds a seat for sure. Arguments: registration (Registration).
registration_confirmed = Signal()

# A person gave up a seat, or staff took it back. Arguments: registration (Registration).
registration_cancelled = Signal()

# Somebody gave back a seat, sure or offered. Arguments: registration (Registration).
seat_given_back = Signal()
