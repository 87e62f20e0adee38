"""What this room does when a steward has started an import."""

from community.stewards.signals import intake_started
from community.stewards.tasks import wake

intake_started.connect(wake, dispatch_uid="stewards.wake")
