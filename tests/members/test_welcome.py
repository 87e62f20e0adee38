"""From the address to the first useful page in a minute; every answer may wait."""

import pytest
from django.utils import timezone

from community.members import actions, offers
from community.members.domains import organisations_of
from community.members.models import Affiliation, ConsentRecord, Organisation, Profile, Trust
from community.members.offers import Offer, Offers
from newsletters.models import Subscription
from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory
from tests.factories.newsletters import NewsletterFactory

pytestmark = pytest.mark.django_db

WELCOME = "/members/welcome/"
ANSWERS = {
    "stakeholder_group": "academia",
    "country": "FI",
    "organisation": "",
    "language": "fr",
    "interests": ["funding"],
}


@pytest.fixture
def newcomer(db):
    """Somebody who has just proven an address of the university."""
    person = ProfileFactory(
        user=UserFactory(email="new@dep.example.edu", name="Nina New"), organisation=""
    ).user
    ConsentRecordFactory(user=person)
    return person


@pytest.fixture
def university(db):
    return Organisation.objects.create(
        name="Example University", slug="uni", is_confirmed=True, domains=["example.edu"]
    )


def told(user):
    return Profile.objects.get(user=user)


def test_a_newcomer_answers_and_goes_on(client, newcomer):
    client.force_login(newcomer)
    page = client.get(WELCOME).content.decode()
    assert "Welcome, Nina." in page
    answer = client.post(WELCOME, ANSWERS)
    assert answer.url == "/members/"
    profile = told(newcomer)
    assert (profile.stakeholder_group.code, profile.country.code) == ("academia", "FI")
    assert (profile.language, profile.welcomed_at is not None) == ("fr", True)
    assert [term.code for term in profile.interests.all()] == ["funding"]
    newcomer.refresh_from_db()
    assert newcomer.name == "Nina New"


def test_all_of_it_may_wait(client):
    person = UserFactory()
    client.force_login(person)
    answer = client.post(WELCOME, {"skip": "1"})
    assert answer.url == "/members/"
    profile = told(person)
    assert profile.welcomed_at is not None
    assert not profile.is_complete
    assert not ConsentRecord.objects.exists()


def test_each_answer_may_wait(client, newcomer):
    client.force_login(newcomer)
    answer = client.post(WELCOME, {"language": "en"})
    assert answer.status_code == 302
    assert told(newcomer).country is None


def test_a_second_welcome_does_not_change_when_the_first_was(client, newcomer):
    client.force_login(newcomer)
    client.post(WELCOME, {"skip": "1"})
    first = told(newcomer).welcomed_at
    client.post(WELCOME, ANSWERS)
    assert told(newcomer).welcomed_at == first


def test_what_was_told_at_sign_up_stands_there_already(client, newcomer):
    client.force_login(newcomer)
    page = client.get(WELCOME).content.decode()
    assert '<option value="PT" selected>' in page


def test_whoever_never_agreed_is_asked_before_anything_is_kept(client):
    person = UserFactory()
    client.force_login(person)
    page = client.post(WELCOME, ANSWERS).content.decode()
    assert "Without this we may not keep an account" in page
    assert not Profile.objects.filter(user=person).exists()
    client.post(WELCOME, ANSWERS | {"consent": "on"})
    assert ConsentRecord.objects.get(user=person).is_given
    assert told(person).country.code == "FI"


def test_somebody_without_a_name_is_asked_for_it(client):
    person = UserFactory(name="")
    ConsentRecordFactory(user=person)
    client.force_login(person)
    assert "This field is required" in client.post(WELCOME, ANSWERS).content.decode()
    client.post(WELCOME, ANSWERS | {"name": "Nina \u200bNew"})
    person.refresh_from_db()
    assert person.name == "Nina New"


@pytest.mark.parametrize(
    "change",
    [
        {"stakeholder_group": "gods"},
        {"country": "XX"},
        {"language": "xx"},
        {"interests": ["C"]},
        {"organisation": "<b>"},
        {"organisation": "O" * 10_000},
        {"organisation": "O\u202eO"},
        {"organisation_known": "somebody-else-s"},
        {"letters": ["letters:nothing"]},
    ],
)
def test_wrong_answers_are_refused(client, newcomer, university, change):
    client.force_login(newcomer)
    answer = client.post(WELCOME, ANSWERS | change)
    assert answer.status_code == 200
    assert "another look" in answer.content.decode()
    assert told(newcomer).welcomed_at is None


# Where they were going


@pytest.mark.parametrize("target", ["/members/profile/", "/search/?q=a"])
@pytest.mark.parametrize("way", [{"skip": "1"}, ANSWERS])
def test_afterwards_they_go_where_they_were_going(client, newcomer, target, way):
    client.force_login(newcomer)
    assert f'value="{target}"' in client.get(WELCOME, {"next": target}).content.decode()
    assert client.post(WELCOME, way | {"next": target}).url == target


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
        "http:///evil.example",
    ],
)
@pytest.mark.parametrize("way", [{"skip": "1"}, ANSWERS])
def test_nobody_is_sent_elsewhere(client, newcomer, target, way):
    client.force_login(newcomer)
    assert client.post(WELCOME, way | {"next": target}).url == "/members/"


def test_strangers_are_asked_to_sign_in(client):
    assert client.get(WELCOME).url == f"/accounts/login/?next={WELCOME}"
    assert client.post(WELCOME, ANSWERS).status_code == 302


def test_the_page_is_kept_by_no_cache_and_costs_few_queries(
    client, newcomer, university, django_assert_max_num_queries
):
    NewsletterFactory()
    client.force_login(newcomer)
    client.get(WELCOME)
    with django_assert_max_num_queries(12):
        answer = client.get(WELCOME)
    assert "no-store" in answer["Cache-Control"]


# The organisation


def test_the_organisation_of_the_address_is_offered_and_proven(client, newcomer, university):
    client.force_login(newcomer)
    page = client.get(WELCOME).content.decode()
    assert "Example University" in page
    client.post(WELCOME, ANSWERS | {"organisation_known": "uni", "organisation": "Another Works"})
    place = Affiliation.objects.get(user=newcomer)
    assert (place.organisation, place.state) == (university, "by-domain")
    assert told(newcomer).organisation == "Example University"
    assert told(newcomer).trust == Trust.MEMBER
    assert Organisation.objects.count() == 1, "what was typed beside it is not written down"


def test_whoever_says_no_types_another_one(client, newcomer, university):
    client.force_login(newcomer)
    client.post(WELCOME, ANSWERS | {"organisation_known": "", "organisation": "Another Works"})
    place = Affiliation.objects.select_related("organisation").get(user=newcomer)
    assert (place.organisation.name, place.state) == ("Another Works", "claimed")
    assert told(newcomer).trust == Trust.NEW


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [("", "uni"), ("example university", "uni"), ("Another Works", "")],
)
def test_what_was_typed_at_sign_up_is_not_overruled(client, newcomer, university, typed, chosen):
    Profile.objects.update(organisation=typed)
    client.force_login(newcomer)
    form = client.get(WELCOME).context["form"]
    assert form["organisation_known"].value() == chosen


def test_no_organisation_is_offered_to_whom_the_domain_does_not_belong(client, university):
    for address in ("a@gmail.com", "a@notexample.edu", "a@edu", "a@example.edu.example.net"):
        assert not organisations_of(UserFactory(email=address)).exists()
    assert not organisations_of(UserFactory(email="b@example.edu", proven=False)).exists()
    assert list(organisations_of(UserFactory(email="c@example.edu"))) == [university]
    Organisation.objects.update(is_confirmed=False)
    assert not organisations_of(UserFactory(email="d@example.edu")).exists()


# Letters


def test_letters_are_offered_unticked_and_apart(client, newcomer):
    newsletter = NewsletterFactory()
    client.force_login(newcomer)
    page = client.get(WELCOME).content.decode()
    assert f'value="letters:{newsletter.slug}"' in page
    assert newsletter.consent_wording in page
    assert "checked" not in page.split(f'value="letters:{newsletter.slug}"')[1].split(">")[0]
    client.post(WELCOME, ANSWERS)
    assert not Subscription.objects.exists()


def test_a_ticked_letter_is_a_consent_of_its_own(client, newcomer):
    newsletter = NewsletterFactory()
    client.force_login(newcomer)
    client.post(WELCOME, ANSWERS | {"letters": [f"letters:{newsletter.slug}"]})
    subscription = Subscription.objects.get()
    assert subscription.is_confirmed
    assert subscription.language == "fr"
    record = ConsentRecord.objects.get(user=newcomer, purpose="newsletter")
    assert record.wording == newsletter.consent_wording
    assert record.source == "welcome form"


def test_a_tick_survives_an_error_elsewhere(client, newcomer):
    newsletter = NewsletterFactory()
    client.force_login(newcomer)
    letters = [f"letters:{newsletter.slug}"]
    page = client.post(WELCOME, ANSWERS | {"letters": letters, "country": "XX"}).content.decode()
    assert "checked" in page.split(f'value="letters:{newsletter.slug}"')[1].split(">")[0]


def test_a_closed_list_and_one_that_is_had_are_not_offered(client, newcomer):
    closed, had = NewsletterFactory(slug="closed", is_open=False), NewsletterFactory()
    client.force_login(newcomer)
    client.post(WELCOME, ANSWERS | {"letters": [f"letters:{had.slug}"]})
    page = client.get(WELCOME).content.decode()
    assert f"letters:{closed.slug}" not in page
    assert f"letters:{had.slug}" not in page


def test_any_room_may_offer_something(newcomer, monkeypatch):
    taken = []

    class Room(Offers):
        name = "room"

        def open_to(self, user):
            return [Offer("one", "One", "I want one.")]

        def take(self, *, user, key, source):
            taken.append((user, key, source))

    monkeypatch.setattr(offers, "_rooms", {"room": Room()})
    assert [one.key for one in offers.open_offers(newcomer)] == ["room:one"]
    offers.take_offer(user=newcomer, key="room:one", source="test")
    offers.take_offer(user=newcomer, key="nowhere:one", source="test")
    assert taken == [(newcomer, "one", "test")]


def test_whoever_skipped_is_led_to_the_profile_at_the_next_sign_in(rf):
    from community.members.adapters import AccountAdapter

    person = UserFactory()
    request = rf.get("/")
    request.user = person
    assert AccountAdapter().get_login_redirect_url(request) == WELCOME
    actions.skip_welcome(user=person)
    person.refresh_from_db()
    assert person.profile.welcomed_at <= timezone.now()
    assert AccountAdapter().get_login_redirect_url(request) == "/members/profile/"
