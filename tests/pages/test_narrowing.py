"""Lists narrow down by facets, with an address for each choice and an answer to any address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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
