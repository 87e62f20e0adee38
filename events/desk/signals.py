"""What a worker may want to know at once; sent after the commit."""

from django.dispatch import Signal

# Somebody has begun a deed about many people, or an import. No arguments.
work_waits = Signal()
