"""The mails whose words an organiser may replace, and whom each is for.

The mails to addresses that nobody has proven are not among them: what stands there is ours.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Registration, State

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from events.models import EventPage

CORE: Final = "events/email/"
OWN: Final = "events/letters/email/"


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One mail: its house template, and the state of those who get it."""

    key: str
    label: "StrOrPromise"
    when: "StrOrPromise"
    state: State
    folder: str = CORE
    extras: tuple[str, ...] = ()  # placeholders of this mail only, see EXTRAS
    must: tuple[str, ...] = ()  # said below the text where the text does not say it

    @property
    def template(self) -> str:
        """The house's template, whose frame, button and last lines always stay."""
        return f"{self.folder}{self.key}"

    @property
    def is_planned(self) -> bool:
        """Whether it goes out at a chosen time, and not because something happened."""
        return self.folder == OWN

    def example(self, event: "EventPage", language: str) -> Registration:
        """Return somebody who could get it; the row is not in the database."""
        now = timezone.now()
        return Registration(
            event=event,
            name="Marta Example",
            email="marta@example.org",
            organisation=_("A joinery (example)"),
            language=language,
            state=self.state,
            expires_at=now + timedelta(days=2),
            waiting_since=now,
        )

    def example_more(self) -> dict[str, Any]:
        """Return an example of what only this mail tells."""
        return {"reason": _("All tables are taken this time."), "place_in_line": 2}


# What only some mails tell: label, and where the context of the mail has it.
EXTRAS: Final[dict[str, tuple["StrOrPromise", str]]] = {
    "reason": (gettext_lazy("the reason"), "reason"),
    "place": (gettext_lazy("the place in the line"), "place_in_line"),
    "chosen": (gettext_lazy("category and sessions, as chosen"), "chosen"),
    "deadline": (gettext_lazy("until when an answer is awaited"), "held_until"),
}
_ALL: Final = (
    Kind(
        key="registration_confirmed",
        label=gettext_lazy("Confirmation"),
        when=gettext_lazy("a seat is sure"),
        state=State.CONFIRMED,
        extras=("chosen",),
        must=("chosen",),
    ),
    Kind(
        key="already_registered",
        label=gettext_lazy("Registered already"),
        when=gettext_lazy("somebody registers a second time"),
        state=State.CONFIRMED,
    ),
    Kind(
        key="approval_pending",
        label=gettext_lazy("Waiting for approval"),
        when=gettext_lazy("you have to decide"),
        state=State.APPROVAL,
    ),
    Kind(
        key="registration_declined",
        label=gettext_lazy("Declined"),
        when=gettext_lazy("you say no"),
        state=State.DECLINED,
        extras=("reason",),
        must=("reason",),
    ),
    Kind(
        key="waiting_list",
        label=gettext_lazy("Waiting list"),
        when=gettext_lazy("somebody joins the line"),
        state=State.WAITING,
        extras=("place", "chosen"),
        must=("chosen",),
    ),
    Kind(
        key="seat_offered",
        label=gettext_lazy("Seat offered"),
        when=gettext_lazy("a seat is free for the next in the line"),
        state=State.OFFERED,
        extras=("deadline", "chosen"),
        must=("deadline", "chosen"),
    ),
    Kind(
        key="offer_expired",
        label=gettext_lazy("Offer over"),
        when=gettext_lazy("no answer came in time"),
        state=State.EXPIRED,
    ),
    Kind(
        key="registration_cancelled",
        label=gettext_lazy("Registration cancelled"),
        when=gettext_lazy("a seat is given back"),
        state=State.CANCELLED,
    ),
    Kind(
        key="event_changed",
        label=gettext_lazy("Time or place changed"),
        when=gettext_lazy("you publish a new time or place"),
        state=State.CONFIRMED,
        must=("when", "where"),
    ),
    Kind(
        key="event_cancelled",
        label=gettext_lazy("Event cancelled"),
        when=gettext_lazy("you cancel the event"),
        state=State.CANCELLED,
        extras=("reason",),
        must=("reason",),
    ),
    Kind(
        key="reminder",
        label=gettext_lazy("Reminder"),
        when=gettext_lazy("a reminder is due"),
        state=State.CONFIRMED,
        folder=OWN,
    ),
    Kind(
        key="follow_up",
        label=gettext_lazy("Follow-up, attendance not noted"),
        when=gettext_lazy("nobody was checked in"),
        state=State.CONFIRMED,
        folder=OWN,
    ),
    Kind(
        key="follow_up_came",
        label=gettext_lazy("Follow-up to those who came"),
        when=gettext_lazy("the person was there"),
        state=State.ATTENDED,
        folder=OWN,
    ),
    Kind(
        key="follow_up_missed",
        label=gettext_lazy("Follow-up to those who did not come"),
        when=gettext_lazy("the person was not there"),
        state=State.NO_SHOW,
        folder=OWN,
    ),
)
KINDS: Final[dict[str, Kind]] = {kind.key: kind for kind in _ALL}
FOLLOW_UPS: Final = ("follow_up", "follow_up_came", "follow_up_missed")
