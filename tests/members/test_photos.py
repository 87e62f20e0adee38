"""A photograph is drawn anew: nothing that the file carried besides the picture survives."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image, PngImagePlugin

from community.members import actions, photos
from community.members.models import (
    LARGE,
    SMALL,
    Affiliation,
    Audience,
    Organisation,
    Profile,
    User,
)
from tests.factories.members import ProfileFactory, UserFactory

PHOTO = "/members/profile/photo/"


def picture(size=(200, 100), kind="JPEG", name="me.jpg", colour=(200, 30, 30), **options):
    """Return an upload of one colour."""
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **options)
    return SimpleUploadedFile(name, written.getvalue())


def storage():
    """Return where photographs lie."""
    return Profile._meta.get_field("photo").storage


def opened(data):
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "me.JPG"), ("PNG", "me.png"), ("WEBP", "me.webp"), ("GIF", "me.gif")],
)
def test_every_kind_becomes_two_squares_of_webp(kind, name):
    made = photos.make(picture(kind=kind, name=name))
    assert {ending: opened(data).size for ending, data in made.items()} == {
        LARGE: (512, 512),
        SMALL: (128, 128),
    }
    assert {opened(data).format for data in made.values()} == {"WEBP"}


def test_place_and_camera_are_gone():
    exif = Image.Exif()
    exif[0x010F] = "Camera of Example"
    exif.get_ifd(0x8825)[1] = "N"
    made = photos.make(picture(exif=exif.tobytes(), comment=b"Taken at home"))
    for data in made.values():
        assert b"Camera" not in data
        assert b"home" not in data
        assert not opened(data).getexif()
        assert not {"exif", "xmp", "icc_profile"} & set(opened(data).info)


def test_texts_in_a_png_are_gone():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "Rua de Exemplo 7")
    made = photos.make(picture(kind="PNG", name="me.png", pnginfo=told))
    assert not any(b"Exemplo" in data for data in made.values())


def test_a_picture_stands_as_its_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: what is left in the file is on top
    image = Image.new("RGB", (200, 200), "white")
    image.paste((0, 0, 0), (0, 0, 100, 200))
    written = BytesIO()
    image.save(written, "PNG", exif=exif.tobytes())
    made = photos.make(SimpleUploadedFile("me.png", written.getvalue()))
    upright = opened(made[LARGE]).convert("L")
    assert upright.getpixel((256, 60)) < 60, "black on top"
    assert upright.getpixel((256, 450)) > 200
    assert upright.getpixel((60, 60)) < 60


def test_what_was_see_through_becomes_white():
    written = BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(written, "PNG")
    made = photos.make(SimpleUploadedFile("me.png", written.getvalue()))
    assert opened(made[SMALL]).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_what_hangs_behind_a_picture_is_cut_off():
    upload = picture()
    hidden = upload.read() + b"<script>alert(1)</script>PK\x03\x04"
    made = photos.make(SimpleUploadedFile("me.jpg", hidden))
    assert not any(b"script" in data or b"PK\x03\x04" in data for data in made.values())


def png_that_claims(width, height):
    """Return a PNG of a few bytes whose header claims a size."""
    import struct
    import zlib

    def chunk(kind, data):
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("me.png", png_that_claims(60_000, 60_000)),
        ("me.png", png_that_claims(11_000, 5_000)),
        ("me.png", png_that_claims(100_000, 1)),
        ("me.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("me.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("me.html", b"<html>"),
        ("me.jpg", b"GIF89a/*<script>*/=1;"),
        ("me.jpg", b""),
        ("me.jpg", b"%PDF-1.7"),
        ("me.exe", b"MZ"),
        ("me", b"\xff\xd8\xff"),
    ],
)
def test_bombs_and_what_is_no_picture_are_refused(name, data):
    with pytest.raises(ValidationError):
        photos.make(SimpleUploadedFile(name, data))


def test_a_picture_that_is_another_kind_than_its_name_says_is_refused():
    with pytest.raises(ValidationError, match="Save it anew"):
        photos.make(picture(kind="PNG", name="me.jpg"))


def test_one_that_breaks_off_is_refused():
    data = picture(size=(800, 800)).read()
    with pytest.raises(ValidationError):
        photos.make(SimpleUploadedFile("me.jpg", data[: len(data) // 2]))


def test_one_that_cannot_be_decoded_small_may_have_fewer_pixels():
    with pytest.raises(ValidationError, match="save it as JPEG"):
        photos.make(picture(size=(6000, 5000), kind="PNG", name="me.png"))
    assert photos.make(picture(size=(6000, 5000)))


def test_a_tiny_one_is_refused():
    with pytest.raises(ValidationError, match="too small"):
        photos.make(picture(size=(63, 200)))


@pytest.fixture
def bob_with_photo(db, django_capture_on_commit_callbacks):
    person = ProfileFactory().user
    actions.set_photo(user=person, file=picture())
    return person


def test_the_name_says_nothing_of_the_person_and_cannot_be_guessed(bob_with_photo):
    name = Profile.objects.get(user=bob_with_photo).photo.name
    assert name.startswith("people/")
    assert len(name) >= len("people/") + 22 + len(LARGE)
    assert storage().exists(name)
    assert storage().exists(bob_with_photo.profile.small_photo)


def test_another_photograph_takes_the_place_of_the_first(
    bob_with_photo, django_capture_on_commit_callbacks
):
    before = Profile.objects.get(user=bob_with_photo)
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_photo(user=bob_with_photo, file=picture(colour=(0, 0, 200)))
    after = Profile.objects.get(user=bob_with_photo)
    assert after.photo.name != before.photo.name
    assert not storage().exists(before.photo.name)
    assert not storage().exists(before.small_photo)
    assert storage().exists(after.small_photo)


def address_of(person):
    """Return where the small photograph is fetched."""
    return Profile.objects.get(user=person).small_photo_url


def colleague_of(person):
    """Return somebody confirmed at the same organisation."""
    firm = Organisation.objects.create(name="Kiln Works", slug="kiln-works", is_confirmed=True)
    other = UserFactory()
    for one in (person, other):
        Affiliation.objects.create(user=one, organisation=firm, state=Affiliation.State.BY_STEWARD)
    return other


SEEN_BY = {
    Audience.EVERYONE: {"stranger", "member", "steward", "colleague", "owner"},
    Audience.MEMBERS: {"member", "steward", "colleague", "owner"},
    Audience.ORGANISATION: {"colleague", "owner"},
    Audience.NOBODY: {"owner"},
}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("size", ["photo_url", "small_photo_url"])
def test_each_viewer_gets_the_file_only_where_it_is_shown(bob_with_photo, people, audience, size):
    actions.show_photo(user=bob_with_photo, audience=audience)
    viewers = {
        "stranger": None,
        "member": UserFactory(),
        "steward": people["steward"],
        "colleague": colleague_of(bob_with_photo),
        "owner": bob_with_photo,
    }
    address = getattr(Profile.objects.get(user=bob_with_photo), size)
    got = {name: answer_for(viewer, address) for name, viewer in viewers.items()}
    assert {name for name, answer in got.items() if answer.status_code == 200} == SEEN_BY[audience]
    assert {answer.status_code for answer in got.values()} <= {200, 404}
    for name in SEEN_BY[audience]:
        assert got[name]["Content-Type"] == "image/webp"
        assert opened(got[name].content).size == ((512, 512) if size == "photo_url" else (128, 128))
        if name != "stranger":
            assert "private" in got[name]["Cache-Control"], "no proxy keeps it for others"


def answer_for(viewer, address):
    browser = Client()
    if viewer is not None:
        browser.force_login(viewer)
    return browser.get(address)


def test_the_same_address_closes_when_fewer_may_see_it(bob_with_photo, client):
    actions.show_photo(user=bob_with_photo, audience=Audience.EVERYONE)
    address = address_of(bob_with_photo)
    assert client.get(address).status_code == 200
    actions.show_photo(user=bob_with_photo, audience=Audience.MEMBERS)
    assert client.get(address).status_code == 404


def test_the_ceiling_of_the_site_closes_it_too(bob_with_photo, client, settings):
    actions.show_photo(user=bob_with_photo, audience=Audience.EVERYONE)
    settings.PROFILE_CEILINGS = {"*": "members"}
    assert client.get(address_of(bob_with_photo)).status_code == 404


def test_nobody_gets_the_photograph_of_a_closed_account(bob_with_photo, client):
    actions.show_photo(user=bob_with_photo, audience=Audience.EVERYONE)
    User.objects.filter(pk=bob_with_photo.pk).update(is_active=False)
    assert client.get(address_of(bob_with_photo)).status_code == 404


def test_no_address_of_the_media_reaches_it(bob_with_photo, client):
    actions.show_photo(user=bob_with_photo, audience=Audience.EVERYONE)
    name = Profile.objects.get(user=bob_with_photo).photo.name
    assert not default_storage.exists(name)
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.parametrize(
    "name", ["x-small.webp", "..%2f..%2fsettings.py", "%00.webp", "-small.webp", "x.webp"]
)
def test_a_name_that_is_nobodys_is_not_there(bob_with_photo, client, name):
    assert client.get(f"/photos/{name}").status_code == 404


def test_a_file_that_is_gone_is_not_there(bob_with_photo, client):
    client.force_login(bob_with_photo)
    address = address_of(bob_with_photo)
    photos.delete_later(Profile.objects.get(user=bob_with_photo))
    storage().delete(Profile.objects.get(user=bob_with_photo).small_photo)
    assert client.get(address).status_code == 404


def test_what_everyone_sees_costs_a_stranger_one_query(bob_with_photo, client):
    actions.show_photo(user=bob_with_photo, audience=Audience.EVERYONE)
    address = address_of(bob_with_photo)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert len(asked) == 1
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_files_go_with_the_account(bob_with_photo, django_capture_on_commit_callbacks):
    profile = Profile.objects.get(user=bob_with_photo)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_member(user=bob_with_photo)
    assert not storage().exists(profile.photo.name)
    assert not storage().exists(profile.small_photo)


@pytest.mark.django_db
class TestThePage:
    """The form for the photograph."""

    def test_bob_puts_one_up_chooses_who_sees_it_and_takes_it_down(self, client):
        person = ProfileFactory().user
        client.force_login(person)
        answer = client.post(PHOTO, {"photo": picture(), "show_photo": "everyone"}, follow=True)
        assert "Your photograph is saved." in answer.content.decode()
        profile = Profile.objects.get(user=person)
        assert profile.photo
        assert profile.visibility["photo"] == "everyone"
        answer = client.post(PHOTO, {"remove": "1"}, follow=True)
        assert "Your photograph is deleted." in answer.content.decode()
        assert not Profile.objects.get(user=person).photo

    def test_a_wrong_one_is_told_beside_the_field_and_keeps_the_first(self, client):
        person = ProfileFactory().user
        client.force_login(person)
        client.post(PHOTO, {"photo": picture()})
        before = Profile.objects.get(user=person).photo.name
        wrong = SimpleUploadedFile("me.svg", b"<svg/>")
        page = client.post(PHOTO, {"photo": wrong}).content.decode()
        assert "A drawing may carry programs" in page
        assert Profile.objects.get(user=person).photo.name == before

    def test_a_choice_that_is_none_is_refused(self, client):
        person = ProfileFactory().user
        client.force_login(person)
        client.post(PHOTO, {"show_photo": "aliens"})
        assert Profile.objects.get(user=person).visibility == {}

    def test_strangers_put_nothing_up(self, client):
        assert client.post(PHOTO, {"photo": picture()}).status_code == 302
        assert not Profile.objects.exclude(photo="").exists()

    def test_it_takes_a_form(self, client):
        client.force_login(UserFactory())
        assert client.get(PHOTO).status_code == 405

    def test_too_many_in_a_minute_wait(self, client):
        client.force_login(UserFactory())
        answers = [client.post(PHOTO, {"remove": "1"}).status_code for _ in range(11)]
        assert answers == [302] * 10 + [429]
