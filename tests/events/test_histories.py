"""Random histories of one event: never a seat too many, and the line keeps its order."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from events import actions, tasks
from events.models import EventPage, Registration, RegistrationStep, State
from events.refusals import Refusal
from events.rows import Guest
from events.steps import AFTER
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
PEOPLE = 6
PERSON = some.integers(0, PEOPLE - 1)
DEED = some.one_of(
    some.tuples(
        some.sampled_from(
            ["guest", "member", "prove", "cancel", "accept", "refuse", "approve", "decline"]
        ),
        PERSON,
    ),
    some.tuples(some.sampled_from(["offer", "sweep", "run out"]), some.just(0)),
    some.tuples(some.just("resize"), some.integers(1, 4)),
)


class History:
    """One event, and what happens to it."""

    def __init__(self, *, needs_approval, has_line):
        self.event = EventFactory(
            capacity=2, needs_approval=needs_approval, has_waiting_list=has_line
        )
        create = get_user_model().objects.create_user
        self.users = [create(f"p{n}@history.example", name=f"P {n}") for n in range(PEOPLE)]
        self.staff = create("staff@history.example", name="Staff")

    def of(self, number):
        mine = Registration.objects.filter(email=f"p{number}@history.example").order_by("-pk")
        return mine.values_list("pk", flat=True).first() or 0

    def do(self, deed, number):
        one, event_id = {"registration_id": self.of(number)}, self.event.pk
        guest = Guest(email=f"p{number}@history.example", name="P")
        by, language = {"by": self.staff}, {"language": "en"}
        user = {"user": self.users[number]}
        deeds = {
            "guest": lambda: actions.register_guest(event_id=event_id, guest=guest, **language),
            "member": lambda: actions.register_member(event_id=event_id, **user, **language),
            "prove": lambda: actions.confirm_registration(**one),
            "cancel": lambda: actions.cancel_registration(**one),
            "accept": lambda: actions.accept_offer(**one),
            "refuse": lambda: actions.decline_offer(**one),
            "approve": lambda: actions.approve_registration(**one, **by),
            "decline": lambda: actions.decline_registration(**one, **by, reason="No"),
            "offer": tasks.offer_seats,
            "sweep": tasks.expire_holds,
            "run out": self.run_out,
            "resize": lambda: EventPage.objects.filter(pk=event_id).update(capacity=number),
        }
        # What is refused in words is answered.
        with suppress(Refusal, Registration.DoesNotExist):
            deeds[deed]()

    def run_out(self):
        with_end = Registration.objects.filter(state__in=[State.PENDING, State.OFFERED])
        with_end.update(expires_at=timezone.now() - timedelta(seconds=1))

    def taken(self):
        return Registration.objects.holding_seats(timezone.now()).count()

    def line(self):
        return list(Registration.objects.in_line().values_list("pk", flat=True))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    needs_approval=some.booleans(),
    has_line=some.booleans(),
    deeds=some.lists(DEED, min_size=5, max_size=25),
)
def test_never_a_seat_too_many_and_nobody_overtakes(needs_approval, has_line, deeds):
    RegistrationStep.objects.all().delete()
    Registration.objects.all().delete()
    get_user_model().objects.filter(email__endswith="@history.example").delete()
    history = History(needs_approval=needs_approval, has_line=has_line)
    for deed, number in deeds:
        before, line = history.taken(), history.line()
        sure = set(Registration.objects.filter(state=State.CONFIRMED).values_list("pk", flat=True))
        held = set(Registration.objects.holding_seats(timezone.now()).values_list("pk", flat=True))
        history.do(deed, number)
        capacity = EventPage.objects.get(pk=history.event.pk).capacity
        assert history.taken() <= max(capacity, before)
        # The line only loses people, and new ones stand at its end.
        after = history.line()
        stayed = [one for one in line if one in after]
        assert after[: len(stayed)] == stayed
        if deed == "offer":
            assert after == line[len(line) - len(after) :]
        # While somebody waits, a seat goes to nobody who had none and did not wait.
        now_sure = Registration.objects.filter(state=State.CONFIRMED)
        fresh = set(now_sure.values_list("pk", flat=True)) - sure - held - set(line)
        assert not fresh or len(line) + before + len(fresh) <= capacity
    for step in RegistrationStep.objects.all():
        assert step.after in AFTER[step.before]
    for one in Registration.objects.all():
        assert one.steps.order_by("pk").last().after == one.state
