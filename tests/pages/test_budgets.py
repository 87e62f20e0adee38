"""A page that no memory holds costs six queries, a list ten, and no more when it grows.

Counted in a process that has served a while: site, menu, identity and vocabulary are in its memory.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lane import memory
from pages.models import CaseIndexPage, NewsIndexPage, ToolboxPage, ToolPage
from tests.factories import pages as make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_running")]

LEAF = 6
LISTING = 10


def queries(client, address):
    client.get(address)  # content types and site roots are looked up once a process
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return [query["sql"] for query in captured]


def by_code(tools):
    return sorted(tools, key=lambda tool: tool.code_order)


@pytest.mark.parametrize(
    ("factory", "index"),
    [
        (make.ToolPageFactory, ToolboxPage),
        (make.CasePageFactory, CaseIndexPage),
        (make.ArticlePageFactory, NewsIndexPage),
    ],
)
def test_a_list_of_thirty_costs_what_a_list_of_three_costs(client, factory, index):
    for _ in range(3):
        factory(cover=make.image())
    few = queries(client, index.objects.get().url)
    for _ in range(27):
        factory(cover=make.image())
    memory.forget()
    many = queries(client, index.objects.get().url)
    assert len(many) == len(few) <= LISTING, "\n".join(many)
    assert len(queries(client, "/")) <= LISTING


def test_a_tool_with_many_neighbours_and_cases_stays_in_its_budget(client):
    tools = [make.ToolPageFactory(cover=make.image()) for _ in range(12)]
    middle = ToolPage.objects.get(pk=tools[5].pk)
    middle.before, middle.after = tools[:5], tools[6:9]
    middle.save()
    for tool in tools[9:]:
        tool.before = [middle]
        tool.save()
    for _ in range(8):
        make.CasePageFactory(tools_used=tools, cover=make.image())
    asked = queries(client, middle.url)
    assert len(asked) <= LEAF, "\n".join(asked)
    response = client.get(middle.url)
    assert response.context["before"] == by_code(tools[:5])
    assert response.context["after"] == by_code(tools[6:])


def test_an_article_with_many_cards_and_links_stays_in_its_budget(client):
    tools = [make.ToolPageFactory(cover=make.image()) for _ in range(6)]
    link = '<p><a linktype="page" id="{}">a tool</a></p>'
    body = [("card", tool) for tool in tools]
    body += [("paragraph", link.format(tool.pk)) for tool in tools]
    article = make.ArticlePageFactory(body=body, cover=make.image())
    asked = queries(client, article.url)
    assert len(asked) <= LEAF, "\n".join(asked)
