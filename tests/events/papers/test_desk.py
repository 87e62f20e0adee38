"""The tab "Papers": who may open it, what is printed from it, and what it answers to nonsense."""

import io

import pytest
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from community.members.private_files import private_storage
from events import parts
from events.models import EventRole, Session, State
from events.papers.models import Certificate, CertificateWording, Issuing
from tests.events.papers.conftest import body, words_of
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
BADGES = {"size": "90x55", "states": ["confirmed", "attended"]}


def desk(event, name="home", *arguments) -> str:
    return reverse(f"papers_desk:{name}", args=(event.pk, *arguments))


def pages(response) -> list[str]:
    assert response.status_code == 200, response
    assert response.headers["Content-Type"] == "application/pdf"
    found = PdfReader(io.BytesIO(body(response))).pages
    return [" ".join(page.extract_text().split()) for page in found]


def test_the_tab_offers_badges_lists_and_certificates(client, organiser, event, came):
    page = client.get(desk(event)).content.decode()
    for heading in ("Badges", "List to sign", "Certificates of attendance", "What they say"):
        assert heading in page
    assert "1 person is marked as attended." in page


def test_a_viewer_prints_but_issues_nothing(client, event, came):
    viewer = UserFactory(is_staff=True)
    from django.contrib.auth.models import Permission

    viewer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    EventRole.objects.create(event=event, user=viewer, role="viewer")
    client.force_login(viewer)
    assert "What they say" not in client.get(desk(event)).content.decode()
    assert client.get(desk(event, "badges"), BADGES).status_code == 200
    for name in ("issue", "wording"):
        assert client.post(desk(event, name)).status_code in (302, 403)
    assert not Issuing.objects.exists()
    assert not CertificateWording.objects.exists()


def test_a_stranger_gets_in_nowhere(client, event, came, bob):
    client.force_login(bob)
    for name in ("home", "badges", "sheets", "declaration", "certificates", "progress"):
        response = client.get(desk(event, name), BADGES)
        assert response.status_code in (302, 403)
        assert b"Maria" not in response.content


def test_badges_come_in_the_order_of_names_with_all_that_they_bear(client, organiser, industry):
    event = EventFactory(capacity=None)
    for name in ("Zoë Alpha", "Élodie Beta", "Adam Zeta"):
        RegistrationFactory(event=event, name=name, organisation="Tile Works", group=industry)
    RegistrationFactory(event=event, name="Gone Person", state=State.CANCELLED)
    (page,) = pages(client.get(desk(event, "badges"), BADGES))
    assert page.index("Adam Zeta") < page.index("Élodie Beta") < page.index("Zoë Alpha")
    assert "Tile Works" in page
    assert "Industry" in page
    assert "Gone Person" not in page
    (page,) = pages(client.get(desk(event, "badges"), BADGES | {"order": "last"}))
    assert page.index("Zoë Alpha") < page.index("Élodie Beta") < page.index("Adam Zeta")


@pytest.mark.parametrize(("size", "sheets"), [("90x55", 2), ("85x54", 2), ("105x48", 1), ("a6", 6)])
def test_every_size_takes_as_many_on_a_page_as_it_says(client, organiser, size, sheets):
    event = EventFactory(capacity=None)
    RegistrationFactory.create_batch(11, event=event)
    assert len(pages(client.get(desk(event, "badges"), BADGES | {"size": size}))) == sheets


def test_one_badge_is_printed_again_and_blank_ones_for_those_who_walk_in(
    client, organiser, event, came
):
    other = RegistrationFactory(event=event, name="Other Person")
    (page,) = pages(client.get(desk(event, "badges"), BADGES | {"one": other.pk}))
    assert "Other Person" in page
    assert "Maria" not in page
    blank = {"size": "90x55", "states": [], "blanks": "12"}
    assert len(pages(client.get(desk(event, "badges"), blank))) == 2


def test_more_people_than_a_document_takes_come_in_parts(client, organiser, event, monkeypatch):
    monkeypatch.setattr("events.papers.badges.AT_MOST", 2)
    for name in ("Ana", "Ben", "Cleo"):
        RegistrationFactory(event=event, name=name)
    answer = client.get(desk(event, "badges"), BADGES | {"blanks": "1"}).content.decode()
    assert "Ana – Ben" in answer
    (page,) = pages(client.get(desk(event, "badges"), BADGES | {"part": "2"}))
    assert "Cleo" in page
    assert "Ana" not in page


@pytest.mark.parametrize("part", ["0", "-1", "999999999999", "²", "x"])
def test_a_part_that_there_is_not_is_the_nearest_one(client, organiser, event, came, part):
    assert client.get(desk(event, "badges"), BADGES | {"part": part}).status_code == 200


def test_nonsense_is_answered_beside_the_field(client, organiser, event, came):
    for given in ({}, {"size": "poster"}, BADGES | {"blanks": "9999"}, BADGES | {"one": "x"}):
        assert client.get(desk(event, "badges"), given).status_code == 422
    assert client.get(desk(event, "sheets"), {"occasions": ["never"]}).status_code == 422
    nobody = client.get(desk(event, "badges"), {"size": "90x55", "states": ["waiting"]})
    assert "Nobody is chosen" in nobody.content.decode()


class PhotoPart(parts.Part):
    """Who said that photos are welcome."""

    key = "photos"

    def sheet(self, event, keys):
        rows = {key: ("No",) if key % 2 else ("Yes",) for key in keys}
        return parts.Sheet(headings=("Photos",), rows=rows)


def test_whoever_did_not_allow_photos_bears_a_mark(client, organiser, event, monkeypatch):
    monkeypatch.setattr(parts, "_PARTS", {"photos": PhotoPart()})
    parts.note_use(event.pk, "photos", is_used=True)
    people = RegistrationFactory.create_batch(4, event=event)
    refused = sum(person.pk % 2 for person in people)
    (page,) = pages(client.get(desk(event, "badges"), BADGES | {"consent": "Photos"}))
    assert page.count("No photos") == refused
    (page,) = pages(client.get(desk(event, "badges"), BADGES))
    assert "No photos" not in page


def test_staff_read_which_names_stand_in_latin_letters(client, organiser, event):
    RegistrationFactory(event=event, name="王小明")
    (page,) = pages(client.get(desk(event, "badges"), BADGES))
    assert "Wang Xiao Ming" in page
    assert "王小明" in client.get(desk(event)).content.decode()


@pytest.fixture
def long_event(db):
    """Return an event of two days with a session."""
    from datetime import timedelta

    event = EventFactory(title="Two days of needs", capacity=None)
    event.start = event.start.replace(hour=8)
    event.end = event.start + timedelta(days=1, hours=4)
    event.save()
    end = event.start + timedelta(hours=1)
    Session.objects.create(event=event, title="Opening", start=event.start, end=end, room="Hall")
    return event


def test_each_day_and_session_has_a_list_of_its_own_with_the_project_on_it(
    client, organiser, long_event
):
    from pages.models import SiteIdentity
    from tests.factories.pages import home_page

    identity = SiteIdentity.objects.get_or_create(site=home_page().get_site())[0]
    identity.project_name, identity.grant_number = "INSPIRE", "691440"
    identity.funding_statement = "Funded by the Union."
    identity.save()
    RegistrationFactory(event=long_event, name="Maria Example", organisation="Tile Works")
    there = client.get(desk(long_event)).content.decode()
    days = [f"{long_event.start:%Y-%m-%d}", f"{long_event.end:%Y-%m-%d}"]
    session = long_event.sessions.get()
    assert all(f'value="{day}"' in there for day in days)
    given = {"occasions": [*days, f"s{session.pk}"], "states": ["confirmed"], "blanks": "30"}
    printed = pages(client.get(desk(long_event, "sheets"), given))
    assert len(printed) == 9
    for number, page in enumerate(printed):
        assert "691440" in page
        assert "INSPIRE" in page
        assert "Two days of needs" in page
        assert "Funded by the Union." in page
        assert f"Page {number % 3 + 1} of 3" in page
    assert sum("Maria Example" in page for page in printed) == 3
    assert "Opening" in printed[6]
    assert "Signature of the host" in printed[2]


def test_the_declaration_of_an_online_event_names_those_who_came_with_minutes(
    client, organiser, event, came
):
    RegistrationFactory(event=event, name="Absent Person")
    (page,) = pages(client.get(desk(event, "declaration")))
    assert "I declare that the 1 people named" in page
    assert "Maria Example" in page
    assert "90" in page
    assert "Absent" not in page


def picture(size=(400, 100), form="PNG") -> io.BytesIO:
    written = io.BytesIO(b"")
    Image.new("RGB", size, "white").save(written, form)
    written.seek(0)
    written.name = f"signature.{form.lower()}"
    return written


def test_a_signature_is_kept_where_nobody_fetches_it_and_taken_away_again(
    client, organiser, event, came, issue, django_capture_on_commit_callbacks
):
    given = {"learnt": "One", "signatory": "Ana Sign", "picture": picture()}
    assert client.post(desk(event, "wording"), given).status_code == 303
    wording = CertificateWording.objects.get()
    assert private_storage().exists(wording.signature)
    shown = wording.signature
    (certificate,) = issue()
    reader = PdfReader(io.BytesIO(private_storage().open(certificate.file_name).read()))
    assert len(reader.pages[0].images) == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(desk(event, "wording"), {"learnt": "One", "no_picture": "on"})
    assert CertificateWording.objects.get().signature == ""
    assert private_storage().exists(shown)  # a certificate shows it


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + b"x" * 99],
)
def test_a_signature_that_is_no_picture_is_refused(client, organiser, event, content):
    file = io.BytesIO(content)
    file.name = "signature.png"
    response = client.post(desk(event, "wording"), {"picture": file, "learnt": "Kept text"})
    assert response.status_code == 422
    assert "Kept text" in response.content.decode()
    assert not CertificateWording.objects.exists()


def test_one_press_issues_to_everybody_and_the_bar_tells_how_far_it_is(
    client, organiser, event, came
):
    from events.papers import tasks

    assert client.post(desk(event, "issue"), {"sends_mail": "on"}).status_code == 303
    assert client.get(desk(event, "progress")).json()["is_finished"] is False
    assert 'data-progress-url="' in client.get(desk(event)).content.decode()
    assert tasks.issue_certificates() == 1
    told = client.get(desk(event, "progress")).json()
    assert told == {"done": 1, "total": 1, "is_finished": True, "text": "1 of 1 person"}
    assert "1 issued" in client.get(desk(event)).content.decode()


def test_a_certificate_is_looked_at_corrected_and_revoked_at_the_desk(
    client, organiser, event, came, issue
):
    (certificate,) = issue()
    assert "Maria Example" in client.get(desk(event, "certificates")).content.decode()
    one = desk(event, "certificate", certificate.pk)
    assert certificate.serial in client.get(one).content.decode()
    assert "Maria Example" in words_of(body(client.get(desk(event, "document", certificate.pk))))
    assert client.post(one, {"deed": "revoke"}).status_code == 422
    assert client.post(one, {"deed": "rename", "name": " "}).status_code == 422
    response = client.post(one, {"deed": "rename", "name": "Mary Example"})
    new = Certificate.objects.get(name="Mary Example")
    assert response.headers["Location"] == desk(event, "certificate", new.pk)
    client.post(desk(event, "certificate", new.pk), {"deed": "revoke", "reason": "Mix-up"})
    new.refresh_from_db()
    assert (new.standing, new.ended_because) == ("revoked", "Mix-up")
    client.post(one, {"deed": "send"})  # stands no more: told, and nothing happens
    assert client.post(one, {"deed": "eat"}).status_code == 200


def test_attendance_that_was_taken_back_is_told_beside_the_certificate(
    client, organiser, event, came, issue
):
    issue()
    assert "was taken back" not in client.get(desk(event, "certificates")).content.decode()
    came.state = State.NO_SHOW
    came.save()
    assert "was taken back" in client.get(desk(event, "certificates")).content.decode()
    for query in (
        {"q": "maria"},
        {"q": "\0"},
        {"standing": "x"},
        {"p": "99"},
        {"standing": "unmade"},
    ):
        assert client.get(desk(event, "certificates"), query).status_code == 200


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("badges", BADGES | {"blanks": "2"}),
        ("badges", BADGES | {"size": "a6"}),
        ("sheets", {"occasions": "first day", "states": ["attended"]}),
        ("declaration", {}),
    ],
)
def test_what_is_printed_is_tagged_and_says_what_it_is(client, organiser, event, came, name, given):
    if "occasions" in given:
        given = given | {"occasions": f"{event.day:%Y-%m-%d}"}
    response = client.get(desk(event, name), given)
    document = PdfReader(io.BytesIO(body(response)))
    catalogue = document.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert "/StructTreeRoot" in catalogue
    assert "Clinic on needs" in document.metadata.title
    assert "<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data().decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_a_badge_bears_the_code_of_the_ticket_that_the_door_reads(event, came):
    from events.door.actions import replace_ticket
    from events.door.actions.ticketing import ticket_code
    from events.papers.tickets import codes_for

    confirmed = RegistrationFactory(event=event)
    waiting = RegistrationFactory(event=event, state=State.CANCELLED)
    codes = codes_for([came, confirmed, waiting])
    assert codes == {one.pk: ticket_code(one) for one in (came, confirmed)}
    replace_ticket(registration_id=confirmed.pk)
    assert codes_for([confirmed])[confirmed.pk] == ticket_code(confirmed) != codes[confirmed.pk]
