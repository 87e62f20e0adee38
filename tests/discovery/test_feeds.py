"""Feeds hold what is new and public, and say what they are."""

import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.factories import catalogue
from tests.factories import pages as make
from vocabulary.models import Scheme

pytestmark = pytest.mark.django_db
A = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def atom(client, section="all", **asked):
    answer = client.get(f"/feeds/{section}.atom", asked)
    assert answer.status_code == 200, answer.content
    return ET.fromstring(answer.content)


def titles(feed):
    return [entry.find(f"{A}title").text for entry in feed.findall(f"{A}entry")]


def items(client, section="all"):
    answer = client.get(f"/feeds/{section}.json")
    assert answer["Content-Type"].startswith("application/feed+json")
    return json.loads(answer.content)["items"]


@pytest.fixture
def one_of_each(plant_event):
    """One page of every section."""
    make.ToolPageFactory(title="A tool")
    make.CasePageFactory(title="A case", is_example=True)
    make.ArticlePageFactory(title="An article")
    make.ToolPathPageFactory(title="A path")
    catalogue.PublicationPageFactory(title="A report")
    plant_event(title="A clinic")


@pytest.mark.parametrize(
    ("section", "found"),
    [
        ("tools", {"A tool", "A path"}),
        ("cases", {"Example: A case"}),
        ("news", {"An article"}),
        ("publications", {"A report"}),
        ("events", {"A clinic"}),
        (
            "all",
            {"A tool", "A path", "Example: A case", "An article", "A report", "A clinic"},
        ),
    ],
)
def test_each_section_has_its_feed_in_both_forms(client, one_of_each, section, found):
    assert found <= set(titles(atom(client, section)))
    assert {item["title"] for item in items(client, section)} == set(titles(atom(client, section)))


def test_an_atom_feed_has_all_that_the_standard_asks(client, one_of_each):
    feed = atom(client)
    for holder in (feed, *feed.findall(f"{A}entry")):
        for name in ("id", "title", "updated"):
            assert holder.find(f"{A}{name}").text
        assert holder.find(f"{A}author/{A}name").text
        assert holder.get(f"{XML}lang") == "en"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{A}link")[:2]}
    assert links == {"self": "http://testserver/feeds/all.atom", "alternate": "http://testserver/"}


def test_the_identity_of_an_entry_stays_when_its_page_is_renamed(client):
    page = make.ArticlePageFactory(slug="old")
    before = items(client, "news")[0]
    page.slug, page.title = "new", "New"
    page.save_revision().publish()
    after = items(client, "news")[0]
    assert before["id"] == after["id"]
    assert before["url"] != after["url"]


def test_the_date_that_stands_on_an_article_is_the_one_of_its_entry(client):
    make.ArticlePageFactory(date=date(2026, 1, 5))
    assert items(client, "news")[0]["date_published"].startswith("2026-01-05")


def test_the_whole_text_is_there_with_whole_addresses(client):
    target = make.ToolPageFactory(slug="sprint")
    link = f'<a linktype="page" id="{target.pk}">the sprint</a>'
    gone = '<a linktype="page" id="999999">gone</a>'
    make.ArticlePageFactory(body=(("paragraph", f"<p>See {link} and {gone}.</p>"),))
    html = items(client, "news")[0]["content_html"]
    assert '<a href="http://testserver/toolbox/sprint/">the sprint</a> and gone' in html


def test_what_may_not_be_reprinted_is_told_in_short_only(client):
    make.ToolPageFactory(licence="reserved", summary="Short.")
    entry = items(client, "tools")[0]
    assert "content_html" not in entry
    assert entry["content_text"] == "Short."


def test_hidden_and_unpublished_pages_are_in_no_feed(client, hide):
    hide(make.ToolPageFactory(title="Hidden"))
    make.ToolPageFactory(title="Draft", live=False)
    make.ToolPageFactory(title="Open")
    assert titles(atom(client, "tools")) == ["Open"]


def test_a_feed_is_narrowed_by_the_codes_of_terms(client):
    make.ToolPageFactory(title="One", themes=[make.term(Scheme.THEME, "funding")])
    make.ToolPageFactory(title="Two", stage=make.term(Scheme.OI_STAGE, "follow-up"), code="6.1")
    assert titles(atom(client, "tools", theme="funding")) == ["One"]
    assert titles(atom(client, "tools", stage="follow-up")) == ["Two"]
    assert titles(atom(client, theme="funding", group="sme")) == ["One"]
    assert titles(atom(client, "events", stage="follow-up")) == []


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("theme=no-such-theme", 404),
        ("theme=%00", 400),
        ("theme=funding&theme=funding", 400),
        ("page=2", 400),
        ("theme=" + "x" * 10_000, 400),
    ],
)
def test_a_wrong_narrowing_gets_a_clear_answer(client, asked, status):
    answer = client.get(f"/feeds/tools.atom?{asked}")
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("text/plain")


def test_a_section_that_is_not_there_is_nowhere(client):
    assert client.get("/feeds/nothing.atom").status_code == 404


def test_a_feed_in_another_language_holds_what_is_written_in_it(client, one_of_each):
    feed = ET.fromstring(client.get("/fr/feeds/all.atom").content)
    assert feed.get(f"{XML}lang") == "fr"
    assert titles(feed) == []


def test_who_knows_a_feed_is_sent_nothing_until_something_is_new(client):
    make.ToolPageFactory()
    tag = client.get("/feeds/all.atom")["ETag"]
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/feeds/all.atom", HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert len(captured) <= 6
    make.ToolPageFactory()
    assert client.get("/feeds/all.atom", HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_more_entries_cost_no_more_queries(client, one_of_each):
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/feeds/all.json")
        counts.append(len(captured))
        for _number in range(8):
            make.ToolPageFactory()
            make.ArticlePageFactory()
    with CaptureQueriesContext(connection) as captured:
        client.get("/feeds/all.json")
    assert len(captured) <= counts[0] <= 30


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=some.text(max_size=60))
def test_any_title_makes_a_feed_that_can_be_read(title):
    from discovery.citations.xml import element

    ET.fromstring(element("title", text=title, term=title))
