"""The search page and the suggestions, as a browser asks for them."""

import json

import pytest
from django.urls import reverse

from search import actions
from search.models import Demand, Promotion
from tests.factories.pages import StandardPageFactory, home_page

SEARCH = "/search/"


@pytest.fixture
def doors(shelf):
    """Thirty things about doors, and a prototype."""
    home_page()
    for number in range(30):
        shelf.put(
            number, f"Open door {number}", summary="About doors.", facets={"stage": ["follow-up"]}
        )
    shelf.put(99, "Prototype", kind="case", language="fr", url="/fr/prototype/")
    actions.rebuild()
    return shelf


def test_the_page_without_words_says_how_to_search(client, doors):
    page = client.get(SEARCH).content.decode()
    assert "Tips" in page
    assert 'name="robots" content="noindex, follow"' in page
    assert "?kind=tool" in page


def test_results_stand_with_their_number_and_their_pages(client, doors):
    page = client.get(SEARCH, {"q": "door"}).content.decode()
    assert "30 results" in page
    assert "Open door" in page
    assert "page=2" in page
    assert '<link rel="canonical" href="http://testserver/search/?q=door">' in page


def test_the_canonical_address_leaves_out_what_means_nothing(client, doors):
    page = client.get(SEARCH + "?sort=&utm_source=x&q=door&page=1&kind=").content.decode()
    assert '<link rel="canonical" href="http://testserver/search/?q=door">' in page


def test_a_mistyped_word_is_forgiven(client, doors):
    page = client.get(SEARCH, {"q": "protoype"}).content.decode()
    assert "These are the results for <b>prototype</b>" in page
    assert "/fr/prototype/" in page


def test_where_nothing_is_found_the_page_says_what_to_do(client, doors):
    page = client.get(SEARCH, {"q": "zzzzzzz"}).content.decode()
    assert "Nothing here has these words" in page


def test_too_deep_a_page_has_a_way_back(client, doors):
    page = client.get(SEARCH, {"q": "door", "page": "51"}).content.decode()
    assert "One thousand results are the most" in page


def test_what_editors_promote_stands_on_top(client, doors, shelf):
    page = StandardPageFactory(title="Licences")
    from search import registry

    promoted = registry.Row(
        key=str(page.pk), language="en", kind="page", title="Licences", url="/licences/"
    )
    from search.writing import write_rows

    write_rows("pages", [promoted])
    Promotion.objects.create(words="Brevet, door handles", page=page, text="Start here.")
    body = client.get(SEARCH, {"q": "Dóor handles"}).content.decode()
    assert "Chosen by the editors" in body
    assert "Start here." in body
    assert "Chosen by the editors" not in client.get(SEARCH, {"q": "door"}).content.decode()


def test_a_search_is_counted_once_without_anything_personal(client, doors):
    client.get(SEARCH, {"q": "Dóor"})
    client.get(SEARCH, {"q": "door", "page": "2"})
    client.get(SEARCH, {"q": "door", "kind": "tool"})
    client.get(SEARCH, {"q": "zzzzzzz"})
    client.get(SEARCH, {"q": "ann@example.org"})
    counted = Demand.objects.order_by("text").values_list("text", "searches", "in_vain")
    assert list(counted) == [("door", 1, 0), ("zzzzzzz", 1, 1)]


def test_the_page_takes_ten_queries_at_most(client, doors, django_assert_max_num_queries):
    client.get(SEARCH)
    for query in ({"q": "door"}, {"q": "protoype"}, {"kind": "tool"}, {}):
        with django_assert_max_num_queries(10):
            client.get(SEARCH, query)


def test_a_suggestion_takes_one_query(client, doors, django_assert_num_queries):
    with django_assert_num_queries(1):
        answer = client.get(reverse("search:suggest"), {"q": "open do"})
    found = json.loads(answer.content)["suggestions"]
    assert len(found) == 7
    assert found[0]["title"].startswith("Open door")
    assert answer["Cache-Control"] == "max-age=60, public"
    assert not answer.cookies


def test_a_mistyped_suggestion_is_a_word_to_look_for(client, doors):
    found = client.get(reverse("search:suggest"), {"q": "protoytpe"}).json()["suggestions"]
    assert {"title": "prototype", "url": "", "kind": "", "language": ""} in found


@pytest.mark.parametrize("text", ["", "a", "%", "\x00", "x" * 5_000, "'; --", "🙂🙂", "a:* & b"])
def test_suggestions_answer_whatever_is_typed(client, doors, text):
    answer = client.get(reverse("search:suggest"), {"q": text})
    assert answer.status_code == 200
    assert isinstance(answer.json()["suggestions"], list)


@pytest.mark.parametrize(
    "query",
    [
        "q=%00%ff%fe",
        "page=-1",
        "page=99999999999999999999",
        "sort='",
        "kind=" + "&kind=".join("x" * 1000),
        "q=" + "-" * 3000,
        "stage=%27&theme=%00&group=..&language=xx",
        "q=%22&page=2&sort=title",
    ],
)
def test_every_wrong_parameter_gets_an_answer(client, doors, query):
    assert client.get(f"{SEARCH}?{query}").status_code == 200


def test_members_find_what_visitors_do_not(client, doors, bob):
    doors.put(7, "Members only", audience=("member",))
    actions.rebuild()
    assert "Members only" not in client.get(SEARCH, {"q": "members only"}).content.decode()
    client.force_login(bob)
    assert "Members only" in client.get(SEARCH, {"q": "members only"}).content.decode()


def test_the_page_speaks_the_readers_language(client, doors):
    assert client.get("/fr/search/", {"q": "prototype"}).status_code == 200


def test_every_page_has_the_box(client, doors):
    assert 'action="/search/"' in client.get(SEARCH).content.decode()
