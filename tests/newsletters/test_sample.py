"""The sample newsletter: two published issues, nothing sent; loaded once."""

import pytest
from bs4 import BeautifulSoup

import events.sample
from newsletters import sample
from newsletters.audience import audience_of
from newsletters.checks import checks_of
from newsletters.composing import compose
from newsletters.models import Edition, IssuePage, Newsletter
from outbox.models import Message
from pages.models import HomePage

pytestmark = pytest.mark.usefixtures("sample_pages")


def test_the_sample_can_be_read_and_would_be_ready_to_send(people, client):
    sample.load(people)
    sample.load(people)
    assert Newsletter.objects.count() == 1
    issues = list(IssuePage.objects.all())
    assert len(issues) == 2
    for issue in issues:
        assert client.get(issue.url).status_code == 200
        checks = checks_of(issue, compose(issue), 1)
        assert not [check for check in checks if not check.is_met]
        assert audience_of(issue).count() == 0
    assert not Edition.objects.exists()
    assert not Message.objects.exists()
    assert people["editor"].has_perm("newsletters.send_issue")


def test_the_letter_stands_in_the_menu_behind_the_lists_and_before_the_rest(people, client):
    for room in (events.sample, sample):
        room.load(people)
    menu = BeautifulSoup(client.get("/").content, "html.parser").find(id="menu")
    assert [entry.get_text() for entry in menu.select("li")] == [
        "Toolbox",
        "Cases",
        "Articles",
        "Events",
        "Newsletter",
        "About INSPIRE",
    ]


def test_what_an_editor_deleted_stays_deleted(people):
    sample.load(people)
    IssuePage.objects.first().delete()
    sample.load(people)
    assert IssuePage.objects.count() == 1


def test_a_letter_of_one_page_has_no_list_below_it(people):
    home = HomePage.objects.get(locale__language_code="en")
    blocks = sample._body(home, ["about", "no-such-page"])
    assert [name for name, _value in blocks] == ["page"]
