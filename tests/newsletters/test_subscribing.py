"""Double opt-in: nobody gets a letter without pressing a button that came by mail."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.members.models import ConsentRecord
from newsletters.actions import subscribing
from newsletters.actions.subscribing import LinkExpired, LinkUnknown, ListIsClosed, Wish
from newsletters.addresses import fingerprint
from newsletters.models import Subscription, Suppression
from newsletters.signals import subscription_confirmed
from tests.factories.newsletters import SubscriptionFactory
from tests.factories.pages import term
from vocabulary.models import Scheme

State = Subscription.State
ANSWER = {"email": "Marta@Example.ORG", "language": "en", "consent": "on"}


def ask(newsletter, email="marta@example.org", language="en"):
    wish = Wish(language=language, stakeholder_group=None, source="/letters/letter/")
    subscribing.ask(newsletter=newsletter, email=email, wish=wish)
    return Subscription.objects.of_address(email).first()


@pytest.fixture
def form_url(newsletter):
    return reverse("newsletters:subscribe", args=(newsletter.slug,))


def test_a_stranger_asks_gets_a_mail_and_is_on_the_list_after_the_press(
    client, form_url, newsletter, mails, django_capture_on_commit_callbacks
):
    heard = []
    subscription_confirmed.connect(hear := lambda **told: heard.append(told["subscription"]))
    answer = client.post(
        form_url, ANSWER | {"stakeholder_group": term(Scheme.STAKEHOLDER_GROUP, "policy").pk}
    )
    assert answer.status_code == 302
    assert "Look into your mailbox" in client.get(answer.url).content.decode()

    (mail,) = mails()
    assert mail.to_address == "Marta@example.org"
    link = re.search(r"http://testserver(/letters/confirm/\S+)", mail.text)[1]
    subscription = Subscription.objects.get()
    assert (subscription.state, subscription.consent) == (State.PENDING, None)

    shown = client.get(link)
    assert shown.status_code == 200
    assert shown.content.decode().count('method="post"') == 1
    assert Subscription.objects.get().state == State.PENDING, "a visit confirms nothing"

    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(link)
    assert "You are on the list" in done.content.decode()
    subscription.refresh_from_db()
    assert subscription.state == State.CONFIRMED
    assert heard == [subscription]
    assert hear is not None
    record = ConsentRecord.objects.get()
    assert (record.email, record.purpose, record.is_given) == (
        "marta@example.org",
        "newsletter",
        True,
    )
    assert record.wording == newsletter.consent_wording
    assert record.wording_version == newsletter.consent_version
    assert (record.language, record.method, record.source) == ("en", "link in mail", form_url)
    assert subscription.consent == record
    assert subscription.stakeholder_group.code == "policy"


def test_the_answer_tells_nothing_about_who_is_on_the_list(client, form_url, newsletter):
    for state in State:
        SubscriptionFactory.create(email=f"{state}@example.org", state=state)
    answers = [
        client.post(form_url, ANSWER | {"email": f"{name}@example.org"})
        for name in (*State, "never-heard-of")
    ]
    assert {(answer.status_code, answer.url, answer.content) for answer in answers} == {
        (302, reverse("newsletters:asked", args=(newsletter.slug,)), b"")
    }


def test_an_address_on_the_list_gets_a_mail_that_says_so_and_stays_as_it_is(newsletter, mails):
    reader = SubscriptionFactory.create(email="marta@example.org", language="fr")
    ask(newsletter, "MARTA@example.org")
    reader.refresh_from_db()
    assert (reader.state, reader.language) == (State.CONFIRMED, "fr")
    (mail,) = mails()
    assert mail.kind == "newsletters/already_subscribed"
    assert str(reader.token) in mail.text


def test_the_link_works_once_and_says_so_the_second_time(client, newsletter):
    link = reverse("newsletters:confirm", args=(ask(newsletter).confirm_token,))
    client.post(link)
    again = client.post(link)
    assert again.status_code == 200
    assert "You were on the list already" in again.content.decode()
    assert ConsentRecord.objects.count() == 1


def test_an_old_link_says_so_and_shows_the_way(client, newsletter):
    subscription = ask(newsletter)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        answer = client.post(reverse("newsletters:confirm", args=(subscription.confirm_token,)))
    assert answer.status_code == 410
    assert reverse("newsletters:subscribe", args=(newsletter.slug,)) in answer.content.decode()
    subscription.refresh_from_db()
    assert subscription.state == State.PENDING


def test_a_made_up_link_is_unknown(client, newsletter):
    answer = client.post(reverse("newsletters:confirm", args=(uuid.uuid4(),)))
    assert answer.status_code == 404
    assert client.get("/letters/confirm/not-a-key/").status_code == 404
    with pytest.raises(LinkUnknown):
        subscribing.confirm(token=uuid.uuid4())


def test_the_key_of_the_own_page_confirms_nothing(newsletter):
    with pytest.raises(LinkUnknown):
        subscribing.confirm(token=ask(newsletter).token)


def test_whoever_left_is_not_put_back_by_the_old_link(newsletter):
    subscription = ask(newsletter)
    subscribing.confirm(token=subscription.confirm_token)
    subscribing.unsubscribe(subscription=subscription, method="test")
    with pytest.raises(LinkExpired):
        subscribing.confirm(token=subscription.confirm_token)


def test_whoever_left_can_ask_again_and_gets_a_fresh_link(newsletter):
    subscription = ask(newsletter)
    subscribing.confirm(token=subscription.confirm_token)
    subscribing.unsubscribe(subscription=subscription, method="test")
    again = ask(newsletter)
    assert again.pk == subscription.pk
    assert again.state == State.PENDING
    assert again.confirm_token != subscription.confirm_token
    subscribing.confirm(token=again.confirm_token)
    again.refresh_from_db()
    assert (again.state, again.left_at) == (State.CONFIRMED, None)


def test_an_earlier_mail_still_works_while_it_is_not_too_old(newsletter):
    first = ask(newsletter)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert ask(newsletter).confirm_token == first.confirm_token
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert ask(newsletter).confirm_token != first.confirm_token


def test_nobody_can_flood_a_mailbox_through_the_form(newsletter, mails):
    started = timezone.now()
    for minute in range(0, 24 * 60, 5):
        with time_machine.travel(started + timedelta(minutes=minute), tick=False):
            ask(newsletter)
    assert len(mails()) == 5


def test_a_reader_whose_pause_is_over_may_be_told_again(newsletter):
    subscription = ask(newsletter)
    subscribing.confirm(token=subscription.confirm_token)
    subscription.refresh_from_db()
    assert subscription.may_be_asked


@pytest.mark.parametrize(
    ("reason", "count"), [("erased", 1), ("bounced", 1), ("complained", 0), ("staff", 0)]
)
def test_who_complained_is_left_alone_and_a_fresh_yes_lifts_the_rest(
    newsletter, mails, reason, count
):
    Suppression.objects.create(fingerprint=fingerprint("marta@example.org"), reason=reason)
    subscription = ask(newsletter)
    assert len(mails()) == count
    if count:
        subscribing.confirm(token=subscription.confirm_token)
        assert not Suppression.objects.exists()


def test_a_closed_list_takes_nobody(client, form_url, newsletter, mails):
    newsletter.is_open = False
    newsletter.save()
    assert "takes no new readers" in client.get(form_url).content.decode()
    assert client.post(form_url, ANSWER).status_code == 200
    with pytest.raises(ListIsClosed):
        ask(newsletter)
    assert not mails()


def test_a_receiver_that_fails_costs_the_reader_nothing(
    newsletter, caplog, django_capture_on_commit_callbacks
):
    def fail(**_told):
        raise RuntimeError("counting is broken")

    subscription_confirmed.connect(fail)
    with django_capture_on_commit_callbacks(execute=True):
        subscribing.confirm(token=ask(newsletter).confirm_token)
    assert Subscription.objects.get().is_confirmed
    assert "counting is broken" in caplog.text


@pytest.mark.parametrize(
    "address",
    [
        "",
        "marta",
        "marta@",
        "marta@example",
        "marta@exam ple.org",
        "marta@example.org\r\nBcc: all@example.org",
        "marta@example.org, ben@example.org",
        "märta@example.org",
        "<script>@example.org",
        "a" * 250 + "@example.org",
        "\x00@example.org",
        '"\x01"@example.org',
        "marta@[IPv6:::1]",
    ],
)
def test_an_address_that_is_none_is_refused_kept_and_explained(client, form_url, address, mails):
    answer = client.post(form_url, ANSWER | {"email": address})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in text
    assert "#id_email" in text
    assert not mails()
    assert not Subscription.objects.exists()


def test_letters_outside_ascii_behind_the_sign_are_one_address_with_their_ascii_form(
    client, form_url, mails
):
    client.post(form_url, ANSWER | {"email": "marta@bücher.example"})
    assert Subscription.objects.get().email == "marta@xn--bcher-kva.example"
    assert fingerprint("marta@BÜCHER.example") == Subscription.objects.get().fingerprint
    assert len(mails()) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("language", "xx"),
        ("stakeholder_group", "999999"),
        ("stakeholder_group", "' OR 1=1"),
        ("consent", ""),
    ],
)
def test_other_answers_that_do_not_fit_are_refused_and_the_address_is_kept(
    client, form_url, field, value
):
    answer = client.post(form_url, ANSWER | {field: value})
    assert answer.status_code == 422
    assert 'value="Marta@Example.ORG"' in answer.content.decode()
    assert not Subscription.objects.exists()


def test_a_robot_that_fills_in_everything_is_thanked_and_forgotten(client, form_url, mails):
    assert client.post(form_url, ANSWER | {"homepage": "https://spam.example"}).status_code == 302
    assert not mails()
    assert not Subscription.objects.exists()


def test_a_form_on_another_site_is_refused(client, form_url):
    assert (
        client.post(form_url, ANSWER, headers={"Origin": "https://evil.example"}).status_code == 403
    )
    answer = client.post(form_url, ANSWER, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert not Subscription.objects.exists()


def test_too_many_tries_from_one_place_are_slowed_down(client, form_url):
    answers = [client.post(form_url, ANSWER | {"email": ""}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert client.get(form_url).status_code == 200


def test_pages_for_strangers_set_no_cookie_and_take_few_queries(
    client, form_url, newsletter, django_assert_max_num_queries
):
    subscription = SubscriptionFactory.create()
    addresses = [
        form_url,
        reverse("newsletters:asked", args=(newsletter.slug,)),
        reverse("newsletters:confirm", args=(uuid.uuid4(),)),
        reverse("newsletters:yours", args=(subscription.token,)),
        reverse("letters:leave", args=(subscription.token,)),
    ]
    for address in addresses:
        with django_assert_max_num_queries(12):
            answer = client.get(address)
        assert answer.status_code == 200
        assert not answer.cookies
        assert "style=" not in answer.content.decode()
        assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_an_unknown_newsletter_and_a_wrong_method_are_answered(client, form_url):
    assert client.get("/letters/none-of-ours/").status_code == 404
    assert client.delete(form_url).status_code == 405


def test_in_french_the_page_and_the_mail_are_french(client, newsletter, mails):
    client.post("/fr/letters/letter/", ANSWER | {"language": "fr"})
    assert "/fr/letters/confirm/" in mails()[0].text
    assert mails()[0].language == "fr"
