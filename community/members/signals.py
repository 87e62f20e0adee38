"""What can happen to people that other rooms may want to know."""

from django.dispatch import Signal

# Somebody proved the address of a new account. Arguments: user (User).
member_joined = Signal()
# After commit: something that others may see of people has changed. Arguments: user_ids.
profile_changed = Signal()

# Somebody closed their account, or opened it again; inside the transaction. Those who
# show people hear of it by `profile_changed`. Arguments: user (User), as it now is.
member_left = Signal()
member_returned = Signal()
