"""The page of one's data: few queries, every role, corrections, consents and taking them back."""

import pytest
from django.urls import reverse

from community.datarights.models import CorrectionRequest
from community.members.models import ConsentRecord
from events.models import Registration
from newsletters.actions import subscribing
from newsletters.models import Subscription
from outbox.models import Message
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory
from tests.factories.members import ConsentRecordFactory, UserFactory
from tests.factories.newsletters import NewsletterFactory

pytestmark = pytest.mark.django_db
PAGES = ["/members/data/", "/members/data/agreed/", "/members/data/leave/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_cost_few_queries_and_are_kept_by_no_cache(
    bob, signed_in, path, django_assert_max_num_queries
):
    browser = signed_in(bob)
    browser.get(path)
    with django_assert_max_num_queries(12):
        answer = browser.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_pages_exist_for_every_role(people, signed_in, path):
    for person in [*people.values(), UserFactory(name="")]:
        assert signed_in(person).get(path).status_code == 200


@pytest.mark.parametrize("path", [*PAGES, "/members/data/copy/", "/members/data/correct/"])
def test_a_stranger_is_asked_to_sign_in(client, path):
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code in {302, 405}
        assert answer.status_code == 405 or answer.url.startswith("/accounts/login/")


def test_the_old_name_of_the_page_still_leads_here():
    assert reverse("members:data") == reverse("datarights:home") == "/members/data/"


def test_names_are_never_markup(signed_in):
    person = UserFactory(name='"><svg onload=alert(1)>')
    ConsentRecordFactory(user=person, wording="<script>alert(3)</script>", subject="<i>x</i>")
    CorrectionRequest.objects.create(user=person, text="<script>alert(4)</script>")
    for path in PAGES:
        page = signed_in(person).get(path).content.decode()
        assert "<svg onload" not in page
        assert "<script>alert" not in page
        assert "<i>x</i>" not in page


def test_the_page_of_consents_shows_what_was_agreed_and_when(bob, signed_in):
    ConsentRecordFactory(
        user=None,
        email="BOB@example.org",
        purpose="newsletter",
        is_given=False,
        wording="Stop <it>.",
    )
    page = signed_in(bob).get("/members/data/agreed/").content.decode()
    assert "in its reports by group and in the number of countries" in page
    assert "Version of the wording: 2026-11" in page
    assert "taken back" in page
    assert "Stop &lt;it&gt;." in page
    assert page.count("Take it back by deleting the account") == 1


def test_a_member_without_records_is_told_what_will_stand_there(signed_in):
    assert "Nothing yet" in signed_in(UserFactory()).get("/members/data/agreed/").content.decode()


def test_bob_takes_back_his_consent_to_letters(bob, signed_in):
    newsletter = NewsletterFactory()
    subscribing.subscribe_member(newsletter=newsletter, user=bob, source="test")
    browser = signed_in(bob)
    assert "Take it back</button>" in browser.get("/members/data/agreed/").content.decode()
    form = {"purpose": "newsletter", "subject": newsletter.slug}
    page = browser.post("/members/data/agreed/take-back/", form, follow=True).content.decode()
    assert "Taken back." in page
    assert "Take it back</button>" not in page
    assert Subscription.objects.get().state == Subscription.State.UNSUBSCRIBED
    newest = ConsentRecord.objects.filter(purpose="newsletter").first()
    assert (newest.is_given, newest.user, newest.wording) == (
        False,
        bob,
        newsletter.consent_wording,
    )
    page = browser.post("/members/data/agreed/take-back/", form, follow=True).content.decode()
    assert "nothing to take back" in page


def test_bob_takes_back_his_consent_to_an_event(bob, signed_in):
    event = EventFactory()
    consent = ConsentRecordFactory(user=bob, purpose="event", subject=str(event.uid))
    RegistrationFactory(event=event, user=bob, email=bob.email, consent=consent)
    browser = signed_in(bob)
    form = {"purpose": "event", "subject": str(event.uid)}
    browser.post("/members/data/agreed/take-back/", form)
    assert Registration.objects.get().is_cancelled
    assert not ConsentRecord.objects.filter(purpose="event").first().is_given


def test_nobody_takes_back_what_is_not_theirs(bob, alice, signed_in):
    newsletter, event = NewsletterFactory(), EventFactory()
    subscribing.subscribe_member(newsletter=newsletter, user=bob, source="test")
    consent = ConsentRecordFactory(user=bob, purpose="event", subject=str(event.uid))
    RegistrationFactory(event=event, user=bob, email=bob.email, consent=consent)
    for purpose, subject in (("newsletter", newsletter.slug), ("event", str(event.uid))):
        form = {"purpose": purpose, "subject": subject}
        signed_in(alice).post("/members/data/agreed/take-back/", form)
    assert Subscription.objects.get().is_confirmed
    assert Registration.objects.get().is_confirmed


@pytest.mark.parametrize("purpose", ["membership", "", "no-such-purpose"])
def test_what_is_not_taken_back_by_a_press_answers_404(bob, signed_in, purpose):
    answer = signed_in(bob).post("/members/data/agreed/take-back/", {"purpose": purpose})
    assert answer.status_code == 404


@pytest.mark.parametrize("subject", ["", "x" * 5000, "not-a-uuid", "\x00", "%"])
def test_a_subject_that_is_none_takes_nothing_back(bob, signed_in, subject):
    for purpose in ("event", "newsletter"):
        form = {"purpose": purpose, "subject": subject}
        answer = signed_in(bob).post("/members/data/agreed/take-back/", form)
        assert answer.status_code == 302


def test_an_event_that_is_over_stays_as_it_was(bob, signed_in):
    event = PastEventFactory()
    consent = ConsentRecordFactory(user=bob, purpose="event", subject=str(event.uid))
    RegistrationFactory(event=event, user=bob, email=bob.email, consent=consent)
    form = {"purpose": "event", "subject": str(event.uid)}
    signed_in(bob).post("/members/data/agreed/take-back/", form)
    assert Registration.objects.get().is_confirmed


def test_bob_asks_for_a_correction_and_is_answered(bob, ada, signed_in):
    browser = signed_in(bob)
    answer = browser.post("/members/data/correct/", {"text": "My name is spelt Bobb."}, follow=True)
    assert "The stewards have it." in answer.content.decode()
    request = CorrectionRequest.objects.get()
    assert (request.user, request.is_answered) == (bob, False)
    desk = signed_in(ada)
    assert "spelt Bobb" in desk.get("/admin/corrections/").content.decode()
    page = f"/admin/corrections/{request.pk}/"
    assert "bob@example.org" in desk.get(page).content.decode()
    assert "Write an answer." in desk.post(page, {"answer": ""}).content.decode()
    assert desk.post(page, {"answer": "It is mended."}).status_code == 302
    mail = Message.objects.get(kind="datarights/correction_answered")
    assert (mail.recipient, "It is mended." in mail.text) == (bob, True)
    assert "It is mended." in browser.get("/members/data/").content.decode()
    assert "Nothing waits." in desk.get("/admin/corrections/").content.decode()


@pytest.mark.parametrize("text", ["", "short", "x" * 4001])
def test_a_correction_says_what_is_wrong(bob, signed_in, text):
    answer = signed_in(bob).post("/members/data/correct/", {"text": text})
    assert "One answer needs another look" in answer.content.decode()
    assert not CorrectionRequest.objects.exists()


def test_stewards_are_not_flooded(bob, signed_in):
    browser = signed_in(bob)
    answers = [
        browser.post("/members/data/correct/", {"text": "Something is wrong."}).status_code
        for _ in range(6)
    ]
    assert answers == [302] * 5 + [429]


@pytest.mark.parametrize("path", ["/admin/retention/", "/admin/corrections/"])
def test_the_screens_are_for_those_who_may(path, ada, alice, dana, bob, signed_in):
    assert signed_in(ada).get(path).status_code == 200
    for person in (alice, dana, bob):
        assert signed_in(person).get(path).status_code == 302
