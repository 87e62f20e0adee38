"""Which people of an event are listed, in which order, and what is told of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events import parts
from events.models import EventPage, Registration, State
from events.models.registration import SEATED, WITH_AN_END
from events.times import clock
from vocabulary.models import Scheme, Term

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict
    from django.utils.functional import Promise

SEAT: Final = "seated"  # everybody who has a seat for sure, whether they came or not
PART: Final = "part-"
NEWEST: Final = "-created_at"
ORDERS: Final[dict[str, tuple[str, ...]]] = {
    NEWEST: ("-created_at", "-pk"),
    "created_at": ("created_at", "pk"),
    "name": ("name", "pk"),
    "-name": ("-name", "-pk"),
    "organisation": ("organisation", "name", "pk"),
    "waiting_since": ("waiting_since", "pk"),
}
COLUMNS: Final[dict[str, "Promise"]] = {
    "email": gettext_lazy("E-mail address"),
    "organisation": gettext_lazy("Organisation"),
    "group": gettext_lazy("Group"),
    "country": gettext_lazy("Country"),
    "state": gettext_lazy("State"),
    "needs": gettext_lazy("To arrange"),
    "created_at": gettext_lazy("Registered"),
    "confirmed_at": gettext_lazy("Confirmed"),
    "language": gettext_lazy("Language"),
}
USUAL: Final = ("email", "organisation", "group", "state", "needs", "created_at")


class FilterForm(forms.Form):
    """Narrows the people of an event; whatever makes no sense is as if it had not been said."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    group = forms.ModelChoiceField(
        label=gettext_lazy("Group"),
        queryset=Term.objects.none(),
        to_field_name="code",
        required=False,
        empty_label=gettext_lazy("All"),
    )
    order = forms.ChoiceField(label=gettext_lazy("Order"), required=False)

    def __init__(self, data: Any, *, event: EventPage) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.event = event
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            (SEAT, _("Has a seat")),
            *State.choices,
        ]
        groups = Term.objects.of(Scheme.STAKEHOLDER_GROUP).current().top()
        self.fields["group"].queryset = groups  # type: ignore[attr-defined]
        self.fields["order"].choices = [  # type: ignore[attr-defined]
            (NEWEST, _("Newest first")),
            ("created_at", _("Oldest first")),
            ("name", _("Name")),
            ("-name", _("Name, backwards")),
            ("organisation", _("Organisation")),
            ("waiting_since", _("Place in the line")),
        ]
        self.filters = {f"{PART}{one.key}": one for one in parts.filters(event)}
        for name, one in self.filters.items():
            choices = [("", _("All")), *one.choices]
            self.fields[name] = forms.ChoiceField(label=one.label, choices=choices, required=False)

    def rows(self) -> QuerySet[Registration]:
        """Return the people who are wanted, in order."""
        self.is_valid()
        wanted = self.cleaned_data
        rows = Registration.objects.filter(event=self.event)
        if text := wanted.get("q", "").replace("\0", "").strip():
            found = Q(name__icontains=text) | Q(email__icontains=text)
            rows = rows.filter(found | Q(organisation__icontains=text))
        if state := wanted.get("state"):
            rows = rows.filter(standing(state))
        if group := wanted.get("group"):
            rows = rows.filter(group=group)
        for name, one in self.filters.items():
            if choice := wanted.get(name):
                rows = rows.filter(one.where(choice))
        order = wanted.get("order") or NEWEST
        return rows.order_by(*ORDERS[order])

    @property
    def is_narrowing(self) -> bool:
        """Whether anything but the order was asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "order")


def standing(state: str) -> Q:
    """Return the condition for standing in a state now: what has run out counts as expired."""
    overdue = Q(state__in=WITH_AN_END, expires_at__lte=timezone.now())
    if state == SEAT:
        return Q(state__in=SEATED)
    if state == State.EXPIRED:
        return Q(state=State.EXPIRED) | overdue
    return Q(state=state) & ~overdue


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the list: its heading, and whether it is shown."""

    key: str
    label: str
    is_shown: bool


def columns_of(request: "HttpRequest", event: EventPage) -> list[Column]:
    """Return the columns that can be shown; the choice stays for the session, event by event."""
    told = parts.sheet(event, []).headings
    labels = {key: str(label) for key, label in COLUMNS.items()}
    labels |= {f"{PART}{number}": heading for number, heading in enumerate(told)}
    place = f"desk-columns-{event.pk}"
    chosen = request.session.get(place, USUAL)
    if "show" in request.GET:
        wanted = set(request.GET.getlist("show"))
        chosen = [key for key in labels if key in wanted]
        request.session[place] = chosen
    return [Column(key=key, label=labels[key], is_shown=key in chosen) for key in labels]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One person of the list: the shown columns as text, each with the class of its mark."""

    key: str
    name: str
    cells: list[tuple[str, str]]


def lines_of(
    event: EventPage, people: Sequence[Registration], columns: Sequence[Column]
) -> list[Line]:
    """Return the lines of these people at an event."""
    shown = [column.key for column in columns if column.is_shown]
    has_parts = any(key.startswith(PART) for key in shown)
    sheet = parts.sheet(event, [one.pk for one in people]) if has_parts else parts.Sheet()
    zone = clock(event.time_zone)

    def text(one: Registration, key: str) -> str:
        if key.startswith(PART):
            cells = sheet.rows.get(one.pk, ())
            number = int(key.removeprefix(PART))
            return cells[number] if number < len(cells) else ""
        if key.endswith("_at"):
            moment = getattr(one, key)
            return date_format(localtime(moment, zone), "SHORT_DATETIME_FORMAT") if moment else ""
        return _TEXTS[key](one)

    def mark(one: Registration, key: str) -> str:
        if key != "state":
            return ""
        return "w-status w-status--primary" if one.is_confirmed else "w-status"

    lines = []
    for one in people:
        one.event = event
        cells = [(text(one, key), mark(one, key)) for key in shown]
        lines.append(Line(key=str(one.pk), name=one.name, cells=cells))
    return lines


_TEXTS: Final[dict[str, Callable[[Registration], str]]] = {
    "email": lambda one: one.email,
    "organisation": lambda one: one.organisation,
    "group": lambda one: str(one.group or ""),
    "country": lambda one: str(one.country or ""),
    "state": lambda one: str(one.state_text),
    "needs": lambda one: one.needs,
    "language": lambda one: one.language,
}


def without(query: "QueryDict", *names: str) -> str:
    """Return the query of an address without some of its parameters."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    return kept.urlencode()
