"""The room's share of every registration: a choice in the form, seats counted under the lock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.columns import Reader
from events.models import EventPage, Registration
from events.models.seats import Choice, Seats
from events.parts import Filter, Part, Pass, Sheet
from events.pools.codes import code_in
from events.pools.fields import SeatField, label_of
from events.pools.models import AccessCode, Category, EntryRules, SeatChoice
from events.pools.reader import ASSIGNED, CategoryReader
from events.pools.refusals import CategoryFull, NoSuchChoice, WrongCode
from events.pools.room import line_of, room_of, room_to_show
from events.refusals import NotAdmitted

if TYPE_CHECKING:
    from community.members.models import User

KEY: Final = "pools"
# What `keep` leaves on a registration for the count under the lock.
MOVED: Final = "has_moved_category"
MOVED_FROM: Final = "moved_from_category"
NEW_CODE: Final = "new_access_code"


class PoolsPart(Part):
    """Categories, each counted in its pools, and codes."""

    key: ClassVar[str] = KEY
    order: ClassVar[int] = 10
    minds_line: ClassVar[bool] = True
    secrets: ClassVar[tuple[str, ...]] = ("code",)

    def fields(
        self, event: EventPage, *, mine: Registration | None = None, user: "User | None" = None
    ) -> dict[str, forms.Field]:
        """Return the categories as one choice, with what is left for each, and the code."""
        chosen = _choice_of(mine)
        own = chosen.category_id if chosen else None
        categories = [one for one in _categories(event) if one.is_public or one.pk == own]
        found: dict[str, forms.Field] = {}
        if categories:
            room = room_to_show(event)
            labels = [(str(one.pk), label_of(one, room, event)) for one in categories]
            full = {str(one.pk) for one in categories if room.left(one.pk) == 0}
            shut = set() if event.has_waiting_list else full - {str(own)}
            found["category"] = SeatField(choices=labels, shut=shut, initial=own)
        if mine is None and _takes_codes(event):
            found["code"] = forms.CharField(
                label=gettext_lazy("Access code"),
                help_text=gettext_lazy("If you were given one. It may open more than you see."),
                max_length=40,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )
        return found

    def problems(self, event: EventPage, given: Mapping[str, Any]) -> dict[str, str]:
        """Return what is wrong with code and category."""
        try:
            code = code_in(event, given)
        except WrongCode as wrong:
            return {"code": str(wrong)}
        is_chosen = given.get("category") or (code and code.category_id)
        if "category" in given and not is_chosen:
            return {"category": _("Choose one of them.")}
        return {}

    def passes(self, event: EventPage, given: Mapping[str, Any], email: str) -> frozenset[Pass]:
        """Return what the code allows."""
        code = code_in(event, given)
        return code.passes if code else frozenset()

    def passes_of(self, registration: Registration) -> frozenset[Pass]:
        """Return what the code allowed by which a registration came."""
        choice = _choice_of(registration)
        return choice.code.passes if choice and choice.code else frozenset()

    def require_entry(self, event: EventPage, passes: frozenset[Pass]) -> None:
        """Let everyone in, or who has a code, or the invited only.

        Raises:
            NotAdmitted: the event is for others.
        """
        who = _who(event)
        if who == EntryRules.Who.EVERYONE or Pass.INVITED in passes:
            return
        if who == EntryRules.Who.INVITED or Pass.CODE not in passes:
            raise NotAdmitted

    def is_shut(self, event: EventPage) -> bool:
        """Return whether only the invited may register."""
        return _who(event) == EntryRules.Who.INVITED

    def keep(self, registration: Registration, given: Mapping[str, Any]) -> None:
        """Write the choice beside the registration.

        Raises:
            NoSuchChoice: a category that is not open to this person.
            WrongCode: no code of this event.
        """
        before = _choice_of(registration)
        code = (before.code if before else None) or code_in(registration.event, given)
        own = before.category_id if before else None
        category = _category_for(registration.event, given, code, own)
        SeatChoice.objects.update_or_create(
            registration=registration, defaults={"category_id": category, "code": code}
        )
        vars(registration)[MOVED] = own != category
        vars(registration)[MOVED_FROM] = own
        if code and not (before and before.code):
            vars(registration)[NEW_CODE] = code

    def require_room(
        self, registration: Registration, event: EventPage, now: datetime, *, behind_line: bool
    ) -> None:
        """Go on when there is a seat in every pool of the registration's category.

        Raises:
            CategoryFull: there is none, or others stand in line for it.
            WrongCode: the code is used up.
        """
        self.require_place(registration, event)
        choice = _choice_of(registration)
        category = choice.category_id if choice else None
        if registration.is_corrected or _moves_with_a_seat(registration, behind_line=behind_line):
            if vars(registration).get(MOVED):
                _require_move(registration, event, now, category)
            return
        room = room_of(event, now, without=registration.pk)
        if behind_line:
            room.seat(line_of(event, without=registration.pk))
        if room.left(category) == 0:
            raise CategoryFull

    def require_place(self, registration: Registration, event: EventPage) -> None:
        """Go on when the code that was just given is not used up.

        Raises:
            WrongCode: others have used it as often as it may be.
        """
        code = vars(registration).get(NEW_CODE)
        if code and not code.has_use_left(timezone.now(), without=registration.pk):
            raise WrongCode

    def first_in_line(self, event: EventPage, now: datetime) -> int | None:
        """Return the first in the line whose category has a seat."""
        return room_of(event, now).first_of(line_of(event))

    def seats(self, event: EventPage, seats: Seats) -> Seats:
        """Return the seats with what is left for each open category."""
        categories = [one for one in _categories(event) if one.is_public]
        room = room_to_show(event)
        choices = [Choice(name=one.name, left=room.left(one.pk)) for one in categories]
        return replace(seats, claiming=room.claimed, choices=choices)

    def words(self, registrations: Sequence[Registration]) -> Mapping[int, tuple[str, ...]]:
        """Return how each takes part; one query."""
        choices = SeatChoice.objects.filter(registration__in=registrations, category__isnull=False)
        return {
            choice.registration_id: (
                _("How you take part: %(category)s") % {"category": choice.category},
            )
            for choice in choices.select_related("category")
        }

    def place_in_line(self, registration: Registration) -> int | None:
        """Return the place among those who wait for a seat in the same pools; two queries.

        None where the category counts in no pool: then the line is that of the whole event.
        """
        through = Category.pools.through.objects
        mine = through.filter(category__choices__registration=registration).values("pool_id")
        rivals = set(through.filter(pool_id__in=mine).values_list("category_id", flat=True))
        if not rivals:
            return None
        line = Registration.objects.in_line().up_to(registration)
        return line.filter(seat_choice__category_id__in=rivals).count()

    def sheet(self, event: EventPage, keys: Sequence[int]) -> Sheet:
        """Return the category and the code of each registration."""
        rows = SeatChoice.objects.filter(registration__in=keys)
        found = rows.values_list("registration_id", "category__name", "code__code")
        return Sheet(
            headings=(_("Category"), _("Access code")),
            rows={key: (category or "", code or "") for key, category, code in found},
        )

    def reader(self, event: EventPage) -> Reader | None:
        """Return what understands the category; a code is not read: staff need none."""
        categories = _categories(event)
        return CategoryReader(event, categories) if categories else None

    def filters(self, event: EventPage) -> list[Filter]:
        """Return the categories as a way to narrow the list of people."""
        choices = tuple((str(one.pk), one.name) for one in _categories(event))
        if not choices:
            return []
        return [Filter(key="category", label=_("Category"), choices=choices, where=_in_category)]


def _moves_with_a_seat(registration: Registration, *, behind_line: bool) -> bool:
    """Return whether a seat that was held in one category is taken in another."""
    left = vars(registration).get(MOVED_FROM)
    return not behind_line and left is not None and vars(registration)[MOVED]


def _require_move(
    registration: Registration, event: EventPage, now: datetime, category: int | None
) -> None:
    """Go on when somebody with a seat may change to another category.

    They keep the seat of the event, and those of the pools in which both categories count. The
    other seats are for those in line first.

    Raises:
        CategoryFull: a pool is full, or others wait for it.
    """
    room = room_of(event, now, without=registration.pk)
    left = vars(registration)[MOVED_FROM]
    room.take(left)
    room.seat(line_of(event, without=registration.pk))
    new = room.pools_of(category) - room.pools_of(left)
    if any(room.free[pool] <= 0 for pool in new):
        raise CategoryFull


def _category_for(
    event: EventPage, given: Mapping[str, Any], code: AccessCode | None, own: int | None
) -> int | None:
    """Return the category that answers and code lead to.

    Raises:
        NoSuchChoice: it is not open to this person.
    """
    if code and code.category_id:
        return code.category_id
    assigned = str(given.get(ASSIGNED) or "")
    asked = assigned or str(given.get("category") or "")
    if not asked:
        return own
    found = next((one for one in _categories(event) if str(one.pk) == asked), None)
    if found is None or not (assigned or found.is_public or found.pk == own):
        raise NoSuchChoice
    return found.pk


def _categories(event: EventPage) -> list[Category]:
    return list(Category.objects.filter(event_id=event.seat_owner_id))


def _choice_of(registration: Registration | None) -> SeatChoice | None:
    if registration is None or registration.pk is None:
        return None
    choices = SeatChoice.objects.select_related("code", "category")
    return choices.filter(registration=registration).first()


def _takes_codes(event: EventPage) -> bool:
    codes = AccessCode.objects.filter(event_id=event.seat_owner_id)
    return codes.usable(timezone.now()).exists()


def _who(event: EventPage) -> str:
    rules = EntryRules.objects.filter(event_id=event.seat_owner_id)
    return rules.values_list("who", flat=True).first() or EntryRules.Who.EVERYONE


def _in_category(value: str) -> Q:
    return Q(seat_choice__category_id=value) if value.isdigit() else Q()
