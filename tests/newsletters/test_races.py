"""Two at the same moment: first the race without the lock, then its absence with it."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from newsletters import delivery
from newsletters.actions import issuing, subscribing
from newsletters.actions.issuing import NotReady
from newsletters.models import Delivery, Edition, IssuePage, Subscription
from outbox.transports import MemoryTransport
from tests.factories.members import UserFactory
from tests.factories.newsletters import IssuePageFactory, NewsletterFactory, SubscriptionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*works: Callable[[], Any], seconds: float = 60) -> list[Any]:
    """Do all works at the same time, each on its own connection; return what came of each."""
    results: list[Any] = [None] * len(works)

    def run(place: int) -> None:
        try:
            results[place] = works[place]()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=seconds)
    return results


def freeze(count: int) -> Edition:
    NewsletterFactory.create()
    SubscriptionFactory.create_batch(count)
    issue = IssuePageFactory.create()
    return issuing.send_issue(issue=issue, by=UserFactory.create())[0]


def claim_together(monkeypatch, *, locked: bool) -> set[int]:
    """Let two workers read the ledger at the same moment; return what both of them took."""
    gate, lock = threading.Barrier(2, timeout=10), delivery._locked

    def meet(rows):
        gate.wait()
        return lock(rows) if locked else rows

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "_locked", meet)
        first, second = together(
            *[lambda: delivery.claim_due(claim=uuid.uuid4(), limit=10) for _ in range(2)]
        )
    return {row.pk for row in first} & {row.pk for row in second}


def test_without_the_lock_two_workers_take_the_same_letters(monkeypatch):
    freeze(10)
    for _ in range(10):
        Delivery.objects.update(state="pending", claimed_by=None)
        if claim_together(monkeypatch, locked=False):
            return
    pytest.fail("The race could not be shown, so the next test proves nothing.")


def test_with_the_lock_no_letter_is_taken_twice(monkeypatch):
    freeze(10)
    for _ in range(5):
        Delivery.objects.update(state="pending", claimed_by=None)
        assert not claim_together(monkeypatch, locked=True)


def test_four_workers_send_each_letter_once():
    MemoryTransport.forget()
    edition = freeze(150)

    def work() -> None:
        while delivery.send_due().tried:
            pass

    together(*[work] * 4)
    to = [sent.to for sent in MemoryTransport.sent]
    assert len(to) == len(set(to)) == 150
    assert edition.deliveries.all().counts()["accepted"] == 150


def press_twice(monkeypatch, *, locked: bool) -> list[Any]:
    """Let two editors press Send at the same moment; return what came of each."""
    issue, editor = IssuePage.objects.get(), UserFactory.create()
    gate, lock = threading.Barrier(2, timeout=10), issuing._lock

    def meet(page):
        gate.wait()
        if locked:
            lock(page)

    with monkeypatch.context() as patch:
        patch.setattr(issuing, "_lock", meet)
        return together(*[lambda: issuing.send_issue(issue=issue, by=editor)] * 2)


@pytest.fixture
def ready():
    NewsletterFactory.create()
    SubscriptionFactory.create_batch(5)
    return IssuePageFactory.create()


def test_without_the_lock_the_second_press_fails_and_only_constraints_keep_one_edition(
    ready, monkeypatch
):
    for number in range(10):
        IssuePage.objects.all().delete()
        IssuePageFactory.create(title=f"Try {number}")
        results = press_twice(monkeypatch, locked=False)
        assert Delivery.objects.count() == 5 * (number + 1)
        if any(isinstance(one, IntegrityError | NotReady) for one in results):
            return
    pytest.fail("The race could not be shown, so the next test proves nothing.")


def test_two_presses_at_once_send_one_edition_and_both_are_told(ready, monkeypatch):
    (first, first_new), (second, second_new) = press_twice(monkeypatch, locked=True)
    assert first == second
    assert sorted([first_new, second_new]) == [False, True]
    assert (Edition.objects.count(), Delivery.objects.count()) == (1, 5)


def test_two_presses_in_two_tabs_ask_one_address_once():
    newsletter = NewsletterFactory.create()
    wish = subscribing.Wish(language="en", stakeholder_group=None)
    together(
        *[lambda: subscribing.ask(newsletter=newsletter, email="marta@example.org", wish=wish)] * 4
    )
    assert Subscription.objects.get().asks == 1


def test_one_letter_confirmed_twice_at_once_is_one_consent():
    from community.members.models import ConsentRecord

    newsletter = NewsletterFactory.create()
    wish = subscribing.Wish(language="en", stakeholder_group=None)
    subscribing.ask(newsletter=newsletter, email="marta@example.org", wish=wish)
    token = Subscription.objects.get().confirm_token
    results = together(*[lambda: subscribing.confirm(token=token)[1]] * 4)
    assert sorted(results) == [False, False, False, True]
    assert ConsentRecord.objects.count() == 1
