"""Who did what about an event, and when: one list out of three logs, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.db.models import CharField, F, QuerySet, Value
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import registry
from wagtail.models import PageLogEntry

from community.members.models import User
from events.desk.models import Deed, Note
from events.models import Actor, EventPage, EventRole, RegistrationStep
from events.times import clock

if TYPE_CHECKING:
    from django.utils.functional import Promise

STEP, NOTE, DEED, PAGE = "step", "note", "deed", "page"
OURS: Final = "events."
KINDS: Final[dict[str, "Promise"]] = {
    "staff": gettext_lazy("Decisions of the organisers"),
    "person": gettext_lazy("What people did themselves"),
    "clock": gettext_lazy("What the clock did"),
    NOTE: gettext_lazy("Notes"),
    DEED: gettext_lazy("Imports, exports, roles and deeds about many"),
    PAGE: gettext_lazy("Changes of the page"),
}


class HistoryForm(forms.Form):
    """Narrows the log; whatever makes no sense is as if it had not been said."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    by = forms.ModelChoiceField(
        label=gettext_lazy("Who"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("All"),
    )

    def __init__(self, data: Any, *, event: EventPage) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.event = event
        self.fields["kind"].choices = [("", _("All")), *KINDS.items()]  # type: ignore[attr-defined]
        self.fields["by"].queryset = _staff_of(event)  # type: ignore[attr-defined]
        self.fields["by"].label_from_instance = lambda user: user.name  # type: ignore[attr-defined]

    def entries(self) -> QuerySet[Any, Any]:
        """Return what is wanted, the newest first: source, key and moment of each."""
        self.is_valid()
        kind, by = self.cleaned_data.get("kind", ""), self.cleaned_data.get("by")
        first, *others = _sources(self.event, kind, by)
        return first.union(*others, all=True).order_by("-moment", "-key")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the log; `about` is the key of a registration, where it is about one."""

    at: datetime  # by the clock of the event, without a zone
    who: str
    what: str
    whom: str = ""
    about: int | None = None
    more: str = ""


def told(event: EventPage, found: Sequence[tuple[str, int, datetime]]) -> list[Entry]:
    """Return the lines of the log for what was found; at most four queries."""
    together = RegistrationStep.objects.select_related("by", "registration").only(
        *("after", "actor", "reason", "registration__name", "by__name")
    )
    steps = together.in_bulk([key for source, key, _at in found if source == STEP])
    notes = Note.objects.select_related("by", "registration").in_bulk(
        [key for source, key, _at in found if source == NOTE]
    )
    deeds = PageLogEntry.objects.select_related("user").in_bulk(
        [key for source, key, _at in found if source == DEED]
    )
    whom = {deed.data["who"] for deed in deeds.values() if deed.data and "who" in deed.data}
    names = dict(User.objects.filter(pk__in=whom).values_list("pk", "name"))
    zone = clock(event.time_zone)
    lines = []
    for source, key, moment in found:
        at = localtime(moment, zone).replace(tzinfo=None)
        if source == STEP and key in steps:
            lines.append(_of_step(steps[key], at))
        elif source == NOTE and key in notes:
            lines.append(_of_note(notes[key], at))
        elif source == DEED and key in deeds:
            lines.append(_of_deed(deeds[key], at, names))
    return lines


def _staff_of(event: EventPage) -> QuerySet[User]:
    steps = RegistrationStep.objects.filter(registration__event=event).order_by().values("by")
    pages = PageLogEntry.objects.filter(page=event.pk).order_by().values("user")
    notes = Note.objects.filter(registration__event=event).order_by().values("by")
    return User.objects.filter(pk__in=steps.union(pages, notes)).order_by("name", "pk")


def _sources(event: EventPage, kind: str, by: User | None) -> list[QuerySet[Any, Any]]:
    """Return a query for each log that is wanted, all of one shape."""
    steps = RegistrationStep.objects.filter(registration__event=event)
    if kind in Actor.values:
        steps = steps.filter(actor=kind)
    notes = Note.objects.filter(registration__event=event)
    pages = PageLogEntry.objects.filter(page=event.pk)
    if kind == DEED:
        pages = pages.filter(action__startswith=OURS)
    if kind == PAGE:
        pages = pages.exclude(action__startswith=OURS)
    if by is not None:
        steps, notes, pages = steps.filter(by=by), notes.filter(by=by), pages.filter(user=by)
    wanted = [
        (STEP, steps, "at", not kind or kind in Actor.values),
        (NOTE, notes, "at", kind in ("", NOTE)),
        (DEED, pages, "timestamp", kind in ("", DEED, PAGE)),
    ]
    return [
        rows.order_by()
        .annotate(source=Value(source, output_field=CharField()), key=F("pk"), moment=F(moment))
        .values_list("source", "key", "moment")
        for source, rows, moment, is_wanted in wanted
        if is_wanted
    ]


def _of_step(step: RegistrationStep, at: datetime) -> Entry:
    return Entry(
        at=at,
        who=step.by.name if step.by else str(step.get_actor_display()),
        what=str(step.get_after_display()),
        whom=step.registration.name,
        about=step.registration_id,
        more=step.reason,
    )


def _of_note(note: Note, at: datetime) -> Entry:
    return Entry(
        at=at,
        who=note.by.name if note.by else "",
        what=_("Note"),
        whom=note.registration.name,
        about=note.registration_id,
        more=note.text,
    )


def _of_deed(deed: PageLogEntry, at: datetime, names: dict[int, str]) -> Entry:
    data, is_known = deed.data or {}, registry.action_exists(deed.action)
    return Entry(
        at=at,
        who=deed.user.name if deed.user else "",
        what=str(registry.get_action_label(deed.action)) if is_known else deed.action,
        whom=names.get(data.get("who", 0), ""),
        more=_details(data) if deed.action.startswith(OURS) else "",
    )


def _details(data: dict[str, Any]) -> str:
    """Return what a deed noted about itself, in words."""
    said = []
    if role := data.get("role"):
        said.append(str(EventRole.Role(role).label) if role in EventRole.Role.values else role)
    if deed := data.get("deed"):
        said.append(str(Deed(deed).label) if deed in Deed.values else str(deed))
    if (rows := data.get("rows")) is not None:
        count = sum(rows.values()) if isinstance(rows, dict) else rows
        said.append(_("%(count)s rows") % {"count": count})
    said += [str(data[key]) for key in ("format", "file", "basis", "reason") if data.get(key)]
    return ", ".join(said)
