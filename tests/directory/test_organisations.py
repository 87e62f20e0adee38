"""Pages of organisations: who writes them, who belongs there, and who only says so."""

import threading
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from community.directory import actions
from community.directory.actions.claims import _locked
from community.directory.logos import made_anew
from community.directory.models import Entry
from community.directory.refusals import ClaimGone, NotYours, TooMany
from community.members.actions import affiliate
from community.members.models import Affiliation, Organisation, Trust
from search.actions import refresh_due
from search.queries import find as find_in_site
from search.questions import Query
from vocabulary.models import Scheme

from .conftest import firm, person, prove, term

pytestmark = pytest.mark.django_db

State = Affiliation.State


def steward(name: str = "Stella Steward"):
    return person(name, trust=Trust.STEWARD)


def editor_of(place: Organisation, name: str = "Edith Editor"):
    user = person(name, at=place)
    Affiliation.objects.filter(user=user).update(is_editor=True)
    return user


def claimed(user, place: Organisation) -> Affiliation:
    return Affiliation.objects.create(user=user, organisation=place)


def picture(kind: str = "PNG", size=(900, 300), **saved) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "navy").save(made, kind, **saved)
    return made.getvalue()


FORM = {
    "kind": "industry",
    "size": "small",
    "country": "PT",
    "sectors": ["C"],
    "description": "We fire tiles.\n\nAnd we talk about it.",
    "website": "https://kiln.example.org/",
}


def test_the_page_shows_facts_and_a_link_that_search_engines_do_not_follow(client):
    firm(
        country=term(Scheme.COUNTRY, "PT"),
        website="https://kiln.example.org/",
        description="We fire <b>tiles</b>",
    )
    page = client.get("/community/organisations/kiln-works/").content.decode()
    assert 'href="https://kiln.example.org/" rel="nofollow noopener ugc"' in page
    assert "We fire &lt;b&gt;tiles&lt;/b&gt;" in page
    assert "Portugal" in page


def test_a_merged_organisation_leads_to_the_one_that_stays(client):
    stays = firm("Kiln Works")
    middle = firm("Kiln Work", merged_into=stays)
    firm("Kilnworks Ltd", merged_into=middle)
    for slug in ("kiln-work", "kilnworks-ltd"):
        answer = client.get(f"/community/organisations/{slug}/")
        assert answer.status_code == 301
        assert answer.url == "/community/organisations/kiln-works/"
    assert not Entry.objects.filter(organisation=middle).exists()


def test_a_member_writes_an_organisation_down_and_only_stewards_see_it(client_of):
    founder, other = person("Fanny Founder"), person("Oscar Other")
    answer = client_of(founder).post(
        "/community/organisations/new/", FORM | {"name": "Kiln  Works\u200b"}
    )
    assert answer.status_code == 302
    made = Organisation.objects.get()
    assert (made.name, made.is_confirmed, made.created_by) == ("Kiln Works", False, founder)
    assert founder.affiliation.state == State.CLAIMED
    seen = [client_of(who).get(answer.url).status_code for who in (None, other, founder, steward())]
    assert seen == [404, 404, 200, 200]
    assert not Entry.objects.filter(organisation=made).exists()


def test_a_steward_makes_it_public_and_its_founder_the_editor(client_of, committed):
    founder = person("Fanny Founder")
    client_of(founder).post("/community/organisations/new/", FORM | {"name": "Kiln Works"})
    address = "/community/organisations/kiln-works/confirm/"
    assert client_of(founder).post(address).status_code == 404
    with committed():
        assert client_of(steward()).post(address).status_code == 302
    place = Affiliation.objects.get(user=founder)
    assert (place.state, place.is_editor) == (State.BY_STEWARD, True)
    assert Entry.objects.filter(organisation=place.organisation).exists()


def test_a_name_is_taken_in_whatever_letters(client_of):
    firm("Kiln Works")
    answer = client_of(person("Fanny Founder")).post(
        "/community/organisations/new/", FORM | {"name": "KILN works"}
    )
    assert answer.status_code == 200
    assert "here already" in answer.content.decode()
    assert Organisation.objects.count() == 1


def test_a_member_writes_down_three_a_day(db):
    founder = person("Fanny Founder")
    for number in range(3):
        made = actions.create_organisation(by=founder, name=f"Firm {number}", facts=actions.Facts())
        affiliate(user=person(f"Colleague {number}"), organisation=made)
    with pytest.raises(TooMany):
        actions.create_organisation(by=founder, name="Firm 4", facts=actions.Facts())


def test_what_its_founder_left_and_nobody_uses_does_not_pile_up(db):
    founder = person("Fanny Founder")
    for number in range(2):
        actions.create_organisation(by=founder, name=f"Firm {number}", facts=actions.Facts())
    assert Organisation.objects.get().name == "Firm 1"


def test_an_editor_changes_the_page_but_neither_name_nor_domains(client_of, committed):
    place = firm(domains=["kiln.example.org"])
    given = {"name": "Other", "domains": "evil.example", "is_confirmed": "", "slug": "x"}
    with committed():
        answer = client_of(editor_of(place)).post(
            "/community/organisations/kiln-works/edit/", FORM | given
        )
    assert answer.status_code == 302
    place.refresh_from_db()
    assert (place.name, place.slug) == ("Kiln Works", "kiln-works")
    assert place.domains == ["kiln.example.org"]
    assert place.website == FORM["website"]
    assert [one.code for one in place.sectors.all()] == ["C"]
    assert Entry.objects.get(organisation=place).facets == [
        "type:industry",
        "size:small",
        "country:PT",
        "sector:C",
    ]


@pytest.mark.parametrize("who", ["stranger", "colleague", "claimant", "editor elsewhere"])
def test_nobody_else_changes_the_page(client_of, who):
    place = firm()
    claimant = person("Clara Claimant")
    claimed(claimant, place)
    user = {
        "stranger": person("Sam Stranger"),
        "colleague": person("Cora Colleague", at=place),
        "claimant": claimant,
        "editor elsewhere": editor_of(firm("Other House")),
    }[who]
    browser = client_of(user)
    for address in ("edit", "confirm", "decide"):
        path = f"/community/organisations/kiln-works/{address}/"
        given = {"deed": "confirm", "claim": claimant.affiliation.pk}
        assert browser.post(path, FORM | given).status_code == 404, address
    with pytest.raises(NotYours):
        actions.update_organisation(organisation=place, by=user, facts=actions.Facts())
    place.refresh_from_db()
    assert place.website == ""
    assert Affiliation.objects.get(user=claimant).state == State.CLAIMED


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://x.example", "data:text/html,x"])
def test_a_web_address_is_one_of_the_web(client_of, website):
    place = firm()
    answer = client_of(editor_of(place)).post(
        "/community/organisations/kiln-works/edit/", FORM | {"website": website}
    )
    assert answer.status_code == 200
    place.refresh_from_db()
    assert place.website == ""


@pytest.mark.parametrize("domain", ["gmail.com", "co.uk", "no domain", "org"])
def test_a_steward_gives_no_domain_that_many_share(client_of, domain):
    place = firm()
    answer = client_of(steward()).post(
        "/community/organisations/kiln-works/edit/", FORM | {"name": place.name, "domains": domain}
    )
    assert answer.status_code == 200
    place.refresh_from_db()
    assert place.domains == []


# Claims ------------------------------------------------------------------------------------------


def test_a_proven_address_of_the_domain_confirms_a_claim_at_once(client_of, committed):
    place = firm(domains=["kiln.example.org"])
    user = person("Clara Claimant")
    prove(user, "clara@lab.kiln.example.org")
    with committed():
        client_of(user).post("/community/organisations/kiln-works/claim/")
    assert Affiliation.objects.get(user=user).state == State.BY_DOMAIN
    entries = Entry.objects.filter(user=user, audience=f"organisation:{place.pk}")
    assert entries.exists()


def test_an_address_that_is_not_proven_yet_confirms_nothing(client_of):
    firm(domains=["kiln.example.org"])
    user = person("Clara Claimant")
    user.emailaddress_set.create(email="clara@kiln.example.org", verified=False)
    client_of(user).post("/community/organisations/kiln-works/claim/")
    assert Affiliation.objects.get(user=user).state == State.CLAIMED


def test_a_look_alike_domain_confirms_nothing(client_of):
    firm(domains=["kiln.example.org"])
    for number, email in enumerate(
        ("a@evilkiln.example.org", "a@k\u0456ln.example.org", "a@kiln.example.org.evil.example")
    ):
        user = person(f"Clara {number}")
        prove(user, email)
        client_of(user).post("/community/organisations/kiln-works/claim/")
        assert Affiliation.objects.get(user=user).state == State.CLAIMED, email


def test_a_claim_elsewhere_ends_the_place_and_what_came_with_it(client_of, committed):
    old, new = firm("Old House"), firm("New House")
    user = editor_of(old)
    with committed():
        client_of(user).post("/community/organisations/new-house/claim/")
    place = Affiliation.objects.get(user=user)
    assert (place.organisation, place.state, place.is_editor) == (new, State.CLAIMED, False)
    assert client_of(user).get("/community/organisations/old-house/edit/").status_code == 404
    assert not Entry.objects.filter(user=user, audience__startswith="organisation:").exists()


def test_claiming_again_what_is_confirmed_changes_nothing(db):
    place = firm()
    user = editor_of(place)
    assert actions.claim(user=user, organisation=place).is_editor


def test_stewards_and_editors_see_the_claims_that_are_theirs(client_of):
    place, other = firm("Kiln Works"), firm("Other House")
    claimed(person("Clara Claimant"), place)
    claimed(person("Otto Otherwise"), other)
    pages = {
        who: client_of(user).get("/community/claims/").content.decode()
        for who, user in {"editor": editor_of(place), "steward": steward()}.items()
    }
    assert "Clara Claimant" in pages["editor"]
    assert "Otto Otherwise" not in pages["editor"]
    assert "Otto Otherwise" in pages["steward"]
    assert client_of(person("Sam Stranger")).get("/community/claims/").status_code == 404


@pytest.mark.parametrize("who", [steward, None])
def test_a_claim_is_confirmed_by_a_steward_or_an_editor(client_of, who):
    place = firm()
    by = who() if who else editor_of(place)
    claim = claimed(person("Clara Claimant"), place)
    answer = client_of(by).post(
        "/community/organisations/kiln-works/decide/",
        {"deed": "confirm", "claim": claim.pk, "as_editor": "on"},
    )
    assert answer.status_code == 302
    claim.refresh_from_db()
    assert (claim.state, claim.confirmed_by) == (State.BY_STEWARD, by)
    assert claim.is_editor is (who is steward)  # an editor makes no editors


def test_a_refused_claim_is_gone(client_of):
    place = firm()
    claim = claimed(person("Clara Claimant"), place)
    client_of(steward()).post(
        "/community/organisations/kiln-works/decide/", {"deed": "refuse", "claim": claim.pk}
    )
    assert not Affiliation.objects.filter(pk=claim.pk).exists()


def test_a_claim_to_another_house_is_not_decided_under_this_address(client_of):
    place, other = firm("Kiln Works"), firm("Other House")
    claim = claimed(person("Clara Claimant"), other)
    with pytest.raises(ClaimGone):
        actions.confirm(claim_id=claim.pk, organisation=place, by=editor_of(place))
    claim.refresh_from_db()
    assert claim.state == State.CLAIMED


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"deed": "confirm"},
        {"deed": "x", "claim": "1"},
        {"deed": "confirm", "claim": "1' or 1"},
        {"deed": "refuse", "claim": "9" * 40},
    ],
)
def test_a_decision_about_nothing_is_answered_by_nothing(client_of, given):
    firm()
    answer = client_of(steward()).post("/community/organisations/kiln-works/decide/", given)
    assert answer.status_code == 404


def test_nobody_confirms_themselves(db):
    place, by = firm(), steward()
    claim = claimed(by, place)
    with pytest.raises(ClaimGone):
        actions.confirm(claim_id=claim.pk, organisation=place, by=by)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_comes_too_late():
    place = firm()
    one, two = steward(), steward("Stefan Steward")
    claim = claimed(person("Clara Claimant"), place)
    said, together = [], threading.Barrier(2)

    def decide(deed, by):
        together.wait()
        try:
            deed(claim_id=claim.pk, organisation=place, by=by)
            said.append("done")
        except ClaimGone:
            said.append("late")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=args)
        for args in ((actions.confirm, one), (actions.refuse, two))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["done", "late"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_decide(monkeypatch):
    """The race is there: what the lock prevents happens without it."""
    place = firm()
    one, two = steward(), steward("Stefan Steward")
    claim = claimed(person("Clara Claimant"), place)
    together = threading.Barrier(2)

    def unlocked(claim_id, organisation, by):
        found = Affiliation.objects.get(pk=claim_id, state=State.CLAIMED)
        together.wait(timeout=10)
        return found

    assert _locked
    monkeypatch.setattr("community.directory.actions.claims._locked", unlocked)
    said = []

    def decide(deed, by):
        try:
            deed(claim_id=claim.pk, organisation=place, by=by)
            said.append("done")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=args)
        for args in ((actions.confirm, one), (actions.confirm, two))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["done", "done"]


def test_a_member_leaves(client_of):
    user = person("Mona Member", at=firm())
    assert client_of(user).get("/community/organisations/leave/").status_code == 405
    client_of(user).post("/community/organisations/leave/")
    assert not Affiliation.objects.filter(user=user).exists()


def test_a_hidden_organisation_cannot_be_claimed_by_who_guesses_its_address(client_of):
    hidden = firm("Hidden Hut", is_confirmed=False, created_by=person("Fanny Founder"))
    other = person("Oscar Other")
    assert client_of(other).post("/community/organisations/hidden-hut/claim/").status_code == 404
    with pytest.raises(NotYours):
        actions.claim(user=other, organisation=hidden)


@pytest.mark.parametrize(
    "path", ["new/", "leave/", "kiln-works/edit/", "kiln-works/claim/", "kiln-works/decide/"]
)
def test_a_visitor_is_asked_to_sign_in(client, path):
    firm()
    answer = client.post(f"/community/organisations/{path}")
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/login/")


# Logos -------------------------------------------------------------------------------------------


def test_a_logo_is_made_anew_small_and_without_what_else_the_file_tells(client_of):
    place = firm()
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    data = picture("JPEG", (3000, 1000), exif=exif) + b"<?php secret ?>"
    file = SimpleUploadedFile("logo.jpg", data, "image/jpeg")
    client_of(editor_of(place)).post(
        "/community/organisations/kiln-works/edit/", FORM | {"logo": file}
    )
    place.refresh_from_db()
    kept = place.logo.read()
    assert b"secret" not in kept
    with Image.open(BytesIO(kept)) as logo:
        assert (logo.format, logo.size) == ("WEBP", (480, 160))
    assert "logo" not in place.logo.name.rpartition("/")[2]  # nothing of the given name is left


def test_the_old_logo_is_deleted(client_of, committed):
    place = firm()
    browser = client_of(editor_of(place))
    for _ in range(2):
        file = SimpleUploadedFile("logo.png", picture(), "image/png")
        with committed():
            browser.post("/community/organisations/kiln-works/edit/", FORM | {"logo": file})
        old, place = place, Organisation.objects.get()
    assert not old.logo.storage.exists(old.logo.name) or old.logo.name == ""
    assert place.logo.storage.exists(place.logo.name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("logo.png", b"GIF89a<script>"),
        ("logo.png", picture("JPEG")),
        ("logo.png", picture()[:200]),
        ("logo.html", b"<html>"),
    ],
)
def test_what_is_no_picture_is_refused(client_of, name, data):
    place = firm()
    file = SimpleUploadedFile(name, data, "image/png")
    answer = client_of(editor_of(place)).post(
        "/community/organisations/kiln-works/edit/", FORM | {"logo": file}
    )
    assert answer.status_code == 200
    place.refresh_from_db()
    assert not place.logo


def test_a_picture_of_few_bytes_and_a_billion_pixels_is_refused_unread():
    from django.core.exceptions import ValidationError

    data = bytearray(picture("PNG", (8, 8)))
    data[16:24] = (40_000).to_bytes(4, "big") * 2
    with pytest.raises(ValidationError):
        made_anew(SimpleUploadedFile("bomb.png", bytes(data)))


def test_an_organisation_is_in_the_search_of_the_site(client):
    firm("Kiln Works", description="Glazes without lead")
    refresh_due(limit=100)
    rows = find_in_site(Query(text="glazes", kinds=("organisation",), facets=()), None).rows
    assert [row.url for row in rows] == ["/community/organisations/kiln-works/"]
