"""One door from state to state: every step of the table, every step that is not in it, the log."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import steps
from events.models import Actor, Registration, RegistrationStep, State
from events.steps import AFTER, CLOCK, NEW, NotAllowed, move, staff
from tests.factories.events import RegistrationFactory

pytestmark = pytest.mark.django_db

# Written out once more, so that a slip in the table of the house is seen.
ALLOWED = {
    *{(NEW, State.PENDING), (NEW, State.APPROVAL), (NEW, State.WAITING), (NEW, State.CONFIRMED)},
    *{(State.PENDING, State.APPROVAL), (State.PENDING, State.WAITING)},
    *{(State.PENDING, State.CONFIRMED), (State.PENDING, State.CANCELLED)},
    *{(State.PENDING, State.EXPIRED), (State.APPROVAL, State.WAITING)},
    *{(State.APPROVAL, State.CONFIRMED), (State.APPROVAL, State.CANCELLED)},
    *{(State.APPROVAL, State.DECLINED), (State.WAITING, State.OFFERED)},
    *{(State.WAITING, State.CONFIRMED), (State.WAITING, State.CANCELLED)},
    *{(State.WAITING, State.DECLINED), (State.OFFERED, State.CONFIRMED)},
    *{(State.OFFERED, State.CANCELLED), (State.OFFERED, State.DECLINED)},
    *{(State.OFFERED, State.EXPIRED), (State.CONFIRMED, State.CANCELLED)},
    *{(State.CONFIRMED, State.ATTENDED), (State.CONFIRMED, State.NO_SHOW)},
    *{(State.ATTENDED, State.CONFIRMED), (State.ATTENDED, State.NO_SHOW)},
    *{(State.NO_SHOW, State.CONFIRMED), (State.NO_SHOW, State.ATTENDED)},
}
EVERY = [(before, after) for before in (NEW, *State) for after in State]


def in_state(state, event):
    later = timezone.now() + timedelta(hours=1)
    fields = {"event": event, "expires_at": later, "waiting_since": timezone.now()}
    if state == NEW:
        return RegistrationFactory.build(**fields)
    return RegistrationFactory(state=state, **fields)


def test_the_table_names_every_state():
    assert set(AFTER) == {NEW, *State}


@pytest.mark.parametrize(("before", "after"), EVERY)
def test_each_step_is_either_taken_and_logged_or_refused(before, after, event, ada):
    registration = in_state(before, event)
    if (before, after) not in ALLOWED:
        with pytest.raises(NotAllowed, match=after.value):
            move(registration, after, by=CLOCK)
        assert not RegistrationStep.objects.exists()
        assert set(Registration.objects.values_list("state", flat=True)) <= {before}
        return
    move(registration, after, by=staff(ada), reason="Because")
    registration.refresh_from_db()
    step = RegistrationStep.objects.get()
    assert registration.state == after
    assert (step.before, step.after, step.reason) == (before, after, "Because")
    assert (step.registration, step.actor, step.by) == (registration, Actor.STAFF, ada)


def test_the_log_is_not_rewritten(event):
    registration = in_state(NEW, event)
    move(registration, State.CONFIRMED, by=steps.PERSON)
    step = registration.steps.get()
    assert str(step).endswith(" > confirmed")
    step.reason = "Another story"
    with pytest.raises(TypeError):
        step.save()


def test_moments_follow_the_state(event):
    registration = in_state(NEW, event)
    move(registration, State.WAITING, by=steps.PERSON)
    assert registration.waiting_since is not None
    assert registration.expires_at is None
    move(registration, State.CONFIRMED, by=steps.PERSON)
    assert registration.confirmed_at is not None
    move(registration, State.CANCELLED, by=steps.PERSON)
    assert registration.cancelled_at is not None
