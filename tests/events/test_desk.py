"""The administration: the editing form, the list of registrations, and who may do what."""

import csv
import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageLogEntry

from events.editing import EventPageForm
from events.models import EventPage, Registration, State
from events.times import from_the_wall
from outbox.models import Message
from tests.factories.events import (
    ApplicantFactory,
    EventFactory,
    OfferFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
    index_page,
)

pytestmark = pytest.mark.django_db
LIST = "/admin/registrations/"


@pytest.fixture
def organiser(client, bob):
    """Sign in Bob, who may edit events and handle registrations."""
    group = Group.objects.create(name="Organisers")
    codes = ("access_admin", "view_registration", "add_registration", "change_registration")
    group.permissions.add(*Permission.objects.filter(codename__in=codes))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=index_page().page_ptr, permission=change)
    bob.groups.add(group)
    client.force_login(bob)
    return bob


def fields(event, **changes):
    """Return what the editing form of an event asks for."""
    given = {
        "title": event.title,
        "slug": event.slug,
        "time_zone": "Europe/Lisbon",
        "start": "2027-06-01 14:00",
        "end": "2027-06-01 15:30",
        "registration_opens": "",
        "registration_closes": "",
        "language": "en",
        "offer_hours": "48",
        "event_type": event.event_type_id,
        "format": event.format_id,
        "results": '{"blocks": [], "entityMap": {}}',
    }
    return given | changes


def editing_form(event, bob, data=None):
    handler = EventPage.edit_handler.bind_to_model(EventPage)
    form_class = handler.get_form_class()
    assert issubclass(form_class, EventPageForm)
    streams = {
        f"{name}-count": "0" for name in ("body", "programme", "speakers", "hosts", "materials")
    }
    comments = {f"comments-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    return form_class(
        data and {**data, **streams, **comments},
        instance=event,
        parent_page=index_page(),
        for_user=bob,
    )


class TestEditing:
    def test_an_hour_means_the_hour_where_the_event_is(self, event, bob):
        form = editing_form(event, bob, fields(event))
        assert form.is_valid(), form.errors
        saved = form.save(commit=False)
        assert saved.start == datetime(2027, 6, 1, 13, 0, tzinfo=UTC)
        assert saved.registration_opens is None

    def test_it_is_shown_as_it_was_typed(self, bob):
        start = from_the_wall(datetime.fromisoformat("2027-01-05T09:30"), "Asia/Tokyo")
        event = EventFactory(start=start, time_zone="Asia/Tokyo")
        form = editing_form(event, bob)
        assert form["start"].value() == datetime.fromisoformat("2027-01-05T09:30")
        assert 'value="2027-01-05 09:30"' in str(form["start"])

    def test_an_hour_that_the_clocks_jump_over_is_refused(self, event, bob):
        wrong = fields(event, start="2027-03-28 01:30", end="2027-03-28 04:00")
        form = editing_form(event, bob, wrong)
        assert "go forward over this time" in str(form.errors["start"])

    def test_without_a_zone_no_moment_is_guessed(self, event, bob):
        form = editing_form(event, bob, fields(event, time_zone="Mars/Olympus"))
        assert list(form.errors) == ["time_zone"]

    def test_nonsense_is_no_time(self, event, bob):
        form = editing_form(event, bob, fields(event, start="soon"))
        assert "start" in form.errors

    def test_the_editing_screen_opens_and_leads_to_the_registrations(self, client, event, ada):
        client.force_login(ada)
        page = client.get(reverse("wagtailadmin_pages:edit", args=(event.pk,)))
        assert page.status_code == 200
        assert f"{LIST}?event={event.pk}" in page.content.decode()
        explorer = client.get(reverse("wagtailadmin_explore", args=(index_page().pk,)))
        assert f"{LIST}?event={event.pk}" in explorer.content.decode()


class TestList:
    def test_it_shows_who_comes_to_the_events_one_may_edit(self, client, organiser):
        mine = RegistrationFactory(name="Marta Example")
        page = client.get(LIST).content.decode()
        assert "Marta Example" in page
        assert mine.email in page
        assert reverse("registrations:one", args=(mine.pk,)) in page
        assert LIST in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_events_of_others_stay_theirs(self, client, organiser):
        foreign = RegistrationFactory(name="Secret Example")
        GroupPagePermission.objects.all().delete()
        assert "Secret Example" not in client.get(LIST).content.decode()
        for address in (
            reverse("registrations:cancel", args=(foreign.pk,)),
            reverse("registrations:add", args=(foreign.event_id,)),
        ):
            assert client.post(address).status_code == 302
            assert client.get(address)["Location"] == reverse("wagtailadmin_home")
        foreign.refresh_from_db()
        assert foreign.is_confirmed

    def test_without_permission_there_is_no_list(self, client, organiser, event):
        Group.objects.get(name="Organisers").permissions.remove(
            Permission.objects.get(codename="view_registration")
        )
        assert client.get(LIST).status_code == 302
        assert LIST not in client.get(reverse("wagtailadmin_home")).content.decode()

    def test_one_event_and_one_state_can_be_chosen(self, client, organiser):
        wanted = RegistrationFactory(name="Wanted Example")
        RegistrationFactory(name="Other Example")
        gone = RegistrationFactory(event=wanted.event, name="Gone Example", state=State.CANCELLED)
        page = client.get(f"{LIST}?event={wanted.event_id}&state=confirmed").content.decode()
        assert "Wanted Example" in page
        assert "Other Example" not in page
        assert gone.name not in page
        assert reverse("registrations:add", args=(wanted.event_id,)) in page

    def test_it_can_be_searched(self, client, organiser):
        RegistrationFactory(name="Wanted Example")
        RegistrationFactory(name="Other Example")
        page = client.get(f"{LIST}?q=wanted").content.decode()
        assert "Wanted Example" in page
        assert "Other Example" not in page

    def test_csv_and_xlsx_hold_the_rows_and_no_formula(self, client, organiser, industry):
        RegistrationFactory(name='=HYPERLINK("https://evil.example")', group=industry)
        lines = b"".join(client.get(f"{LIST}?export=csv").streaming_content).decode()
        (row,) = csv.DictReader(io.StringIO(lines))
        assert row["Name"] == '\'=HYPERLINK("https://evil.example")'
        assert row["State"] == "Confirmed"
        workbook = b"".join(client.get(f"{LIST}?export=xlsx").streaming_content)
        sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
        assert sheet.max_row == 2
        cell = next(cell for cell in sheet[2] if "HYPERLINK" in str(cell.value))
        assert cell.data_type == "s"

    @pytest.mark.parametrize("number", [3, 30])
    def test_its_queries_do_not_grow_with_its_rows(
        self, client, organiser, number, django_assert_max_num_queries
    ):
        RegistrationFactory.create_batch(number)
        client.get(LIST)
        with django_assert_max_num_queries(24):
            client.get(LIST)


class TestDeciding:
    def test_the_page_of_one_registration_shows_its_log_and_what_can_be_done(
        self, client, organiser
    ):
        asked = ApplicantFactory(name="Marta Example", needs="A ramp")
        address = reverse("registrations:one", args=(asked.pk,))
        assert address in client.get(LIST).content.decode()
        page = client.get(address).content.decode()
        assert "A ramp" in page
        assert 'value="approve"' in page
        assert 'value="offer"' not in page
        assert "Nothing was noted yet" in page
        client.post(address, {"deed": "approve"})
        page = client.get(address).content.decode()
        assert f"The organisers: {organiser.name}" in page
        assert 'value="approve"' not in page
        assert reverse("registrations:cancel", args=(asked.pk,)) in page

    def test_declining_asks_for_a_reason(self, client, organiser):
        asked = ApplicantFactory()
        address = reverse("registrations:one", args=(asked.pk,))
        wrong = client.post(address, {"deed": "decline", "reason": " "})
        assert "Write a reason" in wrong.content.decode()
        asked.refresh_from_db()
        assert asked.is_to_approve
        client.post(address, {"deed": "decline", "reason": "No room for a third adviser"})
        assert "No room for a third adviser" in client.get(address).content.decode()
        assert "No room for a third adviser" in Message.objects.get().text

    def test_a_seat_is_offered_out_of_turn(self, client, organiser):
        waiting = WaitingFactory()
        address = reverse("registrations:one", args=(waiting.pk,))
        assert "place 1 in the line" in client.get(address).content.decode()
        client.post(address, {"deed": "offer"})
        waiting.refresh_from_db()
        assert waiting.is_offered
        assert f"until {waiting.deadline_text}" in client.get(address).content.decode()
        again = client.post(address, {"deed": "offer"}, follow=True)
        assert "has changed meanwhile" in again.content.decode()

    def test_nonsense_does_nothing(self, client, organiser):
        waiting = WaitingFactory()
        address = reverse("registrations:one", args=(waiting.pk,))
        assert client.post(address, {"deed": "promote"}).status_code == 200
        assert client.get(reverse("registrations:one", args=(0,))).status_code == 404
        waiting.refresh_from_db()
        assert waiting.is_waiting

    def test_looking_is_not_deciding(self, client, organiser):
        asked = ApplicantFactory()
        group = Group.objects.get(name="Organisers")
        group.permissions.remove(Permission.objects.get(codename="change_registration"))
        address = reverse("registrations:one", args=(asked.pk,))
        assert 'value="approve"' not in client.get(address).content.decode()
        client.post(address, {"deed": "approve"})
        asked.refresh_from_db()
        assert asked.is_to_approve

    def test_events_of_others_stay_theirs(self, client, organiser):
        asked = ApplicantFactory(name="Secret Example")
        GroupPagePermission.objects.all().delete()
        address = reverse("registrations:one", args=(asked.pk,))
        assert "Secret Example" not in client.get(address, follow=True).content.decode()
        client.post(address, {"deed": "approve"})
        asked.refresh_from_db()
        assert asked.is_to_approve

    @pytest.mark.parametrize("state", ["approval", "waiting", "offered", "declined"])
    def test_the_list_narrows_to_each_state(self, client, organiser, state):
        make = {"waiting": WaitingFactory, "offered": OfferFactory}.get(state, RegistrationFactory)
        make(name="Wanted Example", state=state)
        RegistrationFactory(name="Other Example")
        page = client.get(f"{LIST}?state={state}").content.decode()
        assert "Wanted Example" in page
        assert "Other Example" not in page


class TestDeeds:
    def test_staff_add_somebody(self, client, organiser, event, form):
        address = reverse("registrations:add", args=(event.pk,))
        assert client.get(address).status_code == 200
        wrong = client.post(address, form | {"email": "nonsense", "language": "en"})
        assert "Write it with an @" in wrong.content.decode()
        done = client.post(address, form | {"language": "en"})
        assert done["Location"] == f"{LIST}?event={event.pk}"
        assert Registration.objects.get().is_confirmed
        assert PageLogEntry.objects.filter(action="events.register").exists()
        again = client.post(address, form | {"language": "en"})
        assert "registered already" in again.content.decode()

    def test_staff_cancel_after_a_question(self, client, organiser):
        registration = RegistrationFactory()
        address = reverse("registrations:cancel", args=(registration.pk,))
        assert "Keep it" in client.get(address).content.decode()
        client.post(address)
        registration.refresh_from_db()
        assert registration.is_cancelled
        assert Message.objects.get().calendar_method == "CANCEL"

    def test_what_is_over_stays(self, client, organiser):
        registration = RegistrationFactory(event=PastEventFactory())
        client.post(reverse("registrations:cancel", args=(registration.pk,)))
        registration.refresh_from_db()
        assert registration.is_confirmed

    def test_looking_is_not_doing(self, client, organiser):
        registration = RegistrationFactory()
        group = Group.objects.get(name="Organisers")
        group.permissions.remove(
            *Permission.objects.filter(codename__in=("add_registration", "change_registration"))
        )
        page = client.get(f"{LIST}?event={registration.event_id}").content.decode()
        assert reverse("registrations:cancel", args=(registration.pk,)) not in page
        assert reverse("registrations:add", args=(registration.event_id,)) not in page
        client.post(reverse("registrations:cancel", args=(registration.pk,)))
        registration.refresh_from_db()
        assert registration.is_confirmed

    def test_a_page_with_people_on_it_is_not_deleted(self, client, ada, event):
        client.force_login(ada)
        registration = RegistrationFactory(event=event)
        for page in (event, index_page()):
            client.post(reverse("wagtailadmin_pages:delete", args=(page.pk,)))
        assert EventPage.objects.filter(pk=event.pk).exists()
        registration.delete()
        client.post(reverse("wagtailadmin_pages:delete", args=(event.pk,)))
        assert not EventPage.objects.filter(pk=event.pk).exists()

    def test_the_permissions_can_be_given_to_a_group(self, client, ada):
        client.force_login(ada)
        page = client.get("/admin/groups/new/").content.decode()
        assert "registration" in page

    def test_closing_time_is_free_to_choose(self, event, bob):
        data = fields(event, registration_closes="2027-06-01 13:00")
        form = editing_form(event, bob, data)
        assert form.is_valid(), form.errors
        saved = form.save(commit=False)
        assert saved.closes_at == datetime(2027, 6, 1, 12, 0, tzinfo=UTC)
        assert saved.end - saved.start == timedelta(minutes=90)
