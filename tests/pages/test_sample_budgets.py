"""Every page of the sample site stays in its budget; apart, for the sample fills the tree."""

import pytest

from lane import memory
from tests.pages.test_budgets import LEAF, LISTING, queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("long_running")]

LISTS = ("/", "/toolbox/", "/toolbox/?stage=follow-up", "/cases/", "/news/")
LEAVES = (
    "/toolbox/need-statement/",
    "/toolbox/heads-of-terms/",
    "/cases/panel-maker-licenses-foaming/",
    "/cases/grower-second-challenge-worked/",
    "/news/the-first-90-days/",
    "/news/seven-clauses-before-the-first-prototype/",
    "/for-firms/",
    "/for-civil-society/",
    "/about/",
    "/privacy/",
    "/accessibility/",
)


def test_every_page_of_the_sample_site_stays_in_its_budget_and_sets_no_cookie(sample, client):
    memory.forget()  # what was kept while the sample was written
    for address in (*LISTS, *LEAVES):
        asked = queries(client, address)
        budget = LISTING if address in LISTS else LEAF
        assert len(asked) <= budget, "\n".join([address, *asked])
        response = client.get(address)
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
