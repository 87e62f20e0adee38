"""What can happen in this room that others may want to know."""

from django.dispatch import Signal

# Somebody is on the list: by the link in the mail, or by one press as a member.
# Arguments: subscription (Subscription).
subscription_confirmed = Signal()

# An edition and its deliveries are frozen and wait for the workers. Arguments: edition (Edition).
issue_sent = Signal()

# Deliveries that were paused or held wait for the workers again. Arguments: edition (Edition).
deliveries_released = Signal()
