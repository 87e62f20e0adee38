"""A worker that is killed midway through a list of people brings nobody in twice, nor loses one."""

import csv
import io
from collections import Counter

import pytest

from community.members.models import Profile, User
from community.stewards.actions import intake as actions
from community.stewards.models import Intake, IntakeRow
from outbox.models import Message, State
from tests.factories.members import UserFactory
from tests.faults.test_outbox import DELIVER, closed, waits_for_lock
from tests.running import wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

BRING_IN = "community.stewards.tasks.bring_in"
Row = IntakeRow.State


def begin(number: int) -> set[str]:
    """Begin to bring in so many people, and return their addresses."""
    addresses = [f"guest{one}@example.org" for one in range(number)]
    target = io.StringIO()
    csv.writer(target).writerows(
        [("email", "name"), *((address, "Guest (example)") for address in addresses)]
    )
    by = UserFactory(name="Stella Steward (example)")
    taken = actions.take_in(content=target.getvalue().encode(), file_name="people.csv", by=by)
    actions.start(intake=taken, by=by, reason="A workshop.", language="en", invites=True)
    return set(addresses)


def states() -> Counter[str]:
    """Return how many rows are in each state."""
    return Counter(IntakeRow.objects.values_list("state", flat=True))


def invited() -> Counter[str]:
    """Return how many invitations were written to each address."""
    mails = Message.objects.filter(kind="stewards/invitation")
    return Counter(mails.values_list("to_address", flat=True))


def is_over() -> bool:
    """Return whether the file is closed and every mail has left."""
    is_open = Intake.objects.exclude(state=Intake.State.DONE).exists()
    return not is_open and not Message.objects.exclude(state=State.ACCEPTED).exists()


@pytest.fixture
def finish(worker, sweeping):
    """Return a function that starts the next worker and waits until nothing is left to do."""

    def run() -> None:
        def ring_the_post_and_look() -> bool:
            worker.wake(DELIVER)
            return is_over()

        worker.start()
        sweeping(ring_the_post_and_look, task=BRING_IN, what="all are brought in and invited")

    return run


def everyone_once(addresses: set[str], sink) -> None:
    """Each row is one account with one profile, one mail was written and one has arrived."""
    made = User.objects.filter(email__startswith="guest")
    assert Counter(made.values_list("email", flat=True)) == Counter(addresses)
    assert Profile.objects.filter(user__in=made).count() == len(addresses)
    assert states() == {Row.INVITED: len(addresses)}
    assert invited() == Counter(addresses)
    assert sink.received == Counter(addresses)


def test_killed_while_it_makes_accounts(worker, sink, finish):
    addresses = begin(600)
    worker.start()
    # The first parcel has its accounts and addresses by then, and is not committed.
    with closed("members_profile"):
        worker.wake(BRING_IN)
        wait_until(waits_for_lock, seconds=120, what="the worker stands before the profiles")
        worker.kill()
    assert not User.objects.filter(email__startswith="guest").exists()
    assert states() == {Row.READY: 600}
    finish()
    everyone_once(addresses, sink)


def test_killed_while_it_writes_invitations(worker, sink, finish):
    addresses = begin(300)
    worker.start()
    worker.wake(BRING_IN)
    wait_until(lambda: states()[Row.INVITED] >= 50, seconds=120, what="the first are invited")
    # Whoever writes a mail looks here first: the worker stands amid a parcel of invitations.
    with closed("outbox_suppression"):
        worker.wake(BRING_IN)
        worker.wake(DELIVER)
        wait_until(waits_for_lock, seconds=120, what="the worker stands before the post room")
        worker.kill()
    assert 0 < states()[Row.INVITED] < 300
    assert sum(invited().values()) == states()[Row.INVITED]
    finish()
    everyone_once(addresses, sink)
