"""The deeds of this room: word, plan, send, stop, forget."""

from events.letters.actions.forgetting import forget_recipients
from events.letters.actions.planning import (
    begin_due,
    due_plans,
    lay_out,
    lay_out_missing,
    why_not_sent,
)
from events.letters.actions.sending import (
    ListChanged,
    finish,
    send_message,
    send_some,
    stop_sending,
)
from events.letters.actions.wording import keep_text, remove_text, send_test

__all__ = [
    "ListChanged",
    "begin_due",
    "due_plans",
    "finish",
    "forget_recipients",
    "keep_text",
    "lay_out",
    "lay_out_missing",
    "remove_text",
    "send_message",
    "send_some",
    "send_test",
    "stop_sending",
    "why_not_sent",
]
