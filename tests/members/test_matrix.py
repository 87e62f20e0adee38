"""Own pages, copies, mail and the desk, by every viewer: what somebody else told is in none."""

import io
import re
import zipfile
from urllib.parse import quote

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse

from community.datarights import tasks as datarights
from community.datarights import urls as data_urls
from community.datarights.actions import exporting
from community.datarights.actions.correcting import ask_for_correction
from community.datarights.models import CorrectionRequest, DataExport
from community.directory.models import Letter
from community.identity import urls as identity_urls
from community.members import urls as members_urls
from community.members.models import FIELDS, Affiliation, Audience, Trust, User
from community.members.rights import export_person
from outbox.models import Message
from tests.directory.conftest import firm, person
from tests.factories.members import ConsentRecordFactory
from tests.identity.conftest import confirm
from tests.members.telling import FORM

pytestmark = pytest.mark.django_db

OTHERS = ("member", "colleague", "steward")
MEMBERS = (*OTHERS, "owner")
VIEWERS = ("anonymous", *MEMBERS)
ROOMS = (
    ("/members/", members_urls),
    ("/members/security/", identity_urls),
    ("/members/data/", data_urls),
)
# The addresses of own pages, none of which names a person.
OWN = sorted(
    {
        f"{start}{one.pattern}"
        for start, room in ROOMS
        for one in room.urlpatterns
        if not one.pattern.converters
    }
)
MARKS = ("qqsecret", "Qqolga", "Qqheadline", "Qqbiography", "Qqrole", "qqlink", "Qqwrong", "qqfoto")
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\.example\.org")


@pytest.fixture(autouse=True)
def apart(settings, tmp_path):
    """Keep the copies of one test apart."""
    storages = {**settings.STORAGES}
    options = {**storages["private"]["OPTIONS"], "location": tmp_path / "private"}
    storages["private"] = {**storages["private"], "OPTIONS": options}
    settings.STORAGES = storages


@pytest.fixture
def place(db):
    return firm("Kiln Works")


@pytest.fixture
def owner(place) -> User:
    """Olga told much, shows nothing to anybody, and has a copy and a request waiting."""
    olga = person(
        "Qqolga Owner",
        at=place,
        email="qqsecret@mail.example.org",
        headline="Qqheadline",
        biography="Qqbiography",
        role="Qqrole",
        links=[{"label": "Qqlink", "url": "https://qqlink.example.net/"}],
        photo=ContentFile(b"x", name="qqfoto.webp"),
        visibility=dict.fromkeys(FIELDS, Audience.NOBODY.value),
        is_listed=False,
    )
    ConsentRecordFactory(user=olga)
    ask_for_correction(user=olga, text="Qqwrong is my name.")
    exporting.ask_for_export(user=olga, language="en")
    datarights.build_due()
    return olga


@pytest.fixture
def viewers(owner, place) -> dict[str, User | None]:
    steward = person("Stella Steward", trust=Trust.STEWARD)
    steward.groups.add(Group.objects.get(name="Stewards"))
    people = {
        "anonymous": None,
        "member": person("Mona Member"),
        "colleague": person("Cora Colleague", at=place),
        "steward": steward,
        "owner": owner,
    }
    for name in OTHERS:
        ConsentRecordFactory(user=people[name])
    return people


@pytest.fixture
def browse(client_of):
    """Return a function that opens a browser of somebody who has just proven who they are."""

    def open_browser(user):
        browser = client_of(user)
        if user is not None:
            confirm(browser, user)
        return browser

    return open_browser


def text_of(answer) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")


def but_typed(answer, owner) -> str:
    """Return the page without what the viewer typed, which comes back to who typed it."""
    text = text_of(answer)
    for typed in (owner.email, quote(owner.email, safe=""), owner.profile.handle):
        text = text.replace(typed, "")
    return text


def marks_in(text: str) -> list[str]:
    return [mark for mark in MARKS if mark in text]


def state_of(user: User) -> list[object]:
    """Return all that is stored of somebody."""
    rows = (User.objects.filter(pk=user.pk), Affiliation.objects.filter(user=user))
    profiles = type(user.profile).objects.filter(user=user)
    return [list(found.values()) for found in (*rows, profiles)]


def naming(olga: User) -> dict[str, object]:
    """Return fields, as a form could have them, that name Olga in every way there is."""
    keys = ("user", "user_id", "pk", "id", "owner", "person", "profile", "profile_id", "whom")
    device = UserSession.objects.filter(user=olga).first()
    return dict.fromkeys(keys, olga.pk) | {
        "email": olga.email,
        "address": olga.email,
        "login": olga.email,
        "uuid": str(DataExport.objects.of(olga).get().uuid),
        "export_uuid": str(DataExport.objects.of(olga).get().uuid),
        "device": device.pk if device else "999999",
        "correction": CorrectionRequest.objects.get(user=olga).pk,
        "heir": olga.profile.handle,
        "purpose": "membership",
    }


@pytest.mark.parametrize("viewer", ["anonymous", *OTHERS])
@pytest.mark.parametrize("path", OWN)
def test_own_pages_show_nothing_of_another_and_change_nothing(viewers, owner, browse, viewer, path):
    browse(owner).get("/members/")
    before, named = state_of(owner), naming(owner)
    browser = browse(viewers[viewer])
    assert not marks_in(text_of(browser.get(path))), path
    assert not marks_in(but_typed(browser.get(path, named), owner)), path
    sent = browser.post(path, named)
    assert sent.status_code in {200, 302, 403, 404, 405, 429}, path
    assert state_of(owner) == before
    assert not marks_in(but_typed(sent, owner)), path
    assert UserSession.objects.filter(user=owner).exists()


def test_a_whole_profile_form_that_names_another_changes_the_own_profile(viewers, owner, browse):
    before = state_of(owner)
    given = FORM | naming(owner) | {"handle": owner.profile.handle}
    page = text_of(browse(viewers["member"]).post("/members/profile/", given))
    assert "This handle cannot be had" in page
    given |= {"handle": "mona"}
    assert browse(viewers["member"]).post("/members/profile/", given).status_code == 302
    assert User.objects.get(pk=viewers["member"].pk).name == FORM["name"]
    assert state_of(owner) == before


@pytest.mark.parametrize("viewer", OTHERS)
def test_a_copy_holds_nothing_of_another(viewers, owner, browse, viewer):
    user = viewers[viewer]
    assert not marks_in(str(export_person(email=user.email, user=user)))
    exporting.ask_for_export(user=user, language="en")
    datarights.build_due()
    mine = DataExport.objects.of(user).get()
    browser = browse(user)
    answer = browser.get(reverse("datarights:fetch", args=[mine.uuid]))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    for name in archive.namelist():
        assert not marks_in(archive.read(name).decode(errors="replace")), name


def test_the_own_copy_holds_all_of_it(owner):
    """Else the tests above would find nothing whatever happens."""
    held = str(export_person(email=owner.email, user=owner))
    assert set(MARKS) - set(marks_in(held)) <= {"qqfoto"}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_copy_is_fetched_by_its_owner_alone(viewers, owner, browse, viewer):
    address = reverse("datarights:fetch", args=[DataExport.objects.of(owner).get().uuid])
    answer = browse(viewers[viewer]).get(address)
    expected = {"owner": 200, "anonymous": 302}
    assert answer.status_code == expected.get(viewer, 404)


def test_no_mail_tells_the_address_of_another(viewers, owner, browse):
    member = viewers["member"]
    letter = {"subject": "Tiles", "text": "Shall we talk?"}
    for whom in (viewers["colleague"], viewers["steward"]):
        address = f"/community/people/{whom.profile.handle}/write/"
        assert browse(member).post(address, letter).status_code == 302
        assert browse(whom).post("/community/people/mona-member/write/", letter).status_code == 302
    desk = browse(viewers["steward"])
    request = CorrectionRequest.objects.get(user=owner)
    assert desk.post(f"/admin/corrections/{request.pk}/", {"answer": "Mended."}).status_code == 302
    for which in ("way-in", "suspend"):
        desk.post(f"/admin/members/people/{member.pk}/{which}/", {"reason": "Asked."})
    browse(owner).post("/members/data/leave/", {"address": owner.email})
    assert Message.objects.count() >= 8
    known = set(User.objects.values_list("email", flat=True))
    for mail in Message.objects.all():
        whole = " ".join(
            map(str, (mail.subject, mail.text, mail.html, mail.headers, mail.reply_to))
        )
        assert set(ADDRESS.findall(whole)) & known <= {mail.to_address}, mail.kind


DEEDS = ("correct", "trust", "affiliation", "way-in", "resend", "look", "merge", "suspend", "lift")


@pytest.mark.parametrize("viewer", VIEWERS)
def test_the_desk_opens_for_stewards_alone(viewers, owner, place, browse, viewer):
    browser = browse(viewers[viewer])
    before = state_of(owner)
    request = CorrectionRequest.objects.get(user=owner)
    screens = [
        f"/admin/members/people/{owner.pk}/",
        *("/admin/members/people/", "/admin/members/people/?export=csv", "/admin/corrections/"),
        *(f"/admin/corrections/{request.pk}/", "/admin/retention/", "/admin/members/import/"),
        f"/admin/members/organisations/{place.pk}/",
    ]
    for path in screens:
        answer = browser.get(path)
        assert (answer.status_code == 200) is (viewer == "steward"), path
        assert viewer == "steward" or not marks_in(text_of(answer)), path
    if viewer == "steward":
        return
    for name in DEEDS:
        path = f"/admin/members/people/{owner.pk}/{name}/"
        for answer in (browser.get(path), browser.post(path, naming(owner) | {"reason": "x"})):
            assert answer.status_code in {302, 403}, path
            assert not marks_in(text_of(answer)), path
    assert state_of(owner) == before


def test_a_steward_sees_at_the_desk_what_helps_and_not_the_text_of_letters(viewers, owner, browse):
    Letter.objects.create(sender=viewers["member"], recipient=owner, subject="Qqx", text="Qqletter")
    page = text_of(browse(viewers["steward"]).get(f"/admin/members/people/{owner.pk}/"))
    assert owner.email in page
    assert "Qqletter" not in page
    assert "Qqbiography" not in page


@pytest.mark.parametrize("viewer", ["anonymous", *OTHERS])
@pytest.mark.parametrize(
    "path",
    [
        "/community/people/qqolga-owner/",
        "/community/people/qqolga-owner/write/",
        "/accounts/passkeys/{key}/remove/",
        "/accounts/passkeys/{key}/rename/",
        "/members/data/copy/{uuid}/",
        "/members/{key}/",
        "/members/qqolga-owner/",
    ],
)
def test_an_address_that_names_another_shows_nothing(viewers, owner, browse, viewer, path):
    copy = DataExport.objects.of(owner).get()
    browser = browse(viewers[viewer])
    address = path.format(key=owner.pk, uuid=copy.uuid)
    for answer in (browser.get(address), browser.post(address, naming(owner))):
        assert not marks_in(but_typed(answer, owner)), answer.status_code
