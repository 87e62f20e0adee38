"""How many statements a guest costs: the rate of registrations lives on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.links import token_of
from events.models import Registration
from tests.factories.events import EventFactory, HoldFactory

pytestmark = pytest.mark.django_db

# With nothing in memory; a running process has the terms and the site there.
FORM, CONFIRM, LINK = 24, 19, 4


def statements(client, method, address, data=None):
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(address, data or {})
    assert response.status_code in {200, 303}, response.content[:2000]
    return [query["sql"] for query in captured.captured_queries]


def test_the_form_of_a_guest_stays_within_its_budget(client, form):
    event = EventFactory(capacity=100)
    address = reverse("events:register", args=(event.pk,))
    client.post(address, form | {"email": "first@example.org"})
    found = statements(client, "post", address, form)
    assert Registration.objects.count() == 2
    assert len(found) <= FORM, "\n".join(found)


def test_a_confirmation_stays_within_its_budget_however_many_have_come(client):
    event = EventFactory(capacity=100)
    for number in range(12):
        hold = HoldFactory(event=event)
        address = reverse("events:confirm", args=(token_of(hold),))
        found = statements(client, "post", address)
        if number:
            assert len(found) <= CONFIRM, "\n".join(found)


def test_the_page_behind_a_link_reads_one_row(client):
    token = token_of(HoldFactory())
    address = reverse("events:registration", args=(token,))
    statements(client, "get", address)
    found = statements(client, "get", address)
    assert len(found) <= LINK, "\n".join(found)


def _locks_the_entry(sql: str) -> bool:
    return 'FROM "events_calendarentry"' in sql and sql.endswith("FOR UPDATE")


def test_the_lock_is_held_for_the_page_the_count_and_the_commit_only(client):
    hold = HoldFactory(event=EventFactory(capacity=100))
    found = statements(client, "post", reverse("events:confirm", args=(token_of(hold),)))
    (locked,) = (number for number, sql in enumerate(found) if _locks_the_entry(sql))
    after = [sql for sql in found[locked + 1 :] if not sql.startswith(("RELEASE", "SAVEPOINT"))]
    written = [sql for sql in after if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert [sql for sql in written if "lane_generation" not in sql] == []
    assert len([sql for sql in after if sql.startswith("SELECT")]) == 2
