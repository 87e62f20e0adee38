"""Lists, facets and the map: counts are right, addresses can be shared, little is asked."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from community.directory.actions import rebuild, refresh_entries
from community.directory.country_map import draw, shade_of
from community.directory.listing import find, read_question
from community.directory.models import Entry
from community.directory.readers import Reader, reader_of
from community.members.models import FIELDS, Affiliation, Audience, Profile
from vocabulary.models import Scheme

from .conftest import firm, person, term

pytestmark = pytest.mark.django_db

MEMBER = Reader(is_member=True)
OPEN = dict.fromkeys(FIELDS, "everyone")


def ask(query: str = "", reader: Reader = MEMBER, kind: str = "person"):
    return find(read_question(QueryDict(query), kind), kind, reader)


@pytest.fixture
def crowd(db):
    """Eight people: group, country, expertise and languages in all combinations that matter."""
    group = {code: term(Scheme.STAKEHOLDER_GROUP, code) for code in ("industry", "academia")}
    country = {code: term(Scheme.COUNTRY, code) for code in ("PT", "FI")}
    theme = {code: term(Scheme.THEME, code) for code in ("funding", "measuring")}
    return [
        person(
            f"Person {number}",
            stakeholder_group=group["industry" if number % 2 else "academia"],
            country=country["PT" if number < 5 else "FI"],
            expertise=[theme["funding"]] if number % 3 else list(theme.values()),
            languages=["pt", "en"] if number < 4 else ["fi"],
            headline=f"Number {number} of the crowd",
            visibility=OPEN,
        )
        for number in range(8)
    ]


def expected(people, **asked):
    """Return by plain Python how many fit, leaving out what is None."""
    tests = {
        "group": lambda one, code: one.profile.stakeholder_group.code == code,
        "country": lambda one, code: one.profile.country.code == code,
        "expertise": lambda one, code: one.profile.expertise.filter(code=code).exists(),
        "language": lambda one, code: code in one.profile.languages,
    }
    return sum(
        all(any(tests[name](one, code) for code in codes) for name, codes in asked.items())
        for one in people
    )


QUESTIONS = [
    {},
    {"group": ["industry"]},
    {"group": ["industry", "academia"]},
    {"country": ["PT"], "group": ["industry"]},
    {"country": ["PT", "FI"], "expertise": ["measuring"]},
    {"expertise": ["measuring", "funding"], "language": ["pt"]},
    {"group": ["academia"], "country": ["FI"], "language": ["fi", "en"], "expertise": ["funding"]},
]


@pytest.mark.parametrize("words", ["", "q=crowd"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_counts_say_what_choosing_a_value_would_bring(crowd, question, words):
    query = "&".join([words, *(f"{name}={value}" for name in question for value in question[name])])
    found = ask(query)
    assert found.total == expected(crowd, **question)
    assert len(found.cards) == found.total
    for facet in found.facets:
        others = {name: values for name, values in question.items() if name != facet.name}
        for choice in facet.choices:
            brings = expected(crowd, **others, **{facet.name: [choice.value]})
            assert choice.count == brings, (facet.name, choice.value)
            assert choice.is_chosen == (choice.value in question.get(facet.name, []))


def test_an_address_says_everything_and_unknown_values_are_left_out(crowd, client):
    found = ask("group=industry&country=PT&country=XX&group=;drop&page=nonsense&q=%00crowd")
    assert found.query.querystring() == "?q=crowd&group=industry&country=PT"
    answer = client.get("/community/people/" + found.query.querystring())
    main = answer.content.decode()
    assert "Person 1" in main
    assert "Person 0" not in main
    assert re.search(r'name="country" value="PT" checked', main)


def test_a_colleague_stands_in_the_list_once_with_what_colleagues_see(db):
    place = firm()
    secret = {"visibility": {"country": "organisation"}}
    mate = person("Mate One", at=place, **secret)
    person("Other Two", **secret)
    reader = reader_of(person("Reader Three", at=place))
    found = ask(reader=reader)
    assert [card.name for card in found.cards] == ["Mate One", "Other Two", "Reader Three"]
    assert found.total == 3
    # The country of the colleague is known, that of the other is not, the own one is.
    assert found.counts["country:PT"] == 2
    assert ask("country=PT", reader=reader).total == 2
    assert ask("country=PT").total == 1  # the reader's own, shown to members
    assert mate.profile.is_listed


def test_a_claim_that_nobody_confirmed_opens_nothing(db):
    place = firm()
    person("Mate One", at=place, visibility={"country": "organisation"})
    claimant = person("Clara Claimant")
    Affiliation.objects.create(user=claimant, organisation=place)
    assert reader_of(claimant) == MEMBER
    assert ask("country=PT", reader=reader_of(claimant)).total == 1  # herself


def test_whoever_is_suspended_or_no_longer_listed_leaves(crowd):
    crowd[0].is_active = False
    crowd[0].save()
    Profile.objects.filter(user=crowd[1]).update(is_listed=False)
    refresh_entries([crowd[0].pk, crowd[1].pk])
    assert ask().total == 6
    assert not Entry.objects.filter(user__in=crowd[:2]).exists()


def test_a_rebuild_finds_what_nobody_told(crowd):
    Profile.objects.filter(user=crowd[0]).update(is_listed=False)
    Entry.objects.filter(user=crowd[1]).delete()
    assert rebuild().people == 8
    assert ask().total == 7


def test_pages_show_everybody_once_in_order(db):
    people = [person(f"Äda {number:02}") for number in range(30)]
    names = [card.name for page in (1, 2) for card in ask(f"page={page}").cards]
    assert names == [one.name for one in people]
    assert not ask("page=60").cards


@pytest.mark.parametrize("query", ["", "?group=industry&country=PT", "?q=crowd&language=pt"])
def test_a_list_asks_little(client_of, crowd, query, django_assert_max_num_queries):
    browser = client_of(crowd[0])
    browser.get("/community/people/")
    with django_assert_max_num_queries(12):
        assert browser.get(f"/community/people/{query}").status_code == 200


def test_all_facets_and_cards_come_by_one_statement(crowd):
    from community.directory.labels import labels_of

    labels_of("person")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask("group=industry&country=PT")
    assert len([one for one in queries if "directory_entry" in one["sql"]]) == 1


@pytest.mark.parametrize(
    "address", ["/community/", "/community/people/", "/community/organisations/"]
)
def test_a_visitor_gets_no_cookie_and_a_member_s_page_is_kept_by_nobody(client_of, crowd, address):
    answer = client_of().get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "no-store" in client_of(crowd[0]).get(address)["Cache-Control"]


@pytest.mark.parametrize(
    "text",
    ["'", '"><script>', "\\", "a&!|():*", "-" * 300, "%", "é" * 300, "\u202eabc", "@members"],
)
def test_whatever_is_typed_is_answered_and_never_breaks_out(client_of, crowd, text):
    browser = client_of(crowd[0])
    for address in ("/community/", "/community/people/", "/community/organisations/"):
        answer = browser.get(address, {"q": text, "country": text, "page": text})
        assert answer.status_code == 200
        assert (
            "<script>" not in answer.content.decode().partition("<main")[2].partition("</main")[0]
        )
    assert browser.get("/community/suggest/", {"q": text}).status_code == 200


def test_suggestions_are_limited(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"directory.suggest": "2/m"}
    answers = [client.get("/community/suggest/?q=ab").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_the_map_links_to_lists_and_the_table_has_the_same_numbers(crowd, client_of):
    page = client_of(crowd[0]).get("/community/").content.decode()
    assert 'aria-label="Portugal: 5"' in page
    assert "/community/people/?country=PT" in page
    row = page.partition('<th scope="row">Portugal</th>')[2].partition("</tr>")[0]
    assert ">5<" in row


def test_shades_run_from_the_fewest_to_the_most():
    assert [shade_of(count, 100) for count in (0, 1, 4, 12, 34, 100)] == [0, 1, 2, 3, 4, 4]
    assert shade_of(1, 1) == 4
    assert draw({}, {"PT": "Portugal"}).tiles[0].shade == 0


def test_organisations_are_found_by_facets_as_well(client):
    pt, fi = term(Scheme.COUNTRY, "PT"), term(Scheme.COUNTRY, "FI")
    firm("Kiln Works", country=pt, kind=term(Scheme.STAKEHOLDER_GROUP, "industry"))
    firm("Oven House", country=fi, description="Bread for all")
    firm("Hidden Hut", is_confirmed=False)
    found = ask(kind="organisation")
    assert [card.name for card in found.cards] == ["Kiln Works", "Oven House"]
    assert found.counts == {"country:PT": 1, "country:FI": 1, "type:industry": 1}
    page = client.get("/community/organisations/?q=bread").content.decode()
    assert "Oven House" in page
    assert "Kiln Works" not in page
    assert client.get("/community/organisations/hidden-hut/").status_code == 404


def test_a_filtered_count_is_never_more_than_the_class_may_see(crowd):
    """The sum over all values tells nothing either: hidden values are in no count at all."""
    Profile.objects.filter(user__in=crowd).update(
        visibility={"headline": Audience.EVERYONE, "country": "nobody"}
    )
    refresh_entries([one.pk for one in crowd])
    for query in ("", "group=industry", "q=crowd"):
        assert not [value for value in ask(query).counts if value.startswith("country:")]
    assert ask("country=PT").total == 0
