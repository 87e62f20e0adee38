"""Resumption tokens that carry all that the next part of a list needs, signed; nothing is kept."""

from dataclasses import asdict, dataclass
from typing import Final

from django.core import signing

from discovery.oai.questions import Fault, Question

SALT: Final = "discovery.oai.token"
LONGEST: Final = 2000


@dataclass(frozen=True)
class Place:
    """Where a list goes on: behind the record `after`; `given` records were sent before."""

    verb: str
    arguments: dict[str, str]
    after: int
    given: int
    total: int


def token_of(place: Place) -> str:
    """Return the token for a place."""
    return signing.dumps(asdict(place), salt=SALT, compress=True)


def place_of(question: Question) -> Place:
    """Return the place that the token of a question stands for.

    Raises:
        Fault: badResumptionToken: it is not ours, was changed, or belongs to another verb.
    """
    token = question.token or ""
    try:
        if len(token) > LONGEST:
            raise signing.BadSignature
        place = Place(**signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        raise Fault("badResumptionToken", "This token was not given by us.") from None
    if place.verb != question.verb:
        raise Fault("badResumptionToken", "This token belongs to another verb.")
    return place
