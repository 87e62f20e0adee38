"""The banner above every page comes and goes by itself, in the reader's language."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.models import Site

from pages.models import SiteAlert
from tests.factories import pages as make

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SOON, JUST = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


@pytest.fixture
def banner():
    """The banner of the site, saved anew with other values by each call."""
    make.home_page()

    def save(**fields) -> SiteAlert:
        values = {"text": "We move on Sunday."} | fields
        site = Site.objects.get()
        return SiteAlert.objects.update_or_create(site=site, defaults=values)[0]

    yield save
    cache.clear()


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/no-such-page/", "/fr/"])
def test_every_page_shows_it_and_sets_no_cookie(client, banner, path):
    banner(level="urgent")
    answer = client.get(path)
    assert "We move on Sunday." in answer.content.decode()
    if path == "/":
        assert not answer.cookies


@pytest.mark.parametrize(
    ("fields", "is_shown"),
    [
        ({}, True),
        ({"text": ""}, False),
        ({"starts": SOON}, False),
        ({"starts": JUST}, True),
        ({"ends": JUST}, False),
        ({"ends": SOON}, True),
        ({"starts": JUST, "ends": SOON}, True),
    ],
)
def test_it_is_shown_from_its_beginning_to_its_end(client, banner, fields, is_shown):
    banner(**fields)
    assert (b"We move on Sunday." in client.get("/").content) is is_shown


def test_a_change_shows_on_the_next_page(client, banner):
    banner()
    client.get("/")
    banner(text="We have moved.")
    assert b"We have moved." in client.get("/").content


def test_it_speaks_the_readers_language_where_it_can():
    words = [("words", {"language": "fr", "text": "Nous déménageons."})]
    alert = SiteAlert(text="We move.", translations=words)
    with translation.override("fr"):
        assert alert.words() == ("Nous déménageons.", "fr")
    with translation.override("de"):
        assert alert.words() == ("We move.", "en")


def test_the_page_with_more_is_linked_only_while_it_is_there(client, banner):
    about = make.StandardPageFactory(title="All about the move", slug="move")
    banner(page=about)
    assert b"All about the move" in client.get("/accounts/login/").content
    about.unpublish()
    banner(page=about)
    assert b'href="/move/"' not in client.get("/accounts/login/").content


def test_what_a_person_writes_is_words(client, banner):
    banner(text="<script>alert(1)</script>")
    assert b"<script>alert" not in client.get("/").content


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"starts": SOON, "ends": JUST}, "ends"),
        ({"starts": SOON, "ends": SOON}, "ends"),
        ({"translations": [("words", {"language": "fr", "text": "A"})] * 2}, "translations"),
    ],
)
def test_what_does_not_agree_is_refused(banner, fields, wrong):
    alert = banner()
    for name, value in fields.items():
        setattr(alert, name, value)
    with pytest.raises(ValidationError) as refused:
        alert.full_clean()
    assert wrong in refused.value.error_dict


def test_it_knows_when_it_turns_next():
    assert SiteAlert(text="A").seconds_to_turn is None
    assert SiteAlert(text="A", starts=timezone.now() + timedelta(hours=1)).seconds_to_turn > 3500
    assert SiteAlert(text="A", ends=timezone.now() - timedelta(hours=1)).seconds_to_turn is None
