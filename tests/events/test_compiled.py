"""What Django writes once answers as the query that it writes each time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import seats
from events.compiled import EVENT, Statement
from events.models import EventPage, Registration, State
from events.models.registration import WITH_AN_END, holds_a_seat
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def test_values_come_as_those_of_a_query():
    event, other = EventFactory(capacity=3), EventFactory(capacity=None)
    columns = (*seats.AT_THE_DOOR, "entry__parts")
    statement = Statement(EventPage.objects.filter(pk=EVENT).values_list(*columns))
    for page in (event, other):
        page.entry.parts = [f"part {page.pk}"]
        page.entry.save()
        asked = EventPage.objects.filter(pk=page.pk).values_list(*columns)
        assert statement.rows({EVENT: page.pk}) == list(asked)
    assert statement.rows({EVENT: 0}) == []


@pytest.mark.parametrize("behind_line", [True, False])
def test_seats_are_counted_as_the_condition_says(behind_line):
    event, other, now = EventFactory(capacity=99), EventFactory(), timezone.now()
    ends = (now + timedelta(hours=1), now - timedelta(hours=1))
    rows = [
        RegistrationFactory(
            event=page,
            state=state,
            expires_at=end,
            keeps_seat=keeps,
            waiting_since=now if state == State.WAITING else None,
        )
        for page in (event, other)
        for state in State
        for end in (ends if state in WITH_AN_END else (None,))
        for keeps in (True, False)
    ]
    mine = [one for one in rows if one.event == event]
    for number in (1, 3, len(mine)):
        but = mine[:number]
        expected = Registration.objects.filter(holds_a_seat(now), event=event)
        if behind_line:
            expected |= Registration.objects.filter(state=State.WAITING, event=event)
        expected = expected.exclude(pk__in=[one.pk for one in but]).count()
        assert seats._taken_by_others(but, now, behind_line=behind_line) == expected
