"""What is shown around and after an event: materials, results, numbers, hosts, map, link."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model

from events.links import token_of
from events.models import EventPage, State
from events.models.shown import may_read
from outbox.models import Message
from pages.models import PeopleIndexPage
from tests.events.test_announcing import entries, publish
from tests.factories import catalogue
from tests.factories.events import (
    EventFactory,
    PastEventFactory,
    RegistrationFactory,
    index_page,
)
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db

WORDS = {"everyone": "Recording for all", "registered": "Slides", "attended": "Exercise"}


def stream(readers, **more):
    value = {
        "title": WORDS[readers],
        "kind": "recording",
        "url": f"https://video.example.org/{readers}",
        "document": None,
        "language": "en",
        "licence": "cc-by-4.0",
        "readers": readers,
    }
    return ("material", value | more)


@pytest.fixture
def over(db):
    """Return a past event with a material for each kind of reader."""
    event = PastEventFactory(results="<p>Eleven asked for the form.</p>")
    event.materials = [stream(readers) for readers in WORDS]
    event.save()
    return EventPage.objects.get(pk=event.pk)


def page(client, event):
    return client.get(event.get_url()).content.decode()


def seen(text):
    return {readers for readers, title in WORDS.items() if title in text}


def test_each_reader_sees_what_is_meant_for_them(client, over, bob):
    assert seen(page(client, over)) == {"everyone"}
    client.force_login(bob)
    assert seen(page(client, over)) == {"everyone"}
    mine = RegistrationFactory(event=over, user=bob, email=bob.email)
    assert seen(page(client, over)) == {"everyone", "registered"}
    mine.state = State.ATTENDED
    mine.save()
    assert seen(page(client, over)) == set(WORDS)


def test_the_door_looks_again(client, over, bob):
    keys = {block.value["readers"]: block.id for block in over.materials}
    address = reverse("events:material", args=(over.pk, keys["registered"]))
    assert client.get(address).status_code == 404
    client.force_login(bob)
    assert client.get(address).status_code == 404
    mine = RegistrationFactory(event=over, user=bob, email=bob.email)
    assert client.get(address)["Location"] == "https://video.example.org/registered"
    attended = reverse("events:material", args=(over.pk, keys["attended"]))
    assert client.get(attended).status_code == 404
    client.logout()
    by_link = reverse("events:own_material", args=(token_of(mine), keys["registered"]))
    answer = client.get(by_link)
    assert answer.status_code == 302
    assert answer["Referrer-Policy"] == "no-referrer"
    assert client.get(by_link.replace(token_of(mine), "forged")).status_code == 404


def test_a_guest_finds_them_by_the_own_link(client, over):
    mine = RegistrationFactory(event=over)
    text = client.get(reverse("events:registration", args=(token_of(mine),))).content.decode()
    assert seen(text) == {"everyone", "registered"}


def test_a_document_is_handed_out_as_a_file(client, over, bob):
    document = get_document_model().objects.create(
        title="Sheet", file=ContentFile(b"%PDF-1.4 sheet", name="sheet.pdf")
    )
    over.materials = [stream("registered", url="", document=document)]
    over.save()
    over = EventPage.objects.get(pk=over.pk)
    address = reverse("events:material", args=(over.pk, over.materials[0].id))
    RegistrationFactory(event=over, user=bob, email=bob.email)
    client.force_login(bob)
    answer = client.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 sheet"
    assert answer["Content-Disposition"].startswith("attachment")
    document.delete()
    assert client.get(address).status_code == 404
    assert "Slides" not in page(client, over)


def test_a_cancelled_registration_opens_nothing(over):
    for state in (State.CANCELLED, State.WAITING, State.PENDING, State.DECLINED):
        mine = RegistrationFactory.build(event=over, state=state)
        assert may_read("everyone", mine)
        assert not may_read("registered", mine)
        assert not may_read("attended", mine)


@pytest.mark.parametrize("more", [{"url": ""}, {"document": "both"}])
def test_a_material_is_a_link_or_a_document(over, more):
    if more.get("document"):
        more = {"document": get_document_model()(title="Sheet", pk=1)}
    block = over.materials.stream_block.child_blocks["material"]
    value = block.to_python(dict(stream("everyone")[1], document=None))
    value.update(more)
    with pytest.raises(ValidationError):
        block.clean(value)


def test_results_stand_on_the_page_when_it_is_over(client, over):
    assert "Eleven asked for the form." in page(client, over)
    coming = EventFactory(results="<p>Too early.</p>")
    assert "Too early." not in page(client, coming)


def test_numbers_are_counted_and_shown_only_where_it_is_wanted(client, over):
    RegistrationFactory.create_batch(3, event=over, state=State.ATTENDED)
    RegistrationFactory.create_batch(2, event=over, state=State.NO_SHOW)
    RegistrationFactory(event=over, state=State.CANCELLED)
    assert "<dd>5</dd>" not in page(client, over)
    EventPage.objects.update(shows_numbers=True)
    text = page(client, over)
    assert "<dd>5</dd>" in text
    assert "<dd>3</dd>" in text


def test_a_host_is_a_published_partner_or_a_name(client, event):
    words = {"headline": "Partners", "lede": "Who.", "empty_text": "None."}
    directory = PeopleIndexPage(title="Partners", slug="partners", **words)
    index_page().get_parent().add_child(instance=directory)
    partner, hidden = catalogue.partner(), catalogue.partner(name="Hidden", slug="hidden")
    type(hidden).objects.filter(pk=hidden.pk).update(live=False)
    event.hosts = [
        ("partner", partner),
        ("partner", hidden),
        ("organisation", {"name": "House of Crafts", "url": "https://crafts.example.org/"}),
    ]
    event.save()
    text = page(client, event)
    assert f'href="{partner.get_absolute_url()}"' in text
    assert "Hidden" not in text
    assert 'href="https://crafts.example.org/"' in text


def test_the_map_is_a_plain_link_and_the_point_goes_into_calendars(client, event):
    event.format = Term.objects.get_by_code(Scheme.EVENT_FORMAT, "on-site")
    event.address, event.city = "12 Example Street", "Ljubljana"
    event.save()
    text = page(client, event)
    assert "https://www.openstreetmap.org/search?query=12+Example+Street%2C+Ljubljana" in text
    assert "geo:" not in text
    EventPage.objects.update(latitude="46.05108", longitude="14.50513")
    text = page(client, event)
    assert "?mlat=46.05108&amp;mlon=14.50513#map=17/46.05108/14.50513" in text
    assert "geo:46.05108,14.50513" in text
    calendar = client.get(f"/meet/{event.pk}/event.ics").content.decode()
    assert "GEO:46.05108;14.50513" in calendar


@pytest.mark.parametrize(
    "changes",
    [{"latitude": "46"}, {"latitude": "91", "longitude": "1"}, {"join_minutes": 100_000}],
)
def test_half_a_point_and_impossible_values_are_refused(event, changes):
    for name, value in changes.items():
        setattr(event, name, value)
    with pytest.raises(ValidationError):
        event.full_clean()


class TestLinkToJoin:
    def test_it_can_wait_until_shortly_before(self, client, event, bob):
        event = publish(event, join_minutes=15)
        mine = RegistrationFactory(event=event, user=bob, email=bob.email)
        client.force_login(bob)
        own = reverse("events:registration", args=(token_of(mine),))
        for text in (page(client, event), client.get(own).content.decode()):
            assert "secret-room" not in text
            assert "The link to join stands here from" in text
        start = timezone.now() + timedelta(minutes=10)
        EventPage.objects.update(start=start, end=start + timedelta(hours=1))
        assert "secret-room" in page(client, event)
        assert "secret-room" in client.get(own).content.decode()

    def test_then_it_is_in_no_mail_and_no_calendar(self, client, event, bob):
        from events import actions

        event = publish(event, join_minutes=15)
        mine = actions.register_member(event_id=event.pk, user=bob, language="en")
        mail = Message.objects.get()
        assert "secret-room" not in f"{mail.text}{mail.html}"
        assert b"secret-room" not in bytes(mail.calendar)
        assert entries()
        own = client.get(reverse("events:own_calendar_file", args=(token_of(mine),)))
        assert b"secret-room" not in own.content
