"""Where an answer's file is fetched: by its owner through the secret link, by staff at the desk."""

from typing import TYPE_CHECKING

from django.urls import reverse

from events.links import token_of

if TYPE_CHECKING:
    from events.models import Registration
    from events.questions.models import Answer


def own_file_address(registration: "Registration", answer: "Answer") -> str:
    """Return the address under which a person fetches the own file."""
    return reverse("questions:own_file", args=(token_of(registration), answer.question_id))


def desk_file_address(answer: "Answer", event_id: int) -> str:
    """Return the address under which those who see an event's people fetch a file."""
    return reverse("event_questions:file", args=(event_id, answer.pk))
