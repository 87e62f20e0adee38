"""What happened in this room."""

from django.dispatch import Signal

# A PDF made of pages was handed out. `instance` is the tool or path, None for a short list;
# `request` is what asked for it.
paper_served = Signal()
