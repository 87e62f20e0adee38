"""An article is by people of the directory, here and wherever it is told of."""

import json
import xml.etree.ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import library
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def aino():
    library.directory()
    return library.PersonFactory(family_name="Koskela", orcid="0000-0002-1825-0097")


def soup(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser")


def test_the_byline_leads_to_each_author_who_is_published(client, aino):
    gone = library.PersonFactory(given_name="<b>", family_name="Zupanek", live=False)
    article = make.ArticlePageFactory(authors=[gone, aino])
    byline = soup(client, article).find(class_="byline")
    assert byline.span.get_text() == "By Aino Koskela and <b> Zupanek"
    assert [link["href"] for link in byline.find_all("a")] == [f"/partners/people/{aino.slug}/"]


def test_without_a_directory_names_lead_nowhere(client):
    article = make.ArticlePageFactory(authors=[library.PersonFactory(family_name="Koskela")])
    byline = soup(client, article).find(class_="byline")
    assert byline.a is None
    assert "Aino Koskela" in byline.get_text()


def test_where_nobody_is_chosen_the_words_stand(client):
    page = soup(client, make.ArticlePageFactory(authors_text="The editors"))
    assert page.find(class_="byline").span.get_text() == "By The editors"


def test_an_article_of_nobody_names_nobody(client):
    byline = soup(client, make.ArticlePageFactory(authors_text="")).find(class_="byline")
    assert "By" not in byline.get_text()


def test_machines_are_told_of_people_with_their_orcid(client, aino):
    article = make.ArticlePageFactory(authors=[aino])
    data = soup(client, article).find("script", type="application/ld+json").string
    node = next(node for node in json.loads(data)["@graph"] if "headline" in node)
    assert node["author"] == [
        {
            "@type": "Person",
            "name": "Aino Koskela",
            "givenName": "Aino",
            "familyName": "Koskela",
            "sameAs": "https://orcid.org/0000-0002-1825-0097",
        }
    ]


def test_feeds_and_the_interface_name_each_author(client, aino):
    make.ArticlePageFactory(authors=[aino, library.PersonFactory(family_name="Lind")])
    names = ["Aino Koskela", "Aino Lind"]
    (item,) = json.loads(client.get("/feeds/news.json").content)["items"]
    assert [author["name"] for author in item["authors"]] == names
    atom = "{http://www.w3.org/2005/Atom}"
    entry = ET.fromstring(client.get("/feeds/news.atom").content).find(f"{atom}entry")
    assert [name.text for name in entry.findall(f"{atom}author/{atom}name")] == names
    (article,) = client.get("/api/v1/articles").json()["items"]
    assert article["authors"] == "Aino Koskela and Aino Lind"


def test_the_page_of_a_person_shows_their_articles(client, aino):
    make.ArticlePageFactory(title="Written by Aino", authors=[aino])
    make.ArticlePageFactory(title="Written by nobody")
    page = client.get(f"/partners/people/{aino.slug}/").content.decode()
    assert "Written by Aino" in page
    assert "Written by nobody" not in page


def test_a_feed_asks_once_for_all_authors(client, aino):
    def asked(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return sum('"pages_articlepage_authors"' in query["sql"] for query in captured)

    for _ in range(4):
        make.ArticlePageFactory(authors=[aino])
    assert asked("/feeds/news.atom") == 1
    assert asked("/api/v1/articles") == 1
