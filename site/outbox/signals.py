"""What can happen in the post room that others may want to know."""

from django.dispatch import Signal

# Mail was committed and waits to be sent. No arguments: the table says which.
mail_posted = Signal()
