"""What the interface takes and gives, field by field."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field


class Asked(Schema):
    """A question: what is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Slice(Asked):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=1000)
    per_page: int = Field(50, ge=1, le=200)


class EventsAsked(Slice):
    """Which events."""

    time: Literal["coming", "past", "all"] = "coming"


class RegistrationsAsked(Slice):
    """Which registrations."""

    state: str | None = Field(None, description="One state: confirmed")


class TermShape(Schema):
    """A term of a vocabulary."""

    code: str
    label: str


class EventShape(Schema):
    """An event as everyone may see it."""

    id: int
    uid: UUID
    url: str
    title: str
    summary: str
    type: TermShape | None
    format: TermShape | None
    start: datetime
    end: datetime
    time_zone: str
    place: str
    language: str
    is_cancelled: bool
    is_postponed: bool
    door: str = Field(description="open, not-yet, closed, over, postponed or cancelled")
    seats_left: int | None = Field(description="Without a limit there is no number.")
    has_waiting_list: bool
    needs_approval: bool
    is_example: bool
    updated: datetime | None


class Listed(Schema):
    """A page of a list."""

    total: int
    page: int
    per_page: int


class EventList(Listed):
    """A page of events."""

    items: list[EventShape]


class FieldShape(Schema):
    """One field of an event's form."""

    name: str
    label: str
    is_required: bool
    choices: list[TermShape]


class FormShape(Schema):
    """What an event asks."""

    fields: list[FieldShape]


class RegistrationShape(Schema):
    """One registration."""

    uid: UUID
    name: str
    email: str
    organisation: str
    group: TermShape | None
    country: TermShape | None
    language: str
    state: str
    registered: datetime
    confirmed: datetime | None
    cancelled: datetime | None
    more: dict[str, str] = Field(description="Answers, sessions and the like, by their headings.")


class RegistrationList(Listed):
    """A page of registrations."""

    items: list[RegistrationShape]


class NewRegistration(Asked):
    """Somebody who wants to come; `fields` are those that `/form` names."""

    fields: dict[str, Any] = Field(
        description="By the names that /form gives: name, email, group, consent and so on.",
        examples=[{"name": "Marta Example", "email": "marta@example.org", "group": "industry"}],
    )
    language: str = Field("en", description="Of the mails.")
    is_confirmed: bool = Field(
        False, description="With the scope manage: without a mail to confirm, past the line."
    )


class Done(Schema):
    """What became of a deed."""

    detail: str
    uid: UUID | None = None
    state: str | None = None


class Problem(Schema):
    """What is wrong, as RFC 9457 writes it."""

    type: str
    title: str
    status: int
    detail: str
    fields: dict[str, list[str]] | None = None
