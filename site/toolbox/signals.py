"""What happened in this room."""

from django.dispatch import Signal

# A PDF made of pages was handed out. `instance`: the tool or path, None for a short list; `request`.
paper_served = Signal()
