"""The tables of this room."""

from events.letters.models.event_letters import EventLetters
from events.letters.models.own_text import OwnText
from events.letters.models.plan import Plan
from events.letters.models.recipient import Recipient
from events.letters.models.sending import Sending

__all__ = ["EventLetters", "OwnText", "Plan", "Recipient", "Sending"]
