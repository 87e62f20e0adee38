"""A publication shows what a catalogue asks, and refuses what no catalogue takes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.models import PublicationIndexPage, PublicationPage
from search.actions import rebuild
from tests.factories import library as make
from tests.factories.pages import term
from vocabulary.models import Scheme

pytestmark = pytest.mark.django_db


def shown(client, page):
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[1]


def test_a_citation_names_authors_year_title_and_publisher():
    page = make.PublicationPageFactory(
        title="Opening up",
        names=["Koskela, Aino Maria", "Gröning, Jan-Ole", "The Kelder School"],
        version="2.0",
        deliverable_number="D1.2",
        dissemination_level="PU",
    )
    assert page.citation == (
        "Koskela, A. M., Gröning, J.-O., & The Kelder School (2026). "
        "Opening up (Version 2.0, D1.2, Report or deliverable). INSPIRE consortium."
    )


def test_a_work_without_authors_is_cited_by_its_title():
    page = make.PublicationPageFactory(title="Figures", names=[])
    assert page.citation.startswith("Figures (Report or deliverable). (2026).")


def test_creators_are_the_authors_with_the_orcid_that_the_person_has():
    person = make.PersonFactory(family_name="Koskela", orcid="0000-0002-1825-0097")
    page = make.PublicationPageFactory(people=[person], names=["Kelder School"])
    assert page.creators == [
        ("Koskela", "Aino", "0000-0002-1825-0097"),
        ("Kelder School", "", ""),
    ]


def test_the_page_shows_how_to_cite_it_and_who_wrote_it(client):
    make.directory()
    person = make.PersonFactory(family_name="Koskela", orcid="0000-0002-1825-0097")
    page = make.PublicationPageFactory(people=[person], names=[], doi="10.5555/inspire.1")
    html = shown(client, page)
    assert 'id="cite"' in html
    assert 'href="https://doi.org/10.5555/inspire.1"' in html
    assert f'href="/partners/people/{person.slug}/"' in html
    assert 'href="https://orcid.org/0000-0002-1825-0097"' in html


def test_a_withdrawn_person_keeps_the_name_on_the_title_page_without_a_link(client):
    make.directory()
    person = make.PersonFactory(family_name="Koskela", live=False)
    page = make.PublicationPageFactory(people=[person], names=[])
    html = shown(client, page)
    assert "Aino Koskela" in html
    assert person.slug not in html


def test_versions_lead_to_each_other(client):
    first = make.PublicationPageFactory(title="First", version="1.0")
    second = make.PublicationPageFactory(title="Second", version="2.0", replaces=first)
    assert "There is a newer version" in shown(client, first)
    assert first.get_url() in shown(client, second)


def test_an_abstract_is_words_and_never_markup(client):
    page = make.PublicationPageFactory(abstract="<script>alert(1)</script>\n\nSecond.")
    html = shown(client, page)
    assert "<script>alert" not in html
    assert "<p>Second.</p>" in html


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"doi": "10.5555/taken"}, "doi"),
        ({"doi": "https://doi.org/10.5555/TAKEN"}, "doi"),
        ({"doi": "nonsense"}, "doi"),
        ({"deliverable_number": "D1.1"}, "dissemination_level"),
        ({"deliverable_number": "first"}, "deliverable_number"),
    ],
)
def test_what_no_catalogue_takes_is_refused(fields, wrong):
    make.PublicationPageFactory(doi="10.5555/taken")
    page = make.PublicationPageFactory()
    for name, value in fields.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert wrong in refused.value.message_dict


@pytest.fixture
def shelf():
    """Return the list with two publications of different kind, language and year."""
    make.PublicationPageFactory(title="A report")
    make.PublicationPageFactory(
        title="Some data",
        publication_type=term(Scheme.PUBLICATION_TYPE, "dataset"),
        themes=[term(Scheme.THEME, "funding")],
        language="fr",
        date=date(2024, 5, 1),
    )
    rebuild()
    return PublicationIndexPage.objects.get()


def test_a_list_shows_all_and_offers_what_tells_them_apart(client, shelf):
    both = shown(client, shelf)
    assert "A report" in both
    assert "Some data" in both
    assert 'name="year" value="2024"' in both
    assert 'name="written" value="fr"' in both


@pytest.mark.parametrize("choice", ["type=dataset", "theme=funding", "written=fr", "year=2024"])
def test_a_list_is_narrowed_by_each_of_its_facets(client, shelf, choice):
    page = client.get(f"{shelf.url}?{choice}").content.decode()
    assert "Some data</a>" in page
    assert "A report</a>" not in page
    assert "1 result<" in page


def test_a_narrowed_list_of_publications_costs_no_more_when_it_grows(client, shelf):
    def cost():
        client.get(f"{shelf.url}?written=en")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{shelf.url}?written=en")
        return len(captured)

    few = cost()
    for _ in range(9):
        make.PublicationPageFactory()
    rebuild()
    assert cost() == few <= 12


@pytest.mark.parametrize(
    "query", ["?type=nothing", "?type=%00", "?page=x&year=1", "?page=x&type='"]
)
def test_a_wrong_question_to_the_list_gets_the_whole_list(client, query):
    make.PublicationPageFactory(title="A report")
    response = client.get(PublicationIndexPage.objects.get().url + query)
    assert response.status_code == 200
    assert "A report" in response.content.decode()


def test_far_behind_the_last_page_the_list_leads_back(client):
    make.PublicationPageFactory(title="A report")
    response = client.get(PublicationIndexPage.objects.get().url + "?page=9999")
    assert response.status_code == 200
    assert "Back to the first ones" in response.content.decode()


def test_the_card_says_what_and_when():
    page = make.PublicationPageFactory(
        deliverable_number="D3.1", dissemination_level="PU", date=date(2026, 6, 30)
    )
    card = PublicationPage.objects.get(pk=page.pk).card()
    assert card.kicker == "Report or deliverable, D3.1"
    assert card.meta == ("June 2026",)
