"""The deeds of this room: surveys and meetings."""

from events.afterwards.actions.asking_again import ask_again
from events.afterwards.actions.meetings import change_meeting, record_meeting, take_back_meeting
from events.afterwards.actions.surveys import (
    add_question,
    answer,
    forget_texts,
    retire_question,
    survey_of,
)

__all__ = [
    "add_question",
    "answer",
    "ask_again",
    "change_meeting",
    "forget_texts",
    "record_meeting",
    "retire_question",
    "survey_of",
    "take_back_meeting",
]
