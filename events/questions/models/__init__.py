"""What is asked, what can be chosen, and what was answered, one noun a file."""

from events.questions.models.answer import Answer
from events.questions.models.choice import Choice
from events.questions.models.question import CHOOSING, Kept, Kind, Question

__all__ = ["CHOOSING", "Answer", "Choice", "Kept", "Kind", "Question"]
