"""Workers that die while an edition goes out: nobody gets it twice, nobody is lost."""

import random
import uuid

import pytest

from newsletters.addresses import PLACEHOLDER
from newsletters.composing import KEY
from newsletters.models import Delivery, Edition, Newsletter, Subscription
from tests.faults.held_sink import Moment
from tests.running import wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

SEND = "newsletters.tasks.send_due"
State = Delivery.State
SETTLED = {State.ACCEPTED, State.REFUSED, State.UNKNOWN, State.SKIPPED}
BODY = f"News for {PLACEHOLDER}; leave by {KEY}.\n"


def freeze(readers: int) -> Edition:
    """Freeze an edition with one delivery for each of so many readers."""
    newsletter = Newsletter.objects.create(
        slug="letter",
        title="Letter",
        from_name="INSPIRE",
        from_address="news@example.org",
        consent_wording="Send me the letter.",
    )
    for number in range(readers):
        Subscription.objects.create(
            newsletter=newsletter, email=f"reader{number}@example.org", state="confirmed"
        )
    edition = Edition.objects.create(
        newsletter=newsletter,
        issue_key=uuid.uuid4(),
        language="en",
        subject="What is new",
        sender=newsletter.sender,
        html=f"<!doctype html><p>{BODY}",
        text=BODY,
    )
    assert Delivery.objects.all().freeze(edition, Subscription.objects.confirmed()) == readers
    return edition


def is_settled() -> bool:
    return not Delivery.objects.exclude(state__in=SETTLED).exists()


def addresses(state: str) -> set[str]:
    return set(Delivery.objects.in_state(state).values_list("email", flat=True))


@pytest.mark.parametrize(
    ("moment", "arrived"),
    [(Moment.GREETING, 0), (Moment.UNTAKEN, 0), (Moment.TAKEN, 1)],
    ids=lambda value: value.value if isinstance(value, Moment) else str(value),
)
def test_the_letter_on_the_wire_is_undecided_and_all_others_arrive_once(
    worker, sink, sweeping, moment, arrived
):
    freeze(readers=5)
    sink.hold(moment)
    worker.start()
    worker.wake(SEND)
    wait_until(sink.held.is_set, seconds=120, what="the worker waits for the mail server")
    counts = Delivery.objects.counts()
    assert (counts[State.SENDING], counts[State.CLAIMED]) == (1, 4)
    worker.kill()
    sink.let_go()
    worker.start()
    sweeping(is_settled, task=SEND, what="the next worker has sent the rest")
    [undecided] = addresses(State.UNKNOWN)
    assert len(addresses(State.ACCEPTED)) == 4
    assert sink.received.pop(undecided, 0) == arrived
    assert all(sink.received[address] == 1 for address in addresses(State.ACCEPTED))


def test_an_edition_survives_many_dead_workers(worker, sink, sweeping):
    chance = random.Random(691440)
    sink.jitter = random.Random(1)
    readers, kills = 200, 5
    freeze(readers)
    for _ in range(kills):
        worker.start()
        goal = len(sink.letters) + chance.randint(3, 30)
        sweeping(lambda goal=goal: len(sink.letters) >= goal, task=SEND, what=f"{goal} letters")
        worker.kill()
    worker.start()
    sweeping(is_settled, task=SEND, what="every delivery is settled")
    accepted, unknown = addresses(State.ACCEPTED), addresses(State.UNKNOWN)
    assert len(accepted | unknown) == readers
    assert len(unknown) <= kills
    assert max(sink.received.values()) == 1
    assert accepted <= set(sink.received) <= accepted | unknown
    assert len({letter.parsed["Message-ID"] for letter in sink.letters}) == len(sink.letters)
