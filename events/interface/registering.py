"""Registers somebody for a program, by the very form that people fill in on the page."""

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import QueryDict

from events import actions
from events.forms import ByHandForm, GuestForm
from events.interface.once import Answer
from events.interface.refusals import Refused
from events.interface.shapes import NewRegistration
from events.models import EventPage

if TYPE_CHECKING:
    from community.members.models import User

TRAP: Final = "homepage"
CONSENT: Final = "consent"
LONGEST: Final = 100_000  # signs of one answer


class WrongFields(Refused):
    """Some fields are wrong; it says which, and how."""

    status = 422

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self.fields = fields
        super().__init__("Some fields are wrong.")


def fields_of(event: EventPage) -> list[dict[str, Any]]:
    """Return the fields of an event's form, as a program has to send them."""
    form = GuestForm(event=event)
    return [
        {
            "name": name,
            "label": str(field.label),
            "is_required": field.required,
            "choices": [
                {"code": str(value), "label": str(label)}
                for value, label in getattr(field, "choices", ())
                if value
            ],
        }
        for name, field in form.fields.items()
        if name != TRAP
    ]


def register(event: EventPage, body: NewRegistration, *, by: "User") -> Answer:
    """Return the answer to a registration: confirmed at once, or waiting for the person's mail.

    Raises:
        WrongFields: what the form says.
        Refusal: see `events.refusals`.
    """
    data = _sent(body)
    if body.is_confirmed:
        return _at_once(event, data, by)
    form = GuestForm(data, event=event)
    _require_valid(form, data)
    actions.register_guest(event_id=event.pk, guest=form.guest(), language=str(data["language"]))
    return 202, {"detail": "A mail asks the person to confirm."}


def _at_once(event: EventPage, data: QueryDict, by: "User") -> Answer:
    data.pop(CONSENT, None)  # it was given elsewhere: whoever holds the key answers for it
    form = ByHandForm(data, event=event)
    _require_valid(form, data)
    done = actions.register_by_hand(
        event_id=event.pk, guest=form.guest(), language=str(data["language"]), by=by
    )
    return 201, {"detail": "Registered.", "uid": str(done.uid), "state": str(done.state)}


def _sent(body: NewRegistration) -> QueryDict:
    """Return the fields as a browser would send them."""
    data = QueryDict(mutable=True)
    for name, value in body.fields.items():
        values = value if isinstance(value, list) else [value]
        data.setlist(name, [_text(one) for one in values if one not in (None, False)])
    known = dict(settings.LANGUAGES)
    data["language"] = body.language if body.language in known else settings.LANGUAGE_CODE
    return data


def _text(value: Any) -> str:
    return "on" if value is True else str(value)[:LONGEST].replace("\x00", "")


def _require_valid(form: Any, data: QueryDict) -> None:
    unknown = set(data) - set(form.fields) - {"language"}
    faults = {name: ["There is no such field."] for name in sorted(unknown)}
    if not form.is_valid():
        faults |= {name: [str(one) for one in found] for name, found in form.errors.items()}
    if faults:
        raise WrongFields(faults)
