"""Every channel by every viewer for every field: nothing private shows, nor can be inferred."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.base import ContentFile

from community.directory.actions import refresh_entries
from community.directory.listing import find, read_question
from community.directory.models import Entry
from community.directory.readers import reader_of
from community.members.models import FIELDS, Audience, Profile, Trust, User
from community.members.rights import export_person
from search.actions import refresh_due
from search.queries import find as find_in_site
from search.questions import Query
from tests.factories.pages import home_page
from vocabulary.models import Scheme

from .conftest import firm, person, term

pytestmark = pytest.mark.django_db

VIEWERS = ("anonymous", "member", "colleague", "claimant", "owner", "steward")
# In which circle around the owner each viewer stands.
CIRCLES = {
    "anonymous": {"everyone"},
    "member": {"everyone", "members"},
    "claimant": {"everyone", "members"},
    "steward": {"everyone", "members"},
    "colleague": {"everyone", "members", "organisation"},
    "owner": {"everyone", "members", "organisation", "nobody"},
}


@dataclass(frozen=True)
class Told:
    """What stands in a field: the value, how a page says it, a word that finds it, its facet."""

    value: Any
    page: str
    word: str = ""
    facet: str = ""


TOLD = {
    "photo": Told("people/qqphoto.webp", "qqphoto"),
    "headline": Told("Qqheadline builder", "Qqheadline", "qqheadline"),
    "biography": Told("Qqbiography of a life", "Qqbiography", "qqbiography"),
    "stakeholder_group": Told("policy", "Policy", "policy", "group:policy"),
    "organisation": Told("Qqkiln Works", "Qqkiln Works", "qqkiln"),
    "role": Told("Qqrole keeper", "Qqrole", "qqrole"),
    "country": Told("MT", "Malta", "malta", "country:MT"),
    "languages": Told(["mt"], "", "", "language:mt"),
    "expertise": Told("measuring", "Measuring OI", "measuring", "expertise:measuring"),
    "interests": Told("living-labs", "Living labs and citizens", "citizens"),
    "links": Told([{"label": "Qqlink", "url": "https://qqlink.example.org/"}], "qqlink.example"),
    "orcid": Told("0000-0002-1825-0097", "0000-0002-1825-0097", "0000-0002-1825-0097"),
}


@pytest.fixture
def place(db):
    return firm("Qqkiln Works")


@pytest.fixture
def owner(place) -> User:
    """Somebody who has told everything and shows, so far, the headline alone."""
    user = person(
        "Olga Owner",
        at=place,
        stakeholder_group=term(Scheme.STAKEHOLDER_GROUP, "policy"),
        country=term(Scheme.COUNTRY, "MT"),
        expertise=[term(Scheme.THEME, "measuring")],
        headline=TOLD["headline"].value,
        biography=TOLD["biography"].value,
        biography_html="<p>Qqbiography of a life</p>",
        role=TOLD["role"].value,
        languages=["mt"],
        links=TOLD["links"].value,
        orcid=TOLD["orcid"].value,
        photo=ContentFile(b"x", name="qqphoto.webp"),
    )
    user.profile.interests.set([term(Scheme.THEME, "living-labs")])
    return user


@pytest.fixture
def viewers(owner, place) -> dict[str, User | None]:
    """One viewer of each sort; none of them shows what the owner tells."""
    plain = {"stakeholder_group": term(Scheme.STAKEHOLDER_GROUP, "industry"), "is_listed": False}
    from community.members.models import Affiliation

    claimant = person("Clara Claimant", **plain)
    Affiliation.objects.create(user=claimant, organisation=place)
    return {
        "anonymous": None,
        "member": person("Mona Member", **plain),
        "colleague": person("Cora Colleague", at=place, **plain),
        "claimant": claimant,
        "owner": owner,
        "steward": person("Stella Steward", trust=Trust.STEWARD, **plain),
    }


def show(owner: User, **chosen: str) -> None:
    """Let the owner show these fields to these circles, and nothing else to anybody."""
    everything = dict.fromkeys(FIELDS, "nobody") | chosen
    Profile.objects.filter(user=owner).update(visibility=everything)
    refresh_entries([owner.pk])


def is_within(viewer: str, audience: str) -> bool:
    return audience in CIRCLES[viewer]


@pytest.mark.parametrize("audience", Audience.values)
@pytest.mark.parametrize("name", FIELDS)
def test_a_field_shows_on_the_page_to_its_circle_and_to_nobody_else(
    owner, viewers, client_of, name, audience
):
    others = "headline" if name != "headline" else "role"
    show(owner, **{others: "everyone", name: audience})
    for who, viewer in viewers.items():
        answer = client_of(viewer).get("/community/people/olga-owner/")
        assert answer.status_code == 200, who
        expected = TOLD[name].page or "Maltese"
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        assert (expected in main) is is_within(who, audience), (who, name, audience)


@pytest.mark.parametrize("audience", Audience.values)
@pytest.mark.parametrize("name", [name for name in FIELDS if TOLD[name].word])
def test_a_word_finds_only_in_fields_that_are_shown(owner, viewers, name, audience):
    others = "headline" if name != "headline" else "role"
    show(owner, **{others: "everyone", name: audience})
    for who, viewer in viewers.items():
        if who == "owner":
            continue  # the directory shows the owner what colleagues find, never what nobody does
        found = found_by(viewer, q=TOLD[name].word)
        assert ("Olga Owner" in found.names) is is_within(who, audience), (who, name, audience)
        assert found.total == (1 if is_within(who, audience) else 0), (who, name, audience)


@pytest.mark.parametrize("audience", Audience.values)
@pytest.mark.parametrize("name", [name for name in FIELDS if TOLD[name].facet])
def test_a_facet_counts_and_finds_only_what_is_shown(owner, viewers, name, audience):
    show(owner, headline="everyone", **{name: audience})
    facet, _colon, value = TOLD[name].facet.partition(":")
    for who, viewer in viewers.items():
        if who == "owner":
            continue
        expected = 1 if is_within(who, audience) else 0
        whole = found_by(viewer)
        assert whole.counts.get(TOLD[name].facet, 0) == expected, (who, name, audience)
        narrowed = found_by(viewer, **{facet: value})
        assert narrowed.total == expected, (who, name, audience)
        assert narrowed.counts.get(TOLD[name].facet, 0) == expected, (who, name, audience)


@pytest.mark.parametrize("audience", Audience.values)
def test_suggestions_and_lists_name_only_whom_the_viewer_may_meet(
    owner, viewers, client_of, audience
):
    show(owner, headline=audience)
    for who, viewer in viewers.items():
        # Members meet by name whoever wants to be found; strangers only who shows them something.
        meets = who != "anonymous" or audience == "everyone"
        browser = client_of(viewer)
        suggested = browser.get("/community/suggest/?q=olga").json()["suggestions"]
        assert bool(suggested) is meets, (who, audience)
        for address in ("/community/people/", "/community/", "/community/people/?q=olga"):
            main = browser.get(address).content.decode().partition("<main")[2]
            assert ("Olga Owner" in main) is meets, (who, audience, address)
            is_told = (is_within(who, audience) and who != "owner") or (
                who == "owner" and audience not in ("nobody",)
            )
            assert ("Qqheadline" in main) is is_told, (who, audience, address)


def test_a_suggestion_looks_at_names_alone(owner, viewers, client_of):
    show(owner, **dict.fromkeys(FIELDS, "everyone"))
    browser = client_of(viewers["member"])
    for word in ("qqheadline", "qqrole", "malta", "policy"):
        assert browser.get(f"/community/suggest/?q={word}").json() == {"suggestions": []}


@pytest.mark.parametrize("audience", Audience.values)
@pytest.mark.parametrize("name", [name for name in FIELDS if TOLD[name].word])
def test_the_search_of_the_site_finds_what_everyone_may_see_whoever_searches(
    owner, viewers, name, audience
):
    others = "headline" if name != "headline" else "role"
    show(owner, **{others: "everyone", name: audience})
    refresh_due(limit=500)
    indexed = {"headline", "biography", "organisation"}
    for who, viewer in viewers.items():
        query = Query(text=TOLD[name].word, kinds=("member",), facets=())
        titles = [row.title for row in find_in_site(query, viewer).rows]
        is_found = audience == "everyone" and name in indexed
        assert ("Olga Owner" in titles) is is_found, (who, name, audience)


def test_who_shows_nothing_to_everyone_is_not_in_the_search_of_the_site(owner, viewers):
    show(owner, headline="members")
    refresh_due(limit=500)
    for viewer in viewers.values():
        query = Query(text="olga", kinds=("member",), facets=())
        assert not find_in_site(query, viewer).rows


@pytest.mark.parametrize("audience", Audience.values)
def test_an_organisation_names_those_who_show_it_to_the_viewer(owner, viewers, client_of, audience):
    show(owner, headline="everyone", organisation=audience)
    for who, viewer in viewers.items():
        page = client_of(viewer).get("/community/organisations/qqkiln-works/").content.decode()
        main = page.partition("<main")[2]
        # Owners read the page as their colleagues do.
        meets = is_within("colleague" if who == "owner" else who, audience)
        assert ("Olga Owner" in main) is meets, (who, audience)


def test_a_row_holds_nothing_that_its_class_may_not_see(owner):
    """Whatever reads the table, by whatever mistake, finds no more than the class may see."""
    for name, told in TOLD.items():
        for audience in ("everyone", "members", "organisation", "nobody"):
            show(
                owner,
                **{"headline" if name != "headline" else "role": "everyone"} | {name: audience},
            )
            for entry in Entry.objects.filter(user=owner):
                row = " ".join([json.dumps(entry.card), *entry.facets, str(entry.vector)])
                circle = {"everyone": "anonymous", "members": "member"}.get(
                    entry.audience, "colleague"
                )
                words = [word for word in (told.word, told.facet) if word]
                if not is_within(circle, audience):
                    assert not [word for word in words if word in row.lower()], (name, audience)


def test_what_was_shown_and_is_hidden_again_is_found_no_more(owner, viewers):
    show(owner, headline="everyone", country="everyone")
    assert found_by(None).counts["country:MT"] == 1
    show(owner, headline="everyone", country="nobody")
    for viewer in viewers.values():
        assert "country:MT" not in found_by(viewer).counts


def test_the_ceiling_of_the_site_holds_whatever_an_owner_chose(owner, settings, client_of):
    settings.PROFILE_CEILINGS = {"*": "members"}
    show(owner, **dict.fromkeys(FIELDS, "everyone"))
    assert client_of().get("/community/people/olga-owner/").status_code == 404
    assert found_by(None).total == 0


def test_the_owner_takes_along_how_others_find_them(owner):
    show(owner, headline="everyone", country="nobody")
    rows = export_person(email=owner.email, user=owner)["directory"]
    assert {row["seen_by"] for row in rows} == {"everyone", "members", "organisation"}
    assert "MT" not in json.dumps(rows)


def test_nobody_else_s_export_tells_of_the_owner(owner, viewers):
    show(owner, **dict.fromkeys(FIELDS, "everyone"))
    for who in ("member", "colleague", "steward"):
        viewer = viewers[who]
        told = json.dumps(export_person(email=viewer.email, user=viewer), default=str)
        assert "Olga" not in told
        assert owner.email not in told


def test_no_page_tells_an_address_or_a_number_of_an_account(owner, viewers, client_of):
    show(owner, **dict.fromkeys(FIELDS, "everyone"))
    addresses = (
        "/community/",
        "/community/people/",
        "/community/people/olga-owner/",
        "/community/organisations/",
        "/community/organisations/qqkiln-works/",
        "/community/suggest/?q=olga",
        "/community/people/olga-owner/write/",
    )
    for who, viewer in viewers.items():
        if who == "owner":
            continue
        for address in addresses:
            page = client_of(viewer).get(address).content.decode()
            assert owner.email not in page, (who, address)
            assert f'"{owner.pk}"' not in page, (who, address)


@dataclass(frozen=True)
class Answer:
    names: list[str]
    total: int
    counts: dict[str, int]


def found_by(viewer: User | None, **asked: str) -> Answer:
    from django.http import QueryDict

    params = QueryDict(mutable=True)
    params.update(asked)
    listing = find(read_question(params, "person"), "person", reader_of(viewer))
    return Answer(
        names=[card.name for card in listing.cards],
        total=listing.total,
        counts=dict(listing.counts),
    )


FOR_MACHINES = (
    "/feeds/all.atom",
    "/feeds/all.json",
    "/llms.txt",
    "/sitemap.xml",
    "/sitemap-1.xml",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
)


@pytest.mark.parametrize("audience", ["everyone", "members"])
def test_feeds_and_the_interface_tell_no_viewer_of_a_member(owner, viewers, client_of, audience):
    home_page()
    show(owner, **dict.fromkeys(FIELDS, audience))
    described = client_of().get("/api/v1/openapi.json").json()["paths"]
    lists = [path for path, deeds in described.items() if "get" in deeds and "{" not in path]
    assert lists
    for who, viewer in viewers.items():
        browser = client_of(viewer)
        for path in (*FOR_MACHINES, *lists):
            answer = browser.get(path)
            assert answer.status_code == 200, (who, path)
            body = b"".join(answer) if answer.streaming else answer.content
            assert b"qq" not in body.lower(), (who, path)
            assert b"olga" not in body.lower(), (who, path)
