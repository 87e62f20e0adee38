"""What pages say of themselves in schema.org's words, held against tables of what each needs."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discovery.linked_data import as_script_text
from discovery.linked_data.plain import without_empty, words_of
from discovery.templatetags.discovery_tags import other_locales
from tests.factories import catalogue
from tests.factories import pages as make

pytestmark = pytest.mark.django_db

# From schema.org's own pages and Google's guides to rich results: what must be there.
NEEDS = {
    "LearningResource": {"name", "description", "url", "inLanguage", "license", "publisher"},
    "HowTo": {"name", "step"},
    "HowToStep": {"position", "name", "text"},
    "ItemList": {"itemListElement", "numberOfItems"},
    "ListItem": {"position", "name"},
    "Article": {"headline", "datePublished", "publisher", "image", "url"},
    "NewsArticle": {"headline", "datePublished", "author", "publisher", "image", "url"},
    "Report": {"name", "author", "datePublished", "license", "identifier", "funding", "abstract"},
    "Grant": {"identifier", "funder"},
    "Event": {"name", "startDate", "endDate", "location", "eventStatus", "eventAttendanceMode"},
    "Place": {"name", "address"},
    "VirtualLocation": {"url"},
    "Organization": {"name"},
    "Person": {"name"},
    "BreadcrumbList": {"itemListElement"},
    "DefinedTerm": {"name"},
    "DefinedTermSet": {"name", "hasDefinedTerm"},
    "FAQPage": {"mainEntity"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
    "WebSite": {"name", "url", "potentialAction"},
    "SearchAction": {"target", "query-input"},
    "CollectionPage": {"name", "url"},
}


def nodes_in(value):
    """Yield every node at any depth that has a type."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for part in value.values():
            yield from nodes_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from nodes_in(part)


def faults_of(graph):
    """Return what is missing or empty in a graph."""
    faults = []
    for node in nodes_in(graph):
        types = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        needed = set().union(*(NEEDS.get(name, set()) for name in types))
        faults += [f"{types}: {name}" for name in needed - set(node)]
        faults += [
            f"{types}: {name} is empty" for name, part in node.items() if part in ("", [], {}, None)
        ]
    return faults


def of_type(graph, name):
    return [
        node
        for node in nodes_in(graph)
        if name in (node["@type"], *(node["@type"] if isinstance(node["@type"], list) else []))
    ]


def test_a_tool_is_a_thing_to_learn_and_instructions(nodes):
    tool = make.ToolPageFactory(slug="sprint", title="Sprint", minutes_max=90)
    graph = nodes("/toolbox/sprint/")
    assert faults_of(graph) == []
    (node,) = of_type(graph, "HowTo")
    assert node["url"] == tool.full_url
    assert [step["position"] for step in node["step"]] == [1, 2]
    assert node["timeRequired"] == "PT90M"
    assert node["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_way_to_a_page_is_told(nodes):
    make.ToolPageFactory(slug="sprint", title="Sprint")
    (trail,) = of_type(nodes("/toolbox/sprint/"), "BreadcrumbList")
    assert [step["item"] for step in trail["itemListElement"]] == [
        f"http://testserver/{path}" for path in ("", "toolbox/", "toolbox/sprint/")
    ]


def test_the_home_page_tells_of_site_search_and_publisher(nodes):
    make.home_page()
    graph = nodes("/")
    assert faults_of(graph) == []
    (site,) = of_type(graph, "WebSite")
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == "http://testserver/search/?q={search_term_string}"


@pytest.mark.parametrize(("kind", "said"), [("news", "NewsArticle"), ("how-to", "Article")])
def test_news_is_news_and_everything_else_an_article(nodes, kind, said):
    make.ArticlePageFactory(slug="a", article_kind=kind)
    graph = nodes("/articles/a/")
    assert faults_of(graph) == []
    assert of_type(graph, said)


def test_an_invented_case_says_so_and_names_no_organisation(nodes):
    make.CasePageFactory(slug="c", title="A story").save_revision().publish()
    graph = nodes("/cases/c/")
    assert faults_of(graph) == []
    (node,) = of_type(graph, "Article")
    assert node["name"] == "Example: A story"
    assert "Olaria Vale" not in json.dumps(graph)


def test_an_event_tells_when_and_where_but_never_the_link_to_join(nodes, plant_event):
    event = plant_event(slug="clinic")
    graph = nodes(event.get_url())
    assert faults_of(graph) == []
    (node,) = of_type(graph, "Event")
    assert node["startDate"].endswith(("+01:00", "+02:00"))
    assert node["location"] == [{"@type": "VirtualLocation", "url": event.full_url}]
    assert "secret-room" not in json.dumps(graph)


def test_a_cancelled_event_says_so(nodes, plant_event):
    event = plant_event(slug="clinic", is_cancelled=True)
    (node,) = of_type(nodes(event.get_url()), "Event")
    assert node["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_publication_names_authors_grant_and_files(nodes):
    page = catalogue.PublicationPageFactory(slug="report", doi="10.5281/zenodo.1234567")
    catalogue.add_file(page)
    graph = nodes(page.get_url())
    assert faults_of(graph) == []
    (node,) = of_type(graph, "Report")
    assert node["author"][0]["familyName"] == "Müller"
    assert node["sameAs"] == "https://doi.org/10.5281/zenodo.1234567"
    assert node["encoding"][0]["encodingFormat"] == "application/pdf"


def test_the_glossary_is_a_set_of_terms_and_each_has_its_page(nodes):
    page = catalogue.glossary()
    catalogue.glossary_term()
    (node,) = of_type(nodes(page.get_url()), "DefinedTermSet")
    assert [term["name"] for term in node["hasDefinedTerm"]] == ["Open call"]
    graph = nodes(f"{page.get_url()}open-call/")
    assert of_type(graph, "DefinedTerm")[0]["@id"] == f"{page.full_url}open-call/"


def test_partners_are_organisations_unless_they_are_invented(nodes):
    page = catalogue.directory()
    catalogue.partner()
    catalogue.partner(name="Nobody", short_name="NO", slug="no", is_example=True)
    graph = nodes(page.get_url())
    names = {node["name"] for node in of_type(graph, "Organization")}
    assert "Haus der Offenheit" in names
    assert "Nobody" not in names


def test_telling_machines_costs_no_query(client, monkeypatch):
    make.ToolPageFactory(slug="sprint")
    page = catalogue.PublicationPageFactory(slug="report")
    catalogue.add_file(page)
    for path in ("/toolbox/sprint/", page.get_url(), "/"):
        client.get(path)
        with CaptureQueriesContext(connection) as with_it:
            client.get(path)
        with monkeypatch.context() as patched:
            patched.setattr("discovery.templatetags.discovery_tags._graph", lambda *_: None)
            patched.setattr("discovery.wagtail_hooks._links", lambda *_: [])
            with CaptureQueriesContext(connection) as without_it:
                client.get(path)
        assert len(with_it) == len(without_it), path


HOSTILE = '</script><script>alert(1)</script><!-- \u2028 "&quot;'


def test_nothing_in_a_title_ends_the_script(client):
    make.ToolPageFactory(slug="sprint", title=HOSTILE)
    answer = client.get("/toolbox/sprint/")
    soup = BeautifulSoup(answer.content, "html.parser")
    (block,) = soup.find_all("script", type="application/ld+json")
    assert json.loads(block.string)["@graph"][0]["name"] == HOSTILE
    assert [tag for tag in soup.find_all("script") if "alert" in tag.get_text()] == [block]
    assert soup.find("meta", property="og:title")["content"] == HOSTILE


def test_script_text_has_no_sign_that_html_reads():
    text = as_script_text({"a": "</script>\u2028\u2029\ud800&"})
    assert not {"<", ">", "&", "\u2028", "\u2029", "\ud800"} & set(text)


def test_words_are_plain_and_empty_places_go():
    assert words_of("<p>One</p><p>t<b>w</b>o &amp; three</p>") == "One two & three"
    assert without_empty({"a": "", "b": 0, "c": [{"d": None}], "e": False}) == {"b": 0, "e": False}


def test_link_previews_have_title_picture_and_place(client):
    make.ToolPageFactory(slug="sprint", title="Sprint", summary="Short.")
    soup = BeautifulSoup(client.get("/toolbox/sprint/").content, "html.parser")
    told = {tag["property"]: tag["content"] for tag in soup.find_all("meta", property=True)}
    assert told["og:title"] == "Sprint"
    assert told["og:description"] == "Short."
    assert told["og:url"] == "http://testserver/toolbox/sprint/"
    assert told["og:locale"] == "en_GB"
    assert told["og:site_name"] == "INSPIRE"
    assert told["og:image"].startswith("http://testserver/share/")
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert soup.find("meta", attrs={"name": "twitter:card"})["content"] == "summary_large_image"


def test_the_head_leads_to_feeds_and_to_the_twin(client):
    make.ToolPageFactory(slug="sprint")
    soup = BeautifulSoup(client.get("/toolbox/").content, "html.parser")
    found = {
        (tag["type"], tag["href"]) for tag in soup.find_all("link", rel="alternate", type=True)
    }
    assert ("application/atom+xml", "/feeds/tools.atom") in found
    assert ("application/feed+json", "/feeds/all.json") in found
    assert ("text/markdown", "/toolbox/index.md") in found


@pytest.mark.parametrize("path", ["/no-such-page/", "/accounts/login/"])
def test_a_page_that_is_no_page_of_the_tree_has_no_graph(client, path):
    make.home_page()
    assert b"ld+json" not in client.get(path).content


def test_other_languages_are_told_as_locales():
    known = {"in_languages": [("en", "/"), ("fr", "/fr/"), ("x-default", "/")]}
    assert other_locales(known, "en") == ["fr_FR"]
    assert other_locales({}, "en") == []
