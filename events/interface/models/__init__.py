"""Who may ask, what was asked once, and who is told."""

from events.interface.models.call import Call
from events.interface.models.delivery import Delivery
from events.interface.models.token import ApiToken, Scope
from events.interface.models.webhook import Webhook

__all__ = ["ApiToken", "Call", "Delivery", "Scope", "Webhook"]
