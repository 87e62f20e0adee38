"""A profile is told answer by answer; what is no name, no link or somebody else's is refused."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from community.members import actions
from community.members.actions import Presentation, update_profile
from community.members.handles import fold, is_reserved
from community.members.models import Affiliation, FormerHandle, Organisation, Profile, Trust, User
from community.members.texts import as_html, plain_line, plain_text
from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory

from .telling import FORM, details_of

PROFILE = "/members/profile/"
WRITTEN = ["name", "organisation", "headline", "role", "label_0"]
RLO, RLM, ZWSP, ZWJ = "\u202e", "\u200f", "\u200b", "\u200d"


@pytest.fixture
def member(db):
    """Somebody who has agreed and told group and country."""
    person = ProfileFactory().user
    ConsentRecordFactory(user=person)
    return person


@pytest.fixture
def tell(client, member):
    """Return a function that sends the form and returns the answer."""
    client.force_login(member)

    def send(**changed):
        return client.post(PROFILE, FORM | changed)

    return send


def told(user):
    return Profile.objects.get(user=user)


def present(user, **shown):
    return update_profile(user=user, details=details_of(user), presentation=Presentation(**shown))


# Telling


def test_all_is_stored_as_it_was_told(tell, member):
    answer = tell(
        handle="Bob-Tiles",
        headline="Makes tiles",
        biography="I make **tiles**.\n\n* and cups",
        role="Head",
        languages=["pt", "en"],
        expertise=["ip-management", "living-labs"],
        interests=["funding"],
        label_0="Works",
        url_0="https://example.com/works?x=1",
        url_3="example.org",
        orcid="https://orcid.org/0000-0002-1825-0097",
        is_listed="on",
        show_headline="everyone",
        show_role="nobody",
    )
    assert answer.url == PROFILE
    profile = told(member)
    assert profile.handle == "bob-tiles"
    assert profile.get_absolute_url() == "/community/people/bob-tiles/"
    assert (profile.headline, profile.role) == ("Makes tiles", "Head")
    assert "<strong>tiles</strong>" in profile.biography_html
    assert sorted(profile.languages) == ["en", "pt"]
    assert {term.code for term in profile.expertise.all()} == {"ip-management", "living-labs"}
    assert [term.code for term in profile.interests.all()] == ["funding"]
    assert profile.links == [
        {"label": "Works", "url": "https://example.com/works?x=1"},
        {"label": "", "url": "https://example.org"},
    ]
    assert profile.orcid == "0000-0002-1825-0097"
    assert profile.orcid_verified_at is None
    assert profile.is_listed
    assert profile.accepts_contact
    assert (profile.visibility["headline"], profile.visibility["role"]) == ("everyone", "nobody")


def test_the_form_shows_what_was_told(client, tell, member):
    tell(headline="Makes tiles", biography="Long.", url_1="https://example.com", show_role="nobody")
    page = client.get(PROFILE).content.decode()
    assert 'value="Makes tiles"' in page
    assert ">\nLong.</textarea>" in page
    assert 'value="https://example.com"' in page
    assert '<option value="nobody" selected>' in page


def test_the_page_of_a_full_profile_costs_few_queries(client, tell, django_assert_max_num_queries):
    tell(expertise=["funding"], interests=["funding"], is_listed="on", url_0="https://example.com")
    client.get(PROFILE)
    with django_assert_max_num_queries(12):
        assert client.get(PROFILE).status_code == 200
    with django_assert_max_num_queries(12):
        assert client.get("/members/profile/preview/").status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"languages": ["xx"]}, "Select a valid choice"),
        ({"expertise": ["C"]}, "Select a valid choice"),
        ({"show_role": "aliens"}, "Select a valid choice"),
        ({"orcid": "0000-0002-1825-0098"}, "typing mistake"),
        ({"orcid": "1"}, "four groups of four signs"),
        ({"label_0": "Works"}, "Write the address of this link as well"),
        ({"biography": "x" * 4001}, "at most 4000 characters"),
        ({"headline": "x" * 161}, "at most 160 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(tell, member, change, words):
    page = tell(**change).content.decode()
    assert words in page
    assert told(member).organisation == "Example Tile Works"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://example.com",
        "https://user:secret@example.com",
        "https://example.com@example.net",
        "data:text/html,x",
        "https://exa mple.com",
        'https://example.com/"onclick=',
        "https://example.com/\u202egnp",
        "https://",
        "//example.com",
        "ftp://example.com",
        "https://example.com/" + "x" * 300,
    ],
)
def test_no_link_but_one_by_https_to_a_plain_host(tell, member, address):
    page = tell(url_0=address).content.decode()
    assert "https://" in page
    assert told(member).links == []


def test_ten_topics_are_enough(tell, member):
    codes = "ip-management living-labs funding clusters-networks measuring regional-policy"
    more = "start-ups crowdsourcing low-tech-traditional green-circular services-social"
    page = tell(expertise=f"{codes} {more}".split()).content.decode()
    assert "Choose ten at most" in page


def test_only_one_s_own_profile_is_ever_changed(client, tell, member):
    other = ProfileFactory(headline="Untouched").user
    tell(user=other.pk, id=other.pk, pk=other.profile.pk, headline="Mine", trust=3)
    assert told(other).headline == "Untouched"
    assert told(member).headline == "Mine"
    assert told(member).trust == Trust.NEW


# What is no name


@pytest.mark.parametrize("field", WRITTEN)
@pytest.mark.parametrize(
    "text",
    [
        f"Bob {RLO}gnp",
        "Bob \u2066x\u2069",
        "Bob\x00",
        "Bob\x1b[31m",
        "Bob\ue000",
        "Bo\ufffdb",
        "Bo\x85b",
    ],
)
def test_signs_that_turn_others_or_that_no_keyboard_writes_are_refused(tell, member, field, text):
    answer = tell(**{"url_0": "https://example.com", field: text})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Type it anew" in page or "Write only the name" in page or "Null characters" in page
    assert told(member).links == []


@pytest.mark.parametrize("field", WRITTEN)
def test_signs_that_nobody_sees_are_left_out(tell, member, field):
    answer = tell(
        **{"url_0": "https://example.com", field: f"{RLM}Bob{ZWSP} \u00adTi{ZWJ}les\ufeff\u2800"}
    )
    assert answer.status_code == 302
    profile = told(member)
    found = {"name": User.objects.get(pk=member.pk).name, "label_0": profile.links[0]["label"]}
    assert found.get(field, getattr(profile, field, None)) == "Bob Tiles"


@pytest.mark.parametrize("field", WRITTEN)
@pytest.mark.parametrize(
    "text", ["<b>Bob</b>", "<svg onload=alert(1)>", "see https://example.com", "www.buy"]
)
def test_markup_and_advertisements_are_no_names(tell, member, field, text):
    page = tell(**{"url_0": "https://example.com", field: text}).content.decode()
    assert "Write only the name" in page
    assert "<svg onload" not in page


@pytest.mark.parametrize("field", [*WRITTEN, "biography"])
@pytest.mark.parametrize(
    "text", ["N" * 10_000, "a" + "\u0301\u0323" * 5_000, ZWSP * 10_000 + "Bob", "\u0301" * 200_000]
)
def test_ten_thousand_letters_and_towers_of_accents_are_refused_at_once(tell, field, text):
    begun = time.monotonic()
    answer = tell(**{"url_0": "https://example.com", field: text})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "at most" in page or "too many accents" in page or "This field is required" in page
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("text", [ZWSP * 3, "\u3164\u3164", RLM, "\u2800 \u2800"])
def test_a_name_of_nothing_is_no_name(tell, text):
    assert "This field is required" in tell(name=text).content.decode()


def test_names_are_composed_and_keep_every_script():
    assert plain_line("Jose\u0301") == "José"
    for name in (
        "Þór Ægisson",
        "Łucja Żółć",
        "Ελένη",
        "Иван Петров",
        "שָׁלוֹם",
        "محمد",
        "李小龙",
        "Nguyễn Thị",
        "O’Brien-Smith",
    ):
        assert plain_line(f"  {name}  ")
    assert plain_line("a\u00a0\u2003 b") == "a b"
    assert plain_text("a\r\nb\rc") == "a\nb\nc"
    with pytest.raises(ValidationError):
        plain_text(f"a{RLO}b")


def test_the_actions_refuse_what_the_forms_refuse(member):
    with pytest.raises(ValidationError):
        update_profile(user=member, details=details_of(member, name=f"Bob{RLO}"))
    with pytest.raises(ValidationError):
        present(member, headline="<b>")
    with pytest.raises(ValidationError):
        present(member, visibility={"trust": "everyone"})
    with pytest.raises(ValidationError):
        present(member, visibility={"role": "aliens"})


# Markdown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,PHN2Zz4=)",
        "![a](https://example.com/track.png)",
        "[a]: javascript:alert(1)\n\n[a]",
        "<a href='https://example.com' onclick=x>a</a>",
        "[a](https://example.com 'x\" onclick=\"alert(1)')",
        "`<svg onload=alert(1)>`",
        '<https://example.com/"onmouseover=alert(1)>',
    ],
)
def test_no_markdown_runs_or_fetches_anything(text):
    html = as_html(text)
    assert not any(
        bad in html
        for bad in (
            "<script",
            "<img",
            "<svg",
            'href="java',
            'href="data',
            ' onclick="',
            ' onmouseover="',
        )
    ), html


def test_markdown_keeps_lists_and_emphasis_and_marks_links():
    html = as_html("# No title\n\n*a* **b**\n\n1. c\n\n> d\n\n[e](https://example.com)")
    assert "<h1" not in html
    for kept in ("<em>a</em>", "<strong>b</strong>", "<ol>", "<blockquote>"):
        assert kept in html
    assert 'rel="nofollow ugc noopener noreferrer"' in html


@pytest.mark.parametrize(
    "text",
    [">" * 4000, "[" * 4000, "*a " * 1300, "* " * 2000, "![[](" * 800, "`" * 4000, "<" * 4000],
)
def test_no_markdown_takes_long(text):
    begun = time.monotonic()
    as_html(text)
    assert time.monotonic() - begun < 1


# Handles


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Bob Member (example)", "bob-member"),
        ("Þór Ægisson", "thor-aegisson"),
        ("Łucja Żółć", "lucja-zolc"),
        ("Straße O'Neill", "strasse-oneill"),
        ("N" * 150, "n" * 30),
        ("李小龙", ""),
    ],
)
def test_a_handle_is_made_of_the_name_in_ascii(name, handle):
    assert fold(name) == handle


@pytest.mark.parametrize(
    "handle",
    [
        "admin",
        "adm1n",
        "ad-min",
        "st3ward",
        "support",
        "supp0rt",
        "people",
        "root",
        "noreply",
        "m0derator",
    ],
)
def test_what_could_pass_for_the_site_is_kept(tell, member, handle):
    assert is_reserved(handle)
    assert "This handle cannot be had" in tell(handle=handle).content.decode()


@pytest.mark.parametrize(
    "handle", ["ab", "-ab", "ab-", "a_b", "a b", "ä-bc", "a" * 31, "bоb", "a/b", "..", "a\u202eb"]
)
def test_a_handle_is_small_ascii_letters(tell, member, handle):
    assert tell(handle=handle).status_code == 200
    assert told(member).handle == ""


def test_no_two_people_have_one_handle_whatever_its_case(tell, member):
    ProfileFactory(handle="bob-tiles")
    page = tell(handle="BOB-Tiles").content.decode()
    assert "This handle cannot be had. Free is: person-" in page
    assert told(member).handle == ""


def test_whoever_wants_to_be_listed_gets_a_handle(tell, member):
    User.objects.filter(pk=member.pk).update(name="Bob Changed")
    tell(is_listed="on")
    assert told(member).handle == "bob-changed"
    namesake = ProfileFactory(user=UserFactory(name="Bob Changed")).user
    present(namesake, is_listed=True)
    assert told(namesake).handle == "bob-changed-2"


def test_somebody_whose_name_has_no_ascii_letter_gets_one_too(db):
    person = ProfileFactory(user=UserFactory(name="李小龙")).user
    present(person, is_listed=True)
    assert told(person).handle.startswith("member-")


def test_an_old_handle_leads_to_nobody_else(member):
    present(member, handle="first-one")
    present(member, handle="second-one")
    assert not Profile.objects.filter(handle="first-one").exists()
    stranger = ProfileFactory().user
    with pytest.raises(actions.HandleTaken):
        present(stranger, handle="first-one")
    assert actions.offer_handle(UserFactory(name="First One")) != "first-one"
    present(member, handle="first-one")
    assert told(member).handle == "first-one"
    with pytest.raises(actions.HandleTaken):
        present(stranger, handle="second-one")


def test_the_handle_of_somebody_erased_stays_empty_and_is_kept_as_a_hash(member):
    present(member, handle="bob-tiles")
    actions.erase_member(user=member)
    kept = FormerHandle.objects.get()
    assert kept.user is None
    assert "bob" not in kept.key
    with pytest.raises(actions.HandleTaken):
        present(ProfileFactory().user, handle="bob-tiles")


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_one_handle_at_once_do_not_both_get_it():
    people = [ProfileFactory().user for _ in range(4)]

    def ask(person):
        try:
            present(person, handle="the-one")
        except actions.HandleTaken:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(ask, people)) == [False, False, False, True]
    assert Profile.objects.filter(handle="the-one").count() == 1


@pytest.mark.django_db(transaction=True)
def test_those_who_write_one_organisation_down_at_once_meet_there():
    people = [ProfileFactory(organisation="").user for _ in range(4)]

    def write(person):
        try:
            actions.settle_organisation(user=person, name="Brand New Works")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, people))
    assert Organisation.objects.count() == 1
    assert Affiliation.objects.count() == 4


# ORCID


def test_an_orcid_that_was_confirmed_stays_so_until_another_is_typed(tell, member):
    actions.verify_orcid(user=member, orcid="https://orcid.org/0000-0002-1825-0097")
    tell(orcid="0000-0002-1825-0097")
    assert told(member).orcid_verified_at is not None
    tell(orcid="0000-0001-5109-3700")
    assert told(member).orcid_verified_at is None
    with pytest.raises(ValidationError):
        actions.verify_orcid(user=member, orcid="0000-0002-1825-0098")


def test_orcid_can_be_confirmed_before_anything_was_told(db):
    person = UserFactory()
    assert actions.verify_orcid(user=person, orcid="0000-0002-1825-0097").orcid_verified_at


# Organisations


@pytest.fixture
def university(db):
    return Organisation.objects.create(
        name="Example University", slug="uni", is_confirmed=True, domains=["example.edu", "uni.eu"]
    )


def someone_at(address):
    """Return somebody whose proven address this is."""
    return ProfileFactory(user=UserFactory(email=address), organisation="").user


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("a@example.edu", "by-domain"),
        ("a@EXAMPLE.edu", "by-domain"),
        ("a@dep.example.edu", "by-domain"),
        ("a@x.y.uni.eu", "by-domain"),
        ("a@evil-example.edu", "claimed"),
        ("a@example.edu.evil.com", "claimed"),
        ("a@exampleXedu.com", "claimed"),
        ("a@xn--exmple-cua.edu", "claimed"),
        ("a@edu", "claimed"),
        ("a@gmail.com", "claimed"),
    ],
)
def test_only_the_domain_itself_and_what_is_below_it_proves(university, address, state):
    person = someone_at(address)
    assert actions.affiliate(user=person, organisation=university).state == state
    assert told(person).organisation == "Example University"


@pytest.mark.parametrize(
    "domain", ["gmail.com", "co.uk", "com", "gov.pl", "outlook.com", "github.io"]
)
def test_what_many_share_proves_nothing_whatever_the_organisation_says(university, domain):
    university.domains = [domain]
    university.save()
    person = someone_at(f"a@{domain}")
    assert actions.affiliate(user=person, organisation=university).state == "claimed"
    below = someone_at(f"a@firm.{domain}")
    assert actions.affiliate(user=below, organisation=university).state == "claimed"


def test_an_address_that_nobody_proved_proves_nothing(university):
    person = ProfileFactory(user=UserFactory(email="a@example.edu", proven=False)).user
    assert actions.affiliate(user=person, organisation=university).state == "claimed"


def test_an_organisation_that_nobody_confirmed_confirms_nobody(university):
    Organisation.objects.update(is_confirmed=False)
    university.refresh_from_db()
    person = someone_at("a@example.edu")
    assert actions.affiliate(user=person, organisation=university).state == "claimed"


def test_nobody_joins_what_was_merged_away(university):
    university.merged_into = Organisation.objects.create(name="Other", slug="other")
    with pytest.raises(actions.OrganisationGone):
        actions.affiliate(user=someone_at("a@example.edu"), organisation=university)


def test_whoever_moves_takes_no_rights_along(university):
    other = Organisation.objects.create(name="Other", slug="other", is_confirmed=True)
    person = someone_at("a@example.edu")
    actions.affiliate(user=person, organisation=university)
    Affiliation.objects.filter(user=person).update(is_editor=True)
    again = actions.affiliate(user=person, organisation=university)
    assert again.is_editor
    moved = actions.affiliate(user=person, organisation=other)
    assert not moved.is_editor
    assert (moved.state, moved.confirmed_at) == ("claimed", None)
    assert Affiliation.objects.filter(user=person).count() == 1


def test_what_a_steward_confirmed_stays_when_it_is_said_again(university):
    steward = UserFactory()
    person = someone_at("a@example.net")
    actions.affiliate(user=person, organisation=university, vouched_by=steward)
    again = actions.affiliate(user=person, organisation=university)
    assert (again.state, again.confirmed_by) == ("by-steward", steward)


def test_an_organisation_nobody_knows_is_written_down_and_seen_by_nobody(tell, member):
    tell(organisation="Brand New Works")
    made = Organisation.objects.get(name="Brand New Works")
    assert (made.is_confirmed, made.created_by, made.slug) == (False, member, "brand-new-works")
    assert not Organisation.objects.listed().exists()
    assert Affiliation.objects.get(user=member).state == "claimed"


def test_one_that_is_known_is_claimed_whatever_its_case(tell, member, university):
    tell(organisation="example UNIVERSITY")
    assert Affiliation.objects.get(user=member).organisation == university
    assert Organisation.objects.count() == 1


def test_what_somebody_wrote_down_and_left_is_gone(tell, member):
    tell(organisation="First Works")
    tell(organisation="Second Works")
    assert list(Organisation.objects.values_list("name", flat=True)) == ["Second Works"]
    tell(organisation="")
    assert not Organisation.objects.exists()
    assert not Affiliation.objects.filter(user=member).exists()
    assert told(member).organisation == ""


def test_an_entry_that_others_use_stays(tell, member):
    tell(organisation="Shared Works")
    other = ProfileFactory(organisation="").user
    update_profile(user=other, details=details_of(other, organisation="Shared Works"))
    tell(organisation="")
    assert Organisation.objects.get().name == "Shared Works"


def test_organisations_of_one_name_get_addresses_of_their_own(db):
    Organisation.objects.create(name="A", slug="example-works")
    Organisation.objects.create(name="B", slug="example-works-2")
    assert actions.free_slug("Example Works") == "example-works-3"
    assert actions.free_slug("李小龙") == "organisation"
