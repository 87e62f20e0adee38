"""What editors find on entering the administration."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import events.sample
import newsletters.sample
from pages.doors import open_doors
from pages.wagtail_hooks import WelcomePanel

pytestmark = pytest.mark.django_db
WRITING = {
    "Write a tool": "/admin/pages/add/pages/toolpage/",
    "Tell a case": "/admin/pages/add/pages/casepage/",
    "Write an article": "/admin/pages/add/pages/articlepage/",
    "Put out a publication": "/admin/pages/add/pages/publicationpage/",
    "Announce an event": "/admin/pages/add/events/eventpage/",
    "Compose a letter": "/admin/pages/add/newsletters/issuepage/",
}
REACH = {"See who was reached": "/admin/reach/"}
MEMBERS = {"Look after members": "/admin/members/people/"}
COMING = {"See what is coming": "/admin/calendar/"}


@pytest.fixture
def site(sample_pages, db):
    events.sample.load(sample_pages)
    newsletters.sample.load(sample_pages)
    return sample_pages


def doors_of(client, person) -> dict[str, str]:
    client.force_login(person)
    html = client.get(reverse("wagtailadmin_home")).content
    return {
        link.get_text(): link["href"]
        for link in BeautifulSoup(html, "html.parser").select(".doors a")
    }


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("editor", WRITING | COMING),
        ("coordinator", REACH | COMING),
        ("administrator", WRITING | REACH | COMING | MEMBERS),
    ],
)
def test_everyone_finds_the_doors_that_are_open_to_them(site, client, role, expected):
    found = doors_of(client, site[role])
    assert list(found) == list(expected)
    for title, address in found.items():
        assert address.startswith(expected[title])
        assert client.get(address).status_code == 200


def test_the_welcome_adds_one_query(site):
    request = RequestFactory().get("/admin/")
    request.user = site["administrator"]
    open_doors(request.user)
    with CaptureQueriesContext(connection) as asked:
        assert "Write a tool" in WelcomePanel().render_html({"request": request})
    assert len(asked) == 1


def test_naming_the_site_in_the_administration_asks_the_database_nothing(site, client):
    client.force_login(site["administrator"])
    address = reverse("wagtailadmin_explore_root")
    client.get(address)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        html = client.get(address).content.decode()
    assert "INSPIRE" in html
    assert not [query for query in asked if "siteidentity" in query["sql"]]
