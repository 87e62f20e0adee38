"""Lists narrow down by facets, with an address for each choice and an answer to any address."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from search.actions import rebuild
from tests.factories import pages as make
from vocabulary.models import Scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def tools(db):
    """Return two tools of the first stage that are in the index, one of them for half a day."""
    short = make.ToolPageFactory(title="Short tool")
    long = make.ToolPageFactory(
        title="Long tool", effort=make.term(Scheme.EFFORT_LEVEL, "half-day")
    )
    rebuild()
    return short, long


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_choice_leaves_what_fits_and_says_how_much_that_is(client, tools):
    page = text(client, "/toolbox/?effort=half-day")
    assert "Long tool" in page
    assert "Short tool" not in page
    assert "1 result<" in page
    assert 'name="effort" value="under-1-hour"' in page  # its own facet still offers the other


def test_two_values_of_one_facet_add_up(client, tools):
    page = text(client, "/toolbox/?effort=half-day&effort=under-1-hour")
    assert "Long tool" in page
    assert "Short tool" in page


def test_a_tool_that_names_no_sector_is_found_in_each(client, tools):
    assert "Short tool" in text(client, "/toolbox/?sector=C")


def test_a_tool_stands_in_its_own_stage_only_as_the_picture_counts_it(client, tools):
    tools[0].other_stages.set([make.term(Scheme.OI_STAGE, "follow-up")])
    tools[0].save()
    rebuild()
    page = text(client, "/toolbox/?stage=follow-up")
    assert "Nothing fits all of this" in page


def test_one_choice_has_an_address_of_its_own_and_several_are_not_to_be_found_by_others(
    client, tools
):
    page = text(client, "/toolbox/?page=1&effort=half-day")
    assert '/toolbox/?effort=half-day">' in page
    assert "noindex" not in page
    assert "noindex" in text(client, "/toolbox/?effort=half-day&stage=strategic-challenges")


def test_a_chosen_value_can_be_taken_away_and_the_stage_is_one_of_them(client, tools):
    page = text(client, "/toolbox/?stage=strategic-challenges&effort=half-day")
    assert 'href="?stage=strategic-challenges"' in page
    assert 'aria-current="true"' in page


def test_nothing_that_fits_says_what_to_do(client, tools):
    page = text(client, "/toolbox/?effort=half-day&stage=follow-up")
    assert "Nothing fits all of this" in page
    assert "Show everything" in page


@pytest.mark.parametrize(
    "query",
    [
        "?stage=nowhere&effort=%00",
        "?page=99999999999999",
        "?page=-1&sort=DROP",
        "?" + "&".join(f"stage=x{n}" for n in range(900)),
        "?q=%22%28%26%7C%21&stage=",
        "?sort=title&page=0",
    ],
)
def test_any_address_gets_a_list(client, tools, query):
    for page in (tools[0], make.CasePageFactory(), make.ArticlePageFactory()):
        assert client.get(f"{page.get_parent().url}{query}").status_code == 200


def test_a_narrowed_list_of_thirty_costs_what_one_of_three_costs(client, tools):
    def cost(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = cost("/toolbox/?stage=strategic-challenges")
    for _ in range(28):
        make.ToolPageFactory()
    rebuild()
    assert cost("/toolbox/?stage=strategic-challenges") == few <= 10
    assert cost("/toolbox/") <= 12


def counts(page, facet):
    """Return how many each choice of one facet would bring, as the page says."""
    boxes = BeautifulSoup(page, "html.parser").find_all("input", attrs={"name": facet})
    return {box["value"]: int(box.parent.data["value"]) for box in boxes}


def test_a_tool_stands_under_the_countries_of_its_public_cases(client, tools):
    make.CasePageFactory(tools_used=[tools[0]])
    make.CasePageFactory(tools_used=[tools[1]], country=make.term(Scheme.COUNTRY, "FI"))
    hidden = make.CasePageFactory(tools_used=tools, country=make.term(Scheme.COUNTRY, "DE"))
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    rebuild()
    page = text(client, "/toolbox/?country=PT")
    assert "Short tool" in page
    assert "Long tool" not in page
    assert counts(page, "country") == {"PT": 1, "FI": 1}
    assert counts(text(client, "/toolbox/?country=PT&country=FI"), "effort") == {
        "under-1-hour": 1,
        "half-day": 1,
    }


def test_what_a_case_says_of_its_tools_shows_when_it_is_published(
    client, tools, django_capture_on_commit_callbacks
):
    case = make.CasePageFactory(tools_used=[tools[0]])

    def publish():
        with django_capture_on_commit_callbacks(execute=True):
            case.save_revision().publish()

    publish()
    assert counts(text(client, "/toolbox/?country=PT"), "country") == {"PT": 1}
    case.country = make.term(Scheme.COUNTRY, "FI")
    case.tools_used = [tools[1]]
    publish()
    page = text(client, "/toolbox/?country=FI")
    assert "Long tool" in page
    assert "Short tool" not in page
    assert counts(page, "country") == {"FI": 1}
    with django_capture_on_commit_callbacks(execute=True):
        case.unpublish()
    assert counts(text(client, "/toolbox/"), "country") == {}


def test_the_readers_language_is_shown_and_the_others_can_be_chosen(client, tools):
    french, _created = Locale.objects.get_or_create(language_code="fr")
    home = tools[0].get_parent().get_parent().specific
    home.copy_for_translation(french)
    tools[0].get_parent().specific.copy_for_translation(french).save_revision().publish()
    twin = tools[0].copy_for_translation(french)
    twin.title = "Outil court"
    twin.save_revision().publish()
    rebuild()
    page = text(client, "/toolbox/?effort=under-1-hour")
    assert "Outil court" not in page
    assert counts(page, "language") == {"en": 1, "fr": 1}
    both = text(client, "/toolbox/?language=en&language=fr")
    assert both.index("Long tool") < both.index("Outil court")
    assert '<li lang="fr">' in both
    assert counts(both, "effort") == {"under-1-hour": 2, "half-day": 1}
    assert counts(both, "language") == {"en": 2, "fr": 1}
