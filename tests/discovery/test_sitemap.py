"""The site map lists what everyone may see, and nothing else."""

import xml.etree.ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from discovery import actions, sitemaps
from tests.factories import pages as make

pytestmark = pytest.mark.django_db

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
X = "{http://www.w3.org/1999/xhtml}"
I = "{http://www.google.com/schemas/sitemap-image/1.1}"  # noqa: E741


def listed(client, path="/sitemap-1.xml"):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    return {url.find(f"{S}loc").text: url for url in ET.fromstring(answer.content)}


def test_public_pages_are_listed_with_the_day_they_changed(client):
    tool = make.ToolPageFactory(slug="sprint")
    tool.save_revision().publish()
    found = listed(client)
    assert set(found) == {f"http://testserver/{p}" for p in ("", "toolbox/", "toolbox/sprint/")}
    assert found["http://testserver/toolbox/sprint/"].find(f"{S}lastmod").text.endswith("+00:00")


def test_hidden_and_unpublished_pages_are_not_listed(client, hide):
    tool, other = make.ToolPageFactory(slug="one"), make.CasePageFactory(slug="two")
    make.StandardPageFactory(slug="three", live=False)
    hide(tool.get_parent())
    assert {"toolbox", "three"}.isdisjoint("/".join(listed(client)).split("/"))
    assert other.full_url in listed(client)


def test_what_is_unpublished_is_gone_at_the_next_question(client):
    tool = make.ToolPageFactory()
    assert tool.full_url in listed(client)
    tool.unpublish()
    assert tool.full_url not in listed(client)


def test_translations_name_each_other(client):
    home = make.home_page()
    french = Locale.objects.get_or_create(language_code="fr")[0]
    translated = home.copy_for_translation(french)
    translated.live = True
    translated.save()
    found = listed(client)
    links = {
        link.get("hreflang"): link.get("href")
        for link in found["http://testserver/"].findall(f"{X}link")
    }
    assert links == {
        "en": "http://testserver/",
        "fr": "http://testserver/fr/",
        "x-default": "http://testserver/",
    }
    assert len(found["http://testserver/fr/"].findall(f"{X}link")) == 3


def test_the_picture_of_a_page_stands_beside_it_once_it_is_made(client):
    tool = make.ToolPageFactory()
    assert listed(client)[tool.full_url].find(f"{I}image") is None
    actions.make_share_picture(page=tool)
    tool.save_revision().publish()
    picture = listed(client)[tool.full_url].find(f"{I}image/{I}loc").text
    assert picture.startswith(f"http://testserver/share/{tool.pk}-")


def test_a_long_list_comes_in_parts_of_which_none_overlap(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_FILE", 3)
    for _number in range(5):
        make.ToolPageFactory()
    index = ET.fromstring(client.get("/sitemap.xml").content)
    files = [entry.find(f"{S}loc").text for entry in index]
    assert files == [f"http://testserver/sitemap-{number}.xml" for number in (1, 2, 3)]
    parts = [listed(client, f"/sitemap-{number}.xml") for number in (1, 2, 3)]
    assert [len(part) for part in parts] == [3, 3, 1]
    assert len(set().union(*parts)) == 7


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "-1", "x"])
def test_a_part_that_is_not_there_is_nowhere(client, number):
    make.home_page()
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_more_pages_cost_no_more_queries(client):
    make.ToolPageFactory()
    counts = []
    for _round in range(2):
        for _number in range(6):
            make.ToolPageFactory()
        with CaptureQueriesContext(connection) as captured:
            listed(client)
        counts.append(len(captured))
    assert counts[1] <= counts[0] <= 12


def test_who_knows_the_site_map_is_sent_nothing(client):
    make.ToolPageFactory()
    tag = client.get("/sitemap-1.xml")["ETag"]
    assert client.get("/sitemap-1.xml", HTTP_IF_NONE_MATCH=tag).status_code == 304
    make.ToolPageFactory()
    assert client.get("/sitemap-1.xml", HTTP_IF_NONE_MATCH=tag).status_code == 200
