"""Brings an organiser's words, the person's values and the house's frame together."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from events import mails
from events.letters import texts
from events.letters.kinds import EXTRAS, KINDS, OWN, Kind
from events.letters.models import OwnText
from events.letters.placeholders import Link, Value, placeholders_for, values_for
from events.wordings import OwnWording
from outbox.rendering import Rendered, render_mail

if TYPE_CHECKING:
    from events.letters.models import Plan
    from events.models import EventPage, Registration

logger = logging.getLogger(__name__)

CARRIER: Final = f"{OWN}own"  # the template that puts own words into a template of the house
MESSAGE: Final = f"{OWN}message"
REMAINS: Final = ("materials", "survey")  # placeholders of which the house's follow-up is made


@dataclass(frozen=True, kw_only=True)
class Words:
    """A subject and a Markdown text, with placeholders, in one language."""

    subject: str
    body: str
    language: str


def own_wording_of(
    registration: "Registration", name: str, more: Mapping[str, Any]
) -> OwnWording | None:
    """Return the organisers' words for a mail of the core, see `events.wordings`.

    A text that cannot be used is noted and left aside: the mail goes out in the house's words.
    """
    if name not in KINDS:
        return None
    try:
        words = words_for(registration, KINDS[name])
        return wording(registration, KINDS[name], words, more) if words else None
    except Exception:
        logger.exception("An own text of event %s cannot be used", registration.event_id)
        return None


def words_for(registration: "Registration", kind: Kind, plan: "Plan | None" = None) -> Words | None:
    """Return the own words in the person's language, else in that of the event; one query."""
    event = registration.event
    wanted = (registration.language, event.language)
    found = OwnText.objects.filter(
        event_id=registration.event_id, kind=kind.key, plan=plan, language__in=wanted
    )
    by_language = {text.language: text for text in found}
    text = by_language.get(wanted[0]) or by_language.get(wanted[1])
    if text is None:
        return None
    return Words(subject=text.subject, body=text.body, language=text.language)


def wording(
    registration: "Registration", kind: Kind, words: Words, more: Mapping[str, Any]
) -> OwnWording:
    """Return own words, filled for one person, in the frame of the house's mail."""
    with override(words.language):
        known = mails.facts(registration) | dict(more)
        if kind.key == "event_cancelled":
            known["reason"] = registration.event.cancelled_because
        values = _values(registration, kind, words, known)
        context = _filled(words, values) | {
            "house_text": f"{kind.template}.txt",
            "house_mjml": f"{kind.template}.mjml",
            "missing": _missing(kind, words, values),
        }
    return OwnWording(template=CARRIER, language=words.language, context=context)


def message_context(registration: "Registration", words: Words) -> dict[str, Any]:
    """Return what the template of a message by hand needs."""
    with override(words.language):
        names = texts.names_in(words.subject, words.body)
        return _filled(words, values_for(registration, names))


def preview(
    event: "EventPage", kind: Kind, words: Words | None, language: str, **more: Any
) -> Rendered:
    """Return a mail to an example person, in own words or in those of the house."""
    with override(language):
        person = kind.example(event, language)
        more = kind.example_more() | more
        if words is None:
            more |= remains_for(person)
            return render_mail(kind.template, mails.facts(person) | more, language)
        own = wording(person, kind, words, more)
        return render_mail(own.template, mails.facts(person) | more | dict(own.context), language)


def preview_message(person: "Registration", words: Words) -> Rendered:
    """Return a message by hand as an example person would get it."""
    with override(words.language):
        context = mails.facts(person) | message_context(person, words)
        return render_mail(MESSAGE, context, words.language)


def remains_for(person: "Registration") -> dict[str, Any]:
    """Return what the house's follow-up hands out: materials, and the survey where there is one."""
    links: list[Link] = []
    with override(person.language):
        for value in values_for(person, set(REMAINS)).values():
            if isinstance(value, Link):
                links.append(value)
            elif isinstance(value, tuple):
                links += value
    return {"remains": [Link(url=link.url, text=link.text or link.url) for link in links]}


def known_names(kind: Kind, event: "EventPage") -> dict[str, Any]:
    """Return the placeholders of a mail: label by name."""
    person = kind.example(event, event.language)
    known = {one.name: one.label for one in placeholders_for(person)}
    return known | {name: EXTRAS[name][0] for name in kind.extras}


def link_names() -> set[str]:
    """Return the placeholders that have no place in a subject."""
    return {one.name for one in placeholders_for() if one.is_link}


def _values(
    registration: "Registration", kind: Kind, words: Words, known: Mapping[str, Any]
) -> dict[str, Value]:
    names = texts.names_in(words.subject, words.body) | set(kind.must)
    extras = {name: str(known.get(EXTRAS[name][1], "")) for name in kind.extras}
    return {**values_for(registration, names), **extras}


def _filled(words: Words, values: Mapping[str, Value]) -> dict[str, Any]:
    markdown = texts.filled(words.body, values)
    return {
        "own_subject": texts.filled_line(words.subject, values),
        "own_text": texts.as_text(markdown),
        "own_html": texts.as_html(markdown),
    }


def _missing(kind: Kind, words: Words, values: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Return what the mail must tell and the text does not: a heading and the fact."""
    headings = {
        "reason": _("Reason"),
        "chosen": _("What you chose"),
        "deadline": _("Please answer until"),
        "when": _("When"),
        "where": _("Where"),
    }
    left = [name for name in kind.must if name not in texts.names_in(words.body)]
    return [(headings[name], str(values[name])) for name in left if values.get(name)]
