"""An event that is put off: seen everywhere, told once, and told again when it has a new day."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import escape

from events import actions, tasks
from events.appointments import feed_for_anyone
from events.models import EventPage, Registration
from events.refusals import RegistrationClosed
from events.templatetags.events_tags import my_registrations
from outbox.models import Message
from search.actions import rebuild
from tests.events import rfc5545
from tests.events.test_announcing import entries, publish, sequence_of
from tests.factories.events import EventFactory, RegistrationFactory, WaitingFactory, index_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(event):
    """Return a published event of which calendars know."""
    return publish(event)


def test_everyone_with_a_seat_is_told_once_and_keeps_the_seat(told):
    mine = RegistrationFactory(event=told)
    publish(told, is_postponed=True, cancelled_because="The speaker is ill.")
    assert tasks.tell_changes() == 1
    assert tasks.tell_changes() == 0
    mail = Message.objects.get()
    assert mail.subject == f"Postponed: {told.title}"
    assert "The speaker is ill." in mail.text
    assert told.when_text in mail.text
    assert mail.calendar_method == "CANCEL"
    (calendar,) = entries()
    assert calendar.within("VEVENT")[0].one("STATUS").value == "CANCELLED"
    mine.refresh_from_db()
    assert mine.is_confirmed


def test_the_new_day_is_a_new_invitation_with_a_higher_number(told):
    RegistrationFactory(event=told)
    publish(told, is_postponed=True)
    tasks.tell_changes()
    start = told.start + timedelta(days=30)
    again = publish(told, is_postponed=False, start=start, end=start + timedelta(hours=1))
    tasks.tell_changes()
    assert [sequence_of(calendar) for calendar in entries()] == [1, 2]
    assert Message.objects.order_by("pk").last().calendar_method == "REQUEST"
    assert again.moved_text
    assert again.earlier["start"] == told.start


def test_who_waits_goes_on_waiting(told):
    waiting = WaitingFactory(event=told)
    publish(told, is_postponed=True)
    tasks.tell_changes()
    waiting.refresh_from_db()
    assert waiting.is_waiting


def test_nobody_can_register_meanwhile(told, bob, marta):
    publish(told, is_postponed=True)
    with pytest.raises(RegistrationClosed):
        actions.register_member(event_id=told.pk, user=bob, language="en")
    with pytest.raises(RegistrationClosed):
        actions.register_guest(event_id=told.pk, guest=marta, language="en")


def test_the_page_the_list_and_the_members_home_say_it(client, told, bob):
    mine = RegistrationFactory(event=told, user=bob, email=bob.email)
    planned = told.when_text
    publish(told, is_postponed=True, cancelled_because="The speaker is ill.")
    page = client.get(told.get_url()).content.decode()
    assert "This event is postponed" in page
    assert escape("The speaker is ill.") in page
    assert planned in page
    assert 'name="email"' not in page
    listed = client.get(index_page().get_url()).content.decode()
    assert "Date to come" in listed
    assert "<li>Postponed</li>" in listed
    rows = my_registrations({"viewer": bob, "request": None})["registrations"]
    assert rows == [mine]
    client.force_login(bob)
    assert "You keep what you have" in client.get(told.get_url()).content.decode()


def test_it_stays_to_come_after_the_day_that_it_lost(client):
    late = EventFactory(title="Late", is_postponed=True, start=timezone.now() - timedelta(days=3))
    assert not late.is_over
    assert list(EventPage.objects.upcoming(timezone.now())) == [late]
    assert not EventPage.objects.over(timezone.now()).exists()


def test_what_people_asked_for_is_kept_until_the_new_day():
    late = EventFactory(is_postponed=True, start=timezone.now() - timedelta(days=90))
    mine = RegistrationFactory(event=late, needs="A ramp")
    waiting = WaitingFactory(event=late)
    actions.forget_needs(days=30)
    actions.forget_the_line(days=30)
    mine.refresh_from_db()
    assert mine.needs == "A ramp"
    assert Registration.objects.filter(pk=waiting.pk).exists()


def test_subscribed_calendars_strike_it_out(told):
    event = publish(told, is_postponed=True)
    (entry,) = rfc5545.read_feed(feed_for_anyone([event], name="All")).within("VEVENT")
    assert entry.one("STATUS").value == "CANCELLED"
    assert entry.one("SUMMARY").value == f"Postponed: {event.title}"
    assert list(EventPage.objects.in_calendars(timezone.now())) == [event]


def linked(client, event):
    page = client.get(event.get_url()).content.decode()
    start = page.index('<script type="application/ld+json">')
    text = page[page.index(">", start) + 1 : page.index("</script>", start)]
    graph = json.loads(text)["@graph"]
    return next(node for node in graph if node.get("@type") == "Event")


def test_machines_are_told_too(client, told):
    event = publish(told, is_postponed=True)
    assert linked(client, event)["eventStatus"].endswith("/EventPostponed")
    start = told.start + timedelta(days=30)
    moved = publish(event, is_postponed=False, start=start, end=start + timedelta(hours=1))
    node = linked(client, moved)
    assert node["eventStatus"].endswith("/EventRescheduled")
    assert node["previousStartDate"] == told.start_stamp


def test_an_event_that_went_online_says_so(client, event):
    from vocabulary.models import Scheme, Term

    formats = {
        code: Term.objects.get_by_code(Scheme.EVENT_FORMAT, code) for code in ("on-site", "online")
    }
    room = publish(event, format=formats["on-site"], venue="Hall", city="Porto")
    web = publish(room, format=formats["online"])
    assert linked(client, web)["eventStatus"].endswith("/EventMovedOnline")
    assert linked(client, publish(web, format=formats["on-site"]))["eventStatus"].endswith(
        "/EventScheduled"
    )


def test_a_move_back_is_no_move(told):
    moved = publish(told, start=told.start + timedelta(days=1), end=told.end + timedelta(days=1))
    assert moved.moved_text
    back = publish(moved, start=told.start, end=told.end)
    assert back.moved_text == ""


def test_it_is_not_both(event):
    event.is_cancelled = event.is_postponed = True
    with pytest.raises(ValidationError, match="not both"):
        event.full_clean()


def test_an_older_event_is_no_news_after_the_upgrade(told):
    assert "postponed" not in told.calendar_facts
    assert actions.unannounced() == []


class TestEmbargo:
    """A page that goes live at a moment: Wagtail's own date is enough, nothing leaks before."""

    @pytest.fixture
    def held_back(self, event):
        later = timezone.now() + timedelta(hours=2)
        event.unpublish()
        event = EventPage.objects.get(pk=event.pk)
        event.title = "Kept secret"
        event.go_live_at = later
        event.save_revision().publish()
        return EventPage.objects.get(pk=event.pk)

    def test_nothing_leaks_before(self, client, held_back, marta):
        assert not held_back.live
        rebuild()
        for address in (
            held_back.get_url(),
            index_page().get_url(),
            f"{index_page().get_url()}?month={held_back.start:%Y-%m}",
            "/meet/events.ics",
            "/sitemap.xml",
            "/search/?q=secret",
            "/",
            f"/meet/{held_back.pk}/event.ics",
        ):
            answer = client.get(address, follow=True)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert b"Kept secret" not in body, address
            assert f"/{held_back.slug}/".encode() not in body or answer.status_code == 404, address
        with pytest.raises(RegistrationClosed):
            actions.register_guest(event_id=held_back.pk, guest=marta, language="en")

    def test_it_shows_itself_when_its_moment_has_come(self, client, held_back):
        from django.core.management import call_command

        past = timezone.now() - timedelta(minutes=1)
        EventPage.objects.filter(pk=held_back.pk).update(go_live_at=past)
        revision = held_back.latest_revision
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
        call_command("publish_scheduled", verbosity=0)
        assert "Kept secret" in client.get(index_page().get_url()).content.decode()
