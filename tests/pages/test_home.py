"""The home page is composed of blocks, and what stood in fields before stands in them now."""

import json
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from pages.models import HomePage
from tests.factories import pages as make

pytestmark = pytest.mark.django_db
carry = import_module("pages.migrations.0005_home_blocks")
OLD = {
    "eyebrow": "For small firms",
    "headline": "Open the door.\nKeep the keys.",
    "lede": "What this is.",
    "primary_text": "Find a tool",
    "primary_page": 7,
    "secondary_text": "",
    "secondary_page": None,
    "stages_title": "Six stages",
    "stages_text": "Enter where you stand.",
    "audiences_title": "Start here",
    "newest_case_title": "The newest case",
    "events_title": "Next events",
    "news_title": "To read",
    "newsletter_title": "A letter",
    "newsletter_text": "Four a year.",
}


def compose(home, *sections):
    home.body = list(sections)
    home.save()
    return home


def test_sections_stand_in_the_order_the_editor_gave_them(client):
    home = make.home_page()
    compose(
        home,
        ("words", {"title": "First words", "text": "<p>One.</p>"}),
        ("hero", {"kicker": "k", "headline": "A line", "text": "t", "link_text": "Go"}),
        ("words", {"title": "Last words", "text": "<p>Two.</p>"}),
    )
    html = client.get("/").content.decode()
    places = [html.index(words) for words in ("First words", "A line", "Last words")]
    assert places == sorted(places)


def test_a_home_page_without_an_opening_still_has_one_heading_of_the_first_level(client):
    compose(make.home_page(), ("words", {"title": "Words", "text": "<p>One.</p>"}))
    assert client.get("/").content.decode().count("<h1") == 1


def test_the_button_leads_to_the_page_that_was_chosen(client):
    tool = make.ToolPageFactory(slug="the-tool")
    hero = {"kicker": "k", "headline": "A", "text": "t", "link_text": "Go on", "page": tool}
    compose(HomePage.objects.get(), ("hero", hero))
    html = client.get("/").content.decode()
    assert 'href="/toolbox/the-tool/">Go on' in html


def cost(home) -> int:
    request = RequestFactory().get("/")
    with CaptureQueriesContext(connection) as asked:
        home.serve(request).render()
    return len(asked)


def test_what_is_not_shown_is_not_asked_for():
    for _ in range(3):
        make.CasePageFactory()
    home = HomePage.objects.get()
    everything = cost(home)
    compose(home, ("words", {"title": "Words", "text": "<p>One.</p>"}))
    assert cost(HomePage.objects.get()) <= everything - 5


def test_a_new_home_page_begins_with_every_section_of_today():
    kinds = [block.block_type for block in HomePage(title="Home").body]
    assert kinds[0] == "hero"
    assert {"news", "audiences", "stages", "newest_case", "events", "newsletter"} <= set(kinds)


def test_the_fields_of_before_become_sections_that_are_valid():
    stored = carry.blocks_of(OLD)
    block = HomePage._meta.get_field("body").stream_block
    value = block.to_python(stored)
    assert [part.block_type for part in value][:4] == ["hero", "news", "audiences", "stages"]
    hero = value[0].value
    assert (hero["kicker"], hero["link_text"]) == ("For small firms", "Find a tool")
    assert stored[0]["value"]["page"] == 7


def test_drafts_of_before_are_carried_over_once_and_then_left_alone():
    home = make.home_page()
    revision = home.save_revision()
    del revision.content["body"]
    revision.content |= OLD
    revision.save()
    carry._carry_drafts_over(apps, HomePage)
    revision.refresh_from_db()
    first = revision.content["body"]
    assert json.loads(first)[0]["value"]["headline"] == OLD["headline"]
    carry._carry_drafts_over(apps, HomePage)
    revision.refresh_from_db()
    assert revision.content["body"] == first
    assert revision.as_object().opening["kicker"] == "For small firms"
