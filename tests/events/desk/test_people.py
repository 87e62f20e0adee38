"""The people of an event: the list, its filters and columns, on paper, as a file, one by one."""

import csv
import io

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.urls import reverse
from wagtail.models import PageLogEntry

from events import parts
from events.desk.models import Note
from events.models import EventPage, Registration, State
from outbox.models import Message
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    HoldFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db


class Shoes(parts.Part):
    """A part with a column and a filter."""

    key = "shoes"

    def sheet(self, event, keys):
        return parts.Sheet(headings=("Size",), rows={key: (f"={key}",) for key in keys})

    def filters(self, event):
        def where(choice):
            return Q(name__startswith=choice)

        return [parts.Filter(key="first", label="First letter", choices=(("A", "A"),), where=where)]


@pytest.fixture
def shod(event, monkeypatch):
    """Return an event that asks for shoes."""
    monkeypatch.setitem(parts._PARTS, "shoes", Shoes())
    parts.note_use(event.pk, "shoes", is_used=True)
    return event


def list_of(client, event, query=""):
    return client.get(f"/admin/registrations/?event={event.pk}{query}").content.decode()


def test_the_list_has_tabs_filters_and_deeds(client, organiser, event, industry):
    RegistrationFactory(event=event, name="Ana Example", group=industry)
    RegistrationFactory(name="Foreign Example")
    page = list_of(client, event)
    assert "Ana Example" in page
    assert "Foreign Example" not in page
    assert "1 person" in page
    for name in ("overview", "files", "roles", "history", "print", "ask", "add"):
        assert reverse(f"registrations:{name}", args=(event.pk,)) in page


def test_it_narrows_by_words_group_and_state(client, organiser, event, industry):
    RegistrationFactory(event=event, name="Ana Example", group=industry)
    RegistrationFactory(event=event, name="Ben Example", email="ben@works.example")
    WaitingFactory(event=event, name="Wanda Example", organisation="Works")
    late = HoldFactory(event=event, name="Late Example")
    Registration.objects.filter(pk=late.pk).update(expires_at=late.created_at)
    assert "Ana Example" in list_of(client, event, "&group=industry")
    assert "Ben Example" not in list_of(client, event, "&group=industry")
    found = list_of(client, event, "&q=works")
    assert "Ben Example" in found
    assert "Wanda Example" in found
    assert "Ana Example" not in found
    assert "Wanda Example" not in list_of(client, event, "&state=seated")
    assert "Late Example" in list_of(client, event, "&state=expired")
    assert "Late Example" not in list_of(client, event, "&state=pending")


@pytest.mark.parametrize(
    "query",
    [
        *("&state=nonsense", "&group=nonsense", "&order=pk;drop", "&p=x", "&p=9999", "&q=%00"),
        *("&show=nonsense", "&q=" + "x" * 3000, "&export=exe", "&part-first=Z", "&q=%25%5C"),
    ],
)
def test_what_makes_no_sense_is_as_if_it_had_not_been_said(client, organiser, event, query):
    answer = client.get(f"/admin/registrations/?event={event.pk}{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize("number", ["0", "99999999", "x", "9" * 30, "²", "-1", ""])
def test_there_is_no_such_event(client, organiser, number):
    answer = client.get(f"/admin/registrations/?event={number}")
    assert answer.status_code in {200, 404}


def test_parts_bring_columns_and_filters(client, organiser, shod):
    ana = RegistrationFactory(event=shod, name="Ana Example")
    RegistrationFactory(event=shod, name="Ben Example")
    page = list_of(client, shod, "&part-first=A")
    assert "Ana Example" in page
    assert "Ben Example" not in page
    assert "<td>=" not in page
    assert f"<td>={ana.pk}</td>" in list_of(client, shod, "&show=part-0&show=email")
    again = list_of(client, shod)
    assert f"<td>={ana.pk}</td>" in again, "the choice stays for the session"
    rows = client.get(f"/admin/registrations/?event={shod.pk}&export=csv").content.decode()
    told = {row["Name"]: row["Size"] for row in csv.DictReader(io.StringIO(rows[1:]))}
    assert told["Ana Example"] == f"'={ana.pk}"


@pytest.mark.parametrize("number", [2, 40])
def test_its_queries_do_not_grow(client, organiser, shod, number, django_assert_max_num_queries):
    RegistrationFactory.create_batch(number, event=shod)
    list_of(client, shod)
    with django_assert_max_num_queries(20):
        list_of(client, shod, "&show=part-0&show=group")


def test_the_files_hold_what_the_list_holds_and_no_formula(client, organiser, event, industry):
    RegistrationFactory(event=event, name='=HYPERLINK("https://evil.example")', group=industry)
    RegistrationFactory(event=event, name="Ana Example", state=State.CANCELLED)
    address = f"/admin/registrations/?event={event.pk}&state=confirmed&export="
    (row,) = csv.DictReader(io.StringIO(client.get(f"{address}csv").content.decode()[1:]))
    assert row["Name"] == '\'=HYPERLINK("https://evil.example")'
    assert row["Group"] == str(industry)
    assert row["State"] == "Confirmed"
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{address}xlsx").content)).active
    assert book.max_row == 2
    assert all(cell.data_type != "f" for cell in book[2])
    logged = PageLogEntry.objects.filter(action="events.export")
    assert [entry.data["rows"] for entry in logged] == [1, 1]


def test_the_list_goes_on_paper_without_the_furniture(client, organiser, event):
    RegistrationFactory(event=event, name="Ana Example")
    page = client.get(reverse("registrations:print", args=(event.pk,)) + "?state=confirmed")
    text = page.content.decode()
    assert "Ana Example" in text
    assert "wagtail-sidebar" not in text


def test_people_are_added_in_the_state_that_is_chosen(client, organiser, form):
    event = EventFactory(has_waiting_list=True)
    address = reverse("registrations:add", args=(event.pk,))
    for state in ("approval", "waiting", "confirmed"):
        person = form | {"language": "en", "state": state, "email": f"{state}@example.org"}
        client.post(address, person)
        assert Registration.objects.get(email=f"{state}@example.org").state == state
    assert Message.objects.count() == 3


def test_without_a_line_nobody_is_put_into_it(client, organiser, event, form):
    address = reverse("registrations:add", args=(event.pk,))
    answer = client.post(address, form | {"language": "en", "state": "waiting"})
    assert answer.status_code == 200
    assert not Registration.objects.exists()


class TestNotes:
    def test_they_are_kept_with_author_and_only_added(self, client, organiser):
        one = RegistrationFactory()
        address = reverse("registrations:one", args=(one.pk,))
        client.post(address, {"deed": "note", "text": "Comes by the late train\x07"})
        client.post(address, {"deed": "note", "text": "Comes by the late train"})
        page = client.get(address).content.decode()
        assert page.count("Comes by the late train") == 1, "a second press is no second note"
        assert organiser.name in page
        note = Note.objects.get()
        with pytest.raises(TypeError):
            note.save()

    def test_nothing_and_too_much_are_refused(self, client, organiser):
        address = reverse("registrations:one", args=(RegistrationFactory().pk,))
        for text in (" ", "x" * 1001):
            assert client.post(address, {"deed": "note", "text": text}).status_code == 200
        assert not Note.objects.exists()

    def test_who_looks_on_writes_none(self, client, organiser):
        one = RegistrationFactory()
        group = Group.objects.get(name="Organisers")
        group.permissions.remove(Permission.objects.get(codename="change_registration"))
        address = reverse("registrations:one", args=(one.pk,))
        client.post(address, {"deed": "note", "text": "Psst"})
        assert not Note.objects.exists()
        assert 'value="note"' not in client.get(address).content.decode()


class TestStalePages:
    def test_who_comes_too_late_is_told_who_was_faster(self, client, organiser, alice, event):
        asked = ApplicantFactory(event=event)
        address = reverse("registrations:one", args=(asked.pk,))
        client.get(address)  # the tab that grows old
        client.force_login(alice)
        Group.objects.get(name="Organisers").user_set.add(alice)
        client.post(address, {"deed": "approve"})
        client.force_login(organiser)
        answer = client.post(address, {"deed": "decline", "reason": "No"}, follow=True)
        assert f"changed meanwhile: Confirmed, by {alice.name}" in answer.content.decode()
        asked.refresh_from_db()
        assert asked.is_confirmed

    def test_approving_twice_approves_once(self, client, organiser, event):
        asked = ApplicantFactory(event=event)
        address = reverse("registrations:one", args=(asked.pk,))
        client.post(address, {"deed": "approve"})
        answer = client.post(address, {"deed": "approve"}, follow=True)
        assert "changed meanwhile" in answer.content.decode()
        assert Message.objects.count() == 1

    def test_cancelling_again_from_an_old_page_says_so(self, client, organiser, event):
        one = RegistrationFactory(event=event)
        address = reverse("registrations:cancel", args=(one.pk,))
        client.post(address, {"reason": "As you asked"})
        answer = client.post(address, follow=True)
        assert "changed meanwhile: Cancelled" in answer.content.decode()
        assert Message.objects.count() == 1
        assert "As you asked" in Message.objects.get().text

    def test_going_back_and_adding_again_adds_nobody(self, client, organiser, event, form):
        address = reverse("registrations:add", args=(event.pk,))
        for _press in range(2):
            answer = client.post(address, form | {"language": "en"}, follow=True)
        assert "registered already" in answer.content.decode()
        assert Registration.objects.count() == 1

    def test_a_page_of_an_event_that_ended_meanwhile(self, client, organiser):
        asked = ApplicantFactory(event=PastEventFactory())
        address = reverse("registrations:one", args=(asked.pk,))
        answer = client.post(address, {"deed": "decline", "reason": "Late"}, follow=True)
        assert "is not open" in answer.content.decode()


def test_attendance_is_noted_one_by_one(client, organiser):
    one = RegistrationFactory(event=PastEventFactory())
    address = reverse("registrations:one", args=(one.pk,))
    assert 'value="no-show"' in client.get(address).content.decode()
    for deed, state in (("attended", "attended"), ("no-show", "no-show"), ("undo", "confirmed")):
        client.post(address, {"deed": deed})
        one.refresh_from_db()
        assert one.state == state
    assert EventPage.objects.count() == 1
