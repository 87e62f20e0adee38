"""The bitmaps: the same as a full count after whatever happened, for every circle of readers."""

from collections import Counter
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.directory import statements
from community.directory.actions import rebuild, refresh_entries
from community.directory.listing import find, read_question, suggest
from community.directory.models import CHUNK, EVERYONE, MEMBERS, Bitmap, Entry
from community.directory.readers import VISITOR, Reader, reader_of
from community.members.models import FIELDS, Affiliation, Profile, User
from vocabulary.models import Scheme

from .conftest import firm, person, term

pytestmark = pytest.mark.django_db

MEMBER = Reader(is_member=True)
VALUES = {
    "group": ("industry", "academia"),
    "country": ("PT", "FI"),
    "expertise": ("funding", "measuring"),
    "language": ("pt", "fi", "en"),
}


def kept() -> set[tuple[str, str, str, int]]:
    """Return kind, class, value and owner of every bit that is set."""
    return {
        (row.kind, row.audience, row.value, row.chunk * CHUNK + place)
        for row in Bitmap.objects.all()
        for place, bit in enumerate(row.bits)
        if bit == "1"
    }


def counted() -> set[tuple[str, str, str, int]]:
    """Return the same out of the entries."""
    return {
        (entry.kind, entry.audience, value, entry.user_id or entry.organisation_id)
        for entry in Entry.objects.filter(audience__in=[EVERYONE, MEMBERS])
        for value in ["", *entry.facets]
    }


def expected(reader: Reader, chosen: dict[str, list[str]]) -> tuple[list[str], Counter[str]]:
    """Return by plain Python the names in the list, and what each value would bring."""
    entries = [
        entry
        for branch in reader.branches("person")
        for entry in Entry.objects.filter(kind="person", audience=branch.audience)
        if branch.without is None or entry.colleagues != branch.without
    ]

    def fits(entry: Entry, leaving_out: str = "") -> bool:
        return all(
            {f"{name}:{value}" for value in values} & set(entry.facets)
            for name, values in chosen.items()
            if name != leaving_out
        )

    counts = Counter(
        value for entry in entries for value in entry.facets if fits(entry, value.partition(":")[0])
    )
    return sorted(entry.name for entry in entries if fits(entry)), counts


@pytest.fixture
def people(db) -> list[User]:
    """Six people, so that each may be anything."""
    return [person(f"Person {number}") for number in range(6)]


@pytest.fixture
def places(db):
    return [firm("Kiln Works"), firm("Oven House")]


visibilities = st.fixed_dictionaries(
    dict.fromkeys(FIELDS, st.sampled_from(["everyone", "members", "organisation", "nobody"]))
)
lives = st.fixed_dictionaries(
    {
        "is_listed": st.booleans(),
        "group": st.sampled_from([None, *VALUES["group"]]),
        "country": st.sampled_from([None, *VALUES["country"]]),
        "expertise": st.sets(st.sampled_from(VALUES["expertise"])),
        "language": st.sets(st.sampled_from(VALUES["language"])),
        "visibility": visibilities,
        "place": st.sampled_from([None, 0, 1]),
        "is_gone": st.integers(0, 9).map(lambda number: number == 0),
    }
)
questions = st.fixed_dictionaries(
    {}, optional={name: st.sets(st.sampled_from(VALUES[name]), min_size=1) for name in VALUES}
)


def live(user: User, life: dict, places) -> None:
    """Let somebody become what a life says."""
    group, country = life["group"], life["country"]
    profile = Profile.objects.get(user=user)
    profile.is_listed, profile.visibility = life["is_listed"], life["visibility"]
    profile.stakeholder_group = group and term(Scheme.STAKEHOLDER_GROUP, group)
    profile.country = country and term(Scheme.COUNTRY, country)
    profile.languages = sorted(life["language"])
    profile.organisation = "Somewhere"
    profile.save()
    profile.expertise.set([term(Scheme.THEME, code) for code in life["expertise"]])
    Affiliation.objects.filter(user=user).delete()
    if life["place"] is not None:
        state = Affiliation.State.BY_STEWARD
        place = places[life["place"]]
        Affiliation.objects.create(user=user, organisation=place, state=state)
    User.objects.filter(pk=user.pk).update(is_active=not life["is_gone"])
    refresh_entries([user.pk])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    changes=st.lists(st.tuples(st.integers(0, 5), lives), min_size=4, max_size=12),
    asked=st.lists(questions, min_size=3, max_size=3),
)
def test_after_any_changes_every_reader_counts_what_a_full_count_finds(
    people, places, changes, asked
):
    for number, life in changes:
        live(people[number], life, places)
    assert kept() == counted()
    readers = [VISITOR, MEMBER, *(Reader(is_member=True, organisation_id=at.pk) for at in places)]
    for reader, chosen in product(readers, asked):
        params = QueryDict(mutable=True)
        for name, values in chosen.items():
            params.setlist(name, sorted(values))
        found = find(read_question(params, "person"), "person", reader)
        with pytest.MonkeyPatch.context() as patched:  # the other way to the same list
            patched.setattr(statements, "FEW", -1)
            walked = find(read_question(params, "person"), "person", reader)
        assert walked == found
        names, counts = expected(reader, {name: sorted(values) for name, values in chosen.items()})
        assert [card.name for card in found.cards] == names
        assert found.total == len(names)
        assert {value: count for value, count in found.counts.items() if count} == counts
        by_words = params.copy()
        by_words["q"] = "person"  # which everybody's name has
        again = find(read_question(by_words, "person"), "person", reader)
        assert [card.name for card in again.cards] == names
        assert (again.total, again.is_more, again.counts) == (found.total, False, found.counts)


def test_a_rebuild_makes_the_same_bits_and_mends_wrong_ones(people):
    right = kept()
    assert right
    Bitmap.objects.filter(value="country:PT").delete()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_bitmap SET bits = ~bits WHERE value = ''")
    assert kept() != right
    rebuild()
    assert kept() == right


def test_ids_of_any_size_have_their_place(db):
    """The first and the last bit of a chunk, its neighbour, and an id far away."""
    numbers = (CHUNK - 1, CHUNK, 2 * CHUNK, 60 * CHUNK + 63)
    for number in numbers:
        person(f"Number {number}", pk=number)
    assert kept() == counted()
    for query in ("", "country=PT", "q=number", "q=number&country=PT"):
        found = find(read_question(QueryDict(query), "person"), "person", MEMBER)
        assert found.total == len(found.cards) == len(numbers), query


@pytest.fixture
def crowd(db):
    """Nine people with the same word, three of them in Finland."""
    pt, fi = term(Scheme.COUNTRY, "PT"), term(Scheme.COUNTRY, "FI")
    return [
        person(f"Person {number}", country=fi if number < 3 else pt, headline="Tiles")
        for number in range(9)
    ]


def test_of_a_common_word_no_more_is_read_and_the_page_says_so(crowd, client_of, monkeypatch):
    monkeypatch.setattr(statements, "READ_LIMIT", 4)
    found = find(read_question(QueryDict("q=tiles"), "person"), "person", MEMBER)
    assert (found.total, found.is_more, len(found.cards)) == (4, True, 5)
    assert found.total_text == "More than 4 people"
    page = client_of(crowd[0]).get("/community/people/?q=tiles").content.decode()
    assert "More than 4 people" in page
    assert '<data value="3">3+</data>' in page


def test_a_choice_among_many_hits_is_read_to_the_end(crowd, monkeypatch):
    monkeypatch.setattr(statements, "READ_LIMIT", 4)
    query = read_question(QueryDict("q=tiles&country=FI"), "person")
    found = find(query, "person", MEMBER)
    assert (found.total, found.is_more, len(found.cards)) == (3, False, 3)
    assert found.counts["country:FI"] == 3
    by_name = {facet.name: facet.choices for facet in found.facets}
    marks = {choice.value: choice.is_partial for choice in by_name["country"]}
    assert marks == {"FI": False, "PT": True}
    assert not any(choice.is_partial for choice in by_name["group"])


@pytest.mark.parametrize("text", ["@country:PT", "'@country:PT'", "@members", "=5", '"=5"'])
def test_what_stands_among_the_words_without_being_one_cannot_be_asked_for(crowd, text):
    params = QueryDict(mutable=True)
    params["q"] = text
    assert find(read_question(params, "person"), "person", MEMBER).total == ("5" in text)


def test_names_are_suggested_by_their_beginnings_and_by_nothing_else(crowd):
    reader = reader_of(crowd[0])
    assert {one["title"] for one in suggest("pers", reader)} <= {one.name for one in crowd}
    assert len(suggest("person 3", reader)) == 1
    assert suggest("tile", reader) == []
    assert suggest("country", reader) == []
