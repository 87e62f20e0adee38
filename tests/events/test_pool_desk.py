"""The desk's tab "Seats and codes"."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from events.models import EventRole
from events.pools.models import AccessCode, Category, EntryRules, Pool
from tests.factories.events import EventFactory
from tests.factories.pools import category_of, code_of, hybrid, pool_of, seated

STREAMS = ("body", "programme", "speakers", "hosts", "materials")
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, ada):
    """Return a client of somebody who may do everything."""
    client.force_login(ada)
    return client


def address(name, event, *args):
    return reverse(f"event_pools:{name}", args=(event.pk, *args))


def parts_of(event):
    event.entry.refresh_from_db()
    return event.entry.parts


def test_a_pool_and_a_category_are_added_and_the_event_counts_them(desk, event):
    answer = desk.post(
        address("add", event, "pool"), {"name": "Hall", "kind": "room", "capacity": 5}
    )
    assert answer.status_code == 302
    assert parts_of(event) == []  # nobody counts in it yet
    pool = Pool.objects.get()
    fields = {"name": "On site", "pools": [pool.pk], "is_open": "on", "order": 0}
    desk.post(address("add", event, "category"), fields)
    assert list(Category.objects.get().pools.all()) == [pool]
    assert parts_of(event) == ["pools"]
    page = desk.get(address("overview", event)).content.decode()
    assert "0 of 5" in page
    assert "On site" in page
    desk.post(address("remove", event, "category", Category.objects.get().pk))
    assert parts_of(event) == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("pool", {"name": "Hall", "kind": "room", "capacity": "-1"}),
        ("pool", {"name": "Hall", "kind": "no-kind", "capacity": "9" * 40}),
        ("pool", {"name": "", "kind": "room", "capacity": "5"}),
        ("pool", {"name": "x" * 5000, "kind": "room", "capacity": "5"}),
        ("category", {"name": "A", "pools": ["99999"], "order": "0"}),
        ("category", {"name": "A", "order": "a"}),
        ("code", {"code": "SHORT", "most_uses": "1"}),
        ("code", {"code": "!!!!!!!!", "most_uses": "1"}),
        ("code", {"code": "LONGENOUGH", "most_uses": "0"}),
        ("code", {"code": "LONGENOUGH", "category": "77777"}),
        ("code", {"code": "LONGENOUGH", "ends_at": "soon"}),
    ],
)
def test_what_cannot_be_is_shown_again(desk, event, kind, fields):
    answer = desk.post(address("add", event, kind), fields)
    assert answer.status_code == 200
    assert "error" in answer.content.decode()
    assert not Pool.objects.exists()
    assert not Category.objects.exists()
    assert not AccessCode.objects.exists()


def test_a_name_stands_once_at_an_event(desk, event):
    pool_of(event, "Hall")
    answer = desk.post(
        address("add", event, "pool"), {"name": "Hall", "kind": "room", "capacity": 5}
    )
    assert "This event has a pool with this name." in answer.content.decode()
    code_of(event, "PARTNER7")
    answer = desk.post(address("add", event, "code"), {"code": "partner7"})
    assert "This event has this code already." in answer.content.decode()


def test_a_smaller_pool_loses_nothing_and_says_so(desk):
    event, here, _there = hybrid(on_site=3)
    people = [seated(event, here) for _number in range(3)]
    pool = here.pools.get()
    fields = {"name": "Hall", "kind": "room", "capacity": 1}
    page = desk.post(address("change", event, "pool", pool.pk), fields, follow=True)
    said = page.content.decode()
    assert "3 seats of this pool are taken or held, and it has 1: nobody loses" in said
    assert "2 more than it has" in said
    for one in people:
        one.refresh_from_db()
        assert one.is_confirmed


def test_a_category_that_somebody_chose_stays(desk):
    event, here, _there = hybrid()
    seated(event, here)
    page = desk.post(address("remove", event, "category", here.pk), follow=True)
    assert "It is in use, so it stays." in page.content.decode()
    assert Category.objects.filter(pk=here.pk).exists()


def test_many_codes_at_once_and_their_list_as_csv(desk, event):
    private = category_of(event, "=Partners", needs_code=True)
    fields = {"number": 30, "note": "For the consortium", "category": private.pk, "most_uses": 2}
    assert desk.post(address("make", event), fields).status_code == 302
    assert AccessCode.objects.filter(event=event, category=private, most_uses=2).count() == 30
    answer = desk.get(address("codes_file", event))
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert len(rows) == 31
    assert rows[1][2:5] == ["'=Partners", "0", "2"]


@pytest.mark.parametrize("number", ["0", "-3", "501", "many", ""])
def test_never_too_many_at_once(desk, event, number):
    assert desk.post(address("make", event), {"number": number}).status_code == 200
    assert not AccessCode.objects.exists()


def test_a_code_is_ended_at_the_desk(desk, event):
    code = code_of(event)
    page = desk.post(address("end", event, code.pk), follow=True).content.decode()
    assert "PARTNER7 opens nothing any more" in page
    code.refresh_from_db()
    assert code.is_over


def test_who_may_register_is_said_at_the_desk(desk, event):
    assert desk.post(address("overview", event), {"who": "nobody"}).status_code == 200
    desk.post(address("overview", event), {"who": "code"})
    assert EntryRules.objects.get(event=event).who == "code"
    assert parts_of(event) == ["pools"]
    desk.post(address("overview", event), {"who": "open"})
    assert parts_of(event) == []


def test_things_of_another_event_are_not_there(desk, event):
    other = EventFactory()
    pool = pool_of(other)
    for name in ("change", "remove"):
        assert desk.post(address(name, event, "pool", pool.pk)).status_code == 404
    assert desk.post(address("end", event, code_of(other).pk)).status_code == 404


def test_a_viewer_looks_and_sees_no_code(client, event, bob):
    editors = Group.objects.create(name="Desk")
    editors.permissions.add(Permission.objects.get(codename="access_admin"))
    bob.groups.add(editors)
    EventRole.objects.create(event=event, user=bob, role="viewer")
    client.force_login(bob)
    code_of(event)
    pool_of(event, "Hall")
    page = client.get(address("overview", event)).content.decode()
    assert "Hall" in page
    assert "PARTNER7" not in page
    assert client.get(address("codes_file", event)).status_code in {302, 403}
    assert client.post(address("overview", event), {"who": "code"}).status_code in {302, 403}
    assert not EntryRules.objects.exists()


@pytest.mark.parametrize("name", ["overview", "codes_file", "make"])
def test_strangers_stay_outside(client, event, bob, name):
    client.force_login(bob)
    assert client.get(address(name, event)).status_code in {302, 403}


def test_fewer_seats_than_people_are_told_when_the_page_is_saved(desk):
    event, here, _there = hybrid(capacity=5, on_site=9)
    for _number in range(3):
        seated(event, here)
    form = desk.get(reverse("wagtailadmin_pages:edit", args=(event.pk,))).context["form"]
    data = {name: form[name].value() for name in form.fields if name != "comments"}
    data = {name: "" if value is None else value for name, value in data.items()}
    streams = {f"{name}-count": "0" for name in STREAMS}
    comments = nested_form_data(
        {"comments": {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MAX_NUM_FORMS": ""}}
    )
    flat = {"comments-" + key.split("-", 1)[1]: value for key, value in comments.items()}
    told = {"capacity": "1", "results": "null", "action-publish": "1"}
    sent = data | streams | flat | told
    page = desk.post(
        reverse("wagtailadmin_pages:edit", args=(event.pk,)), sent, follow=True
    ).content.decode()
    assert "3 people have a seat for sure" in page
    event.refresh_from_db()
    assert event.capacity == 1
