"""What happens in this room."""

from django.dispatch import Signal

# Staff asked for certificates; sent after the commit, without arguments.
certificates_asked = Signal()
