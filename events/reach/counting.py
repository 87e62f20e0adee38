"""Counts whom an event reached, from the rows that are there now."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from community.members.domains import covers, domain_of
from community.members.models import Affiliation, Organisation
from events.models import SEATED, EventPage, Registration, State
from events.reach.models import Dimension, Stage
from pages.models.partner import Partner

Key: TypeAlias = tuple[Stage, Dimension, str]
WITHIN: Final = "within"
OUTSIDE: Final = "outside"
MODES: Final = ("on-site", "online")
UNPROVEN: Final = (State.PENDING, State.EXPIRED)


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One person, as far as the numbers need to know."""

    email: str = ""
    user_id: int | None = None
    group: str = ""
    country: str = ""
    mode: str = ""
    stages: tuple[Stage, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Count:
    """The numbers of an event at this moment."""

    persons: Counter[Key]
    has_attendance: bool


Invited: TypeAlias = Callable[[EventPage], Iterable[Reached]]
Modes: TypeAlias = Callable[[EventPage], Mapping[int, str]]
_INVITED: Final[list[Invited]] = []
_MODES: Final[list[Modes]] = []


def register_invited(source: Invited) -> Invited:
    """Let a room that invites people tell whom it invited to an event."""
    _INVITED.append(source)
    return source


def register_modes(source: Modes) -> Modes:
    """Let a room tell who of a hybrid event, by registration, is on site and who online."""
    _MODES.append(source)
    return source


def count(event: EventPage) -> Count:
    """Return the numbers of an event; a constant number of queries."""
    people = [*_invited(event), *_registered(event)]
    places = _Places()
    persons: Counter[Key] = Counter()
    for person in people:
        values = _values(person, places)
        persons.update((stage, *pair) for stage in person.stages for pair in values.items())
    came = Registration.objects.filter(event=event, state__in=(State.ATTENDED, State.NO_SHOW))
    return Count(persons=persons, has_attendance=came.exists())


def _values(person: Reached, places: "_Places") -> dict[Dimension, str]:
    organisation = places.organisation_of(person)
    return {
        Dimension.GROUP: person.group,
        Dimension.COUNTRY: person.country or organisation.get("country", ""),
        Dimension.ORGANISATION_TYPE: organisation.get("kind", ""),
        Dimension.PARTNER: places.side_of(person),
        Dimension.MODE: person.mode,
    }


def _invited(event: EventPage) -> Iterator[Reached]:
    for source in _INVITED:
        yield from source(event)


def _registered(event: EventPage) -> Iterator[Reached]:
    """Yield those who showed that their address is theirs, whatever became of them."""
    modes = {key: mode for source in _MODES for key, mode in source(event).items()}
    plain = event.format_code if event.format_code in MODES else ""
    proven = ~Q(state__in=UNPROVEN) | Q(waiting_since__isnull=False) | Q(confirmed_at__isnull=False)
    rows = Registration.objects.filter(proven, event=event).order_by()
    broader = Coalesce("group__parent__code", "group__code")
    told = rows.annotate(group_code=broader, country_code=F("country__code"))
    for row in told.values("pk", "email", "user_id", "state", "group_code", "country_code"):
        yield Reached(
            email=row["email"],
            user_id=row["user_id"],
            group=row["group_code"] or "",
            country=row["country_code"] or "",
            mode=modes.get(row["pk"], plain),
            stages=_stages(row["state"]),
        )


def _stages(state: str) -> tuple[Stage, ...]:
    if state == State.ATTENDED:
        return (Stage.REGISTERED, Stage.CONFIRMED, Stage.ATTENDED)
    return (Stage.REGISTERED, Stage.CONFIRMED) if state in SEATED else (Stage.REGISTERED,)


class _Places:
    """The organisations and partners to which addresses and accounts lead; three queries."""

    def __init__(self) -> None:
        facts = {"kind": F("kind__code"), "country": F("country__code")}
        listed = Organisation.objects.listed()
        self._by_domain: dict[str, dict[str, str]] = {}
        for domains, kind, country in listed.exclude(domains=[]).values_list(
            "domains", *("kind__code", "country__code")
        ):
            found = {"kind": kind or "", "country": country or ""}
            self._by_domain.update(dict.fromkeys(domains, found))
        member_of = Affiliation.objects.confirmed().filter(organisation__in=listed)
        self._by_user: dict[int, dict[str, str]] = {
            user_id: {"kind": kind or "", "country": country or ""}
            for user_id, kind, country in member_of.values_list(
                "user_id", *(f"organisation__{name}__code" for name in facts)
            )
        }
        sites = Partner.objects.live().exclude(url="").values_list("url", flat=True)
        self._partners = {_host_of(url) for url in sites}

    def organisation_of(self, person: Reached) -> dict[str, str]:
        """Return type and country of the organisation behind an account or an address."""
        own = self._by_user.get(person.user_id or 0)
        return own or self._by_domain.get(_known(domain_of(person.email), self._by_domain), {})

    def side_of(self, person: Reached) -> str:
        """Return whether an address belongs to a partner; empty where there is no address."""
        domain = domain_of(person.email)
        if not domain or domain.endswith(".invalid"):
            return ""
        return WITHIN if _known(domain, self._partners) else OUTSIDE


def _known(domain: str, known: Any) -> str:
    """Return which of the known domains covers one; empty for none."""
    labels = domain.split(".")
    above = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((one for one in above if one in known and covers(one, domain)), "")


def _host_of(url: str) -> str:
    return domain_of(f"@{url.partition('://')[2].partition('/')[0]}").removeprefix("www.")
