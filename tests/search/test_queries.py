"""The index finds what is meant, to whom it belongs, and counts it right."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser, Group

from search import statements
from search.queries import Query, find

FACETS = ("kind", "language", "first", "second")


def titles(text: str = "", viewer=None, **fields) -> list[str]:
    return [row.title for row in find(Query(text=text, facets=FACETS, **fields), viewer).rows]


def counts(found) -> dict[str, dict[str, int]]:
    return {one.name: {c.value: c.count for c in one.choices} for one in found.facets}


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        ("en", "Sharing licences with universities", "university licence share"),
        ("fr", "Les étapes de l’innovation ouverte", "etape innovations"),
        ("de", "Öffnung für Lösungen von außen", "offnung losung"),
        ("es", "Colaboración entre pequeñas empresas", "colaboracion pequena empresa"),
        ("it", "Le attività delle società", "attivita societa"),
        ("pl", "Otwarte innowacje Łódź", "innowacje łódź"),
    ],
)
def test_stems_and_accents_are_forgiven_in_each_language(shelf, stocked, language, written, asked):
    shelf.put(1, written, language=language)
    shelf.put(2, "Something else", language=language)
    stocked()
    assert titles(asked) == [written]


def test_operators_mean_what_they_say(shelf, stocked):
    shelf.put(1, "open door")
    shelf.put(2, "door that is open")
    shelf.put(3, "window")
    stocked()
    assert titles('"open door"') == ["open door"]
    assert titles("open -that") == ["open door"] or titles('door -"open door"') == [
        "door that is open"
    ]
    assert set(titles("window OR door")) == {"open door", "door that is open", "window"}


def test_a_title_comes_before_a_summary_and_a_summary_before_a_text(shelf, stocked):
    shelf.put(1, "Text", body="about licences")
    shelf.put(2, "Summary", summary="about licences")
    shelf.put(3, "Licences")
    stocked()
    assert titles("licences") == ["Licences", "Summary", "Text"]


def test_the_readers_language_comes_first(shelf, stocked):
    for language in ("de", "en", "fr"):
        shelf.put(1, f"Innovation {language}", language=language)
    stocked()
    for language in ("de", "en", "fr"):
        assert titles("innovation", language=language)[0] == f"Innovation {language}"


def test_the_newer_of_two_equals_comes_first(shelf, stocked):
    shelf.put(1, "Pilot", dated=datetime(2016, 5, 1, tzinfo=UTC), url="/old/")
    shelf.put(2, "Pilot", dated=datetime(2026, 5, 1, tzinfo=UTC), url="/new/")
    stocked()
    found = find(Query(text="pilot"))
    assert [row.url for row in found.rows] == ["/new/", "/old/"]


def test_orders_are_kept(shelf, stocked):
    shelf.put(1, "b", rank=1, dated=datetime(2020, 1, 1, tzinfo=UTC))
    shelf.put(2, "A", rank=3, dated=datetime(2022, 1, 1, tzinfo=UTC))
    shelf.put(3, "c", rank=2)
    stocked()
    assert titles(sort="title") == ["A", "b", "c"]
    assert titles(sort="order") == ["b", "c", "A"]
    assert titles(sort="newest") == ["A", "b", "c"]


def test_counts_are_those_of_a_plain_count_whatever_is_chosen(shelf, stocked):
    dice = random.Random(7)
    for number in range(60):
        shelf.put(
            number,
            f"Thing {number}",
            kind=dice.choice(["tool", "case"]),
            body="rare" if number % 3 else "",
            facets={
                "first": {dice.choice("abc") for _ in range(2)},
                "second": {dice.choice("def")},
            },
        )
    stocked()
    rows = list(shelf.stock.values())

    def fits(row, chosen, without=None):
        return all(
            {row.kind} & {*values} if name == "kind" else set(row.facets[name]) & {*values}
            for name, values in chosen.items()
            if values and name != without
        )

    for first, second, text in product([(), ("a",), ("a", "c")], [(), ("d", "e")], ["", "rare"]):
        chosen = {"first": first, "second": second}
        found = find(Query(text=text, chosen=chosen, facets=FACETS))
        match = [row for row in rows if not text or text in row.body]
        assert found.total == sum(fits(row, chosen) for row in match)
        for name, letters in (("first", "abc"), ("second", "def")):
            for letter in letters:
                expected = sum(
                    letter in row.facets[name] for row in match if fits(row, chosen, without=name)
                )
                assert counts(found)[name].get(letter, 0) == expected


def test_a_chosen_value_stays_to_be_taken_away_when_it_brings_nothing(shelf, stocked):
    shelf.put(1, "Thing", facets={"first": ["a"]})
    stocked()
    found = find(Query(chosen={"first": ("b",)}, facets=FACETS))
    assert found.total == 0
    assert [chip.label for chip in found.applied] == ["B"]
    assert counts(found)["first"] == {"a": 1, "b": 0}


def test_a_value_that_does_not_exist_is_as_if_not_chosen(shelf, stocked):
    shelf.put(1, "Thing", facets={"first": ["a"]})
    stocked()
    assert find(Query(chosen={"first": ("zzz",)}, facets=FACETS)).total == 1


def test_everyone_finds_only_what_they_may_see(shelf, stocked, bob, ada):
    group = Group.objects.create(name="Board")
    shelf.put(1, "For all")
    shelf.put(2, "For members", audience=("member",))
    shelf.put(3, "For the board", audience=(f"group:{group.pk}",))
    stocked()
    assert set(titles()) == {"For all"}
    assert set(titles(viewer=AnonymousUser())) == {"For all"}
    assert set(titles(viewer=bob)) == {"For all", "For members"}
    bob.groups.add(group)
    assert set(titles(viewer=bob)) == {"For all", "For members", "For the board"}
    ada.is_superuser = True
    assert len(titles(viewer=ada)) == 3
    assert counts(find(Query(facets=("kind",))))["kind"] in ({}, {"tool": 1})


HOSTILE = [
    "\x00",
    "'",
    '"',
    '"unbalanced',
    "((((",
    ") | (",
    "!!",
    "&&&",
    ":*",
    "a:*",
    "<->",
    "-",
    "--",
    "-a",
    "the",
    "the and of",
    "OR",
    "OR OR",
    "%",
    "%s",
    "{0}",
    "\\",
    "'; DROP TABLE search_entry; --",
    "🙂",
    "\u202e\u200b",
    "ﷺ",
    "a" * 10_000,
    "-" * 200,
    '"' * 199,
    "x " * 5_000,
    "1/2 @en '@en'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_gets_an_answer(shelf, stocked, text):
    from django.http import QueryDict

    from search.queries import read_query
    from search.suggestions import corrected, suggest

    shelf.put(1, "Open door", body="the door")
    stocked()
    params = QueryDict(mutable=True)
    params["q"] = text
    for sort in ("", "newest", "title"):
        params["sort"] = sort
        assert find(read_query(params, facets=FACETS, snippets=True)).total >= 0
    suggest(text, language="en")
    corrected(text[:200])


def test_beyond_the_last_page_there_is_a_clear_answer(shelf, stocked):
    shelf.put(1, "Thing")
    stocked()
    found = find(Query(page=51))
    assert found.is_too_deep
    assert not found.rows
    assert found.total == 1


def test_all_pages_together_show_everything_once(shelf, stocked):
    for number in range(230):
        shelf.put(number, f"Thing {number}", body="same words")
    stocked()
    query = Query(text="same", size=20)
    pages = [find(replace(query, page=number)) for number in range(1, 13)]
    shown = [row.key for found in pages for row in found.rows]
    assert len(shown) == len(set(shown)) == 230


def test_a_word_that_is_everywhere_is_counted_up_to_a_limit(shelf, stocked, monkeypatch):
    for number in range(12):
        shelf.put(number, "Same")
    stocked()
    monkeypatch.setattr(statements, "HITS_LIMIT", 10)
    monkeypatch.setattr("search.queries.HITS_LIMIT", 10)
    found = find(Query(text="same"))
    assert found.is_more
    assert found.total == 10
    assert found.total_text == "More than 10 results"


def test_a_passage_shows_the_words_and_no_markup_of_the_text(shelf, stocked):
    shelf.put(1, "Thing", body="before <script>alert(1)</script> the licence & after")
    stocked()
    row = find(Query(text="licence", snippets=True)).rows[0]
    assert "<mark>licence</mark>" in row.snippet
    assert "<script>" not in row.snippet
    assert "&lt;script&gt;" in row.snippet or "script" not in row.snippet


def test_the_question_is_one_statement(shelf, stocked, django_assert_num_queries):
    for number in range(30):
        shelf.put(number, f"Door {number}", facets={"first": ["a"]})
    stocked()
    with django_assert_num_queries(2):  # and one for the labels of the vocabulary
        found = find(Query(text="door", facets=("kind", "first", "stage"), snippets=True))
        assert len([row.card.title for row in found.rows]) == 20
    with django_assert_num_queries(1):
        find(Query(text="door"), labels={})


def test_cards_come_out_of_the_index_as_lists_show_them(shelf, stocked):
    picture = {"fill-900x600": {"jpeg": {"url": "/p.jpg", "width": 9, "height": 6}}}
    card = {
        "kicker": "France",
        "meta": ["3 h"],
        "groups": [{"code": "policy", "label": "Policy"}],
        "starts": "2026-03-01T10:00:00+01:00",
        "image": picture,
        "unknown": "ignored",
    }
    shelf.put(1, "Thing", summary="What it is", card=card)
    stocked()
    shown = find(Query()).rows[0].card
    assert (shown.title, shown.text, shown.kicker) == ("Thing", "What it is", "France")
    assert shown.groups[0].label == "Policy"
    assert shown.starts.hour == 10
    assert shown.image.existing_pictures("fill-900x600")["jpeg"].url == "/p.jpg"
