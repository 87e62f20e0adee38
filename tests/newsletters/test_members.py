"""A member subscribes with one press; their address is known to be theirs."""

import pytest
from django.urls import reverse

from community.members.models import ConsentRecord
from newsletters.actions import subscribing
from newsletters.addresses import fingerprint
from newsletters.models import Subscription, Suppression
from tests.factories.members import ProfileFactory, UserFactory
from tests.factories.newsletters import SubscriptionFactory


@pytest.fixture
def member(db):
    return ProfileFactory.create(language="fr").user


@pytest.fixture
def join(newsletter):
    return reverse("newsletters:join", args=(newsletter.slug,))


def test_one_press_is_enough_and_is_recorded(client, member, join, newsletter, mails):
    client.force_login(member)
    answer = client.post(join, {"next": "/members/profile/"})
    assert answer.url == "/members/profile/"
    subscription = Subscription.objects.get()
    assert subscription.is_confirmed
    assert (subscription.user, subscription.language) == (member, "fr")
    assert subscription.stakeholder_group.code == "industry"
    record = ConsentRecord.objects.get()
    assert (record.user, record.wording) == (member, newsletter.consent_wording)
    assert record.method == "button for members"
    assert not mails(), "the address is proven, so no mail asks again"


def test_a_second_press_changes_nothing(client, member, join):
    client.force_login(member)
    client.post(join)
    client.post(join)
    assert ConsentRecord.objects.count() == 1


def test_a_reader_who_becomes_a_member_keeps_the_subscription(newsletter, member):
    before = SubscriptionFactory.create(email=member.email.upper())
    after = subscribing.subscribe_member(newsletter=newsletter, user=member, source="")
    assert (after.pk, after.user) == (before.pk, member)


def test_a_member_whose_address_is_not_proven_is_asked_by_mail(client, join, mails):
    client.force_login(UserFactory.create(proven=False))
    client.post(join)
    assert Subscription.objects.get().state == Subscription.State.PENDING
    assert len(mails()) == 1


def test_an_own_press_lifts_an_old_complaint_but_not_a_decision_of_staff(newsletter, member):
    entry = Suppression.objects.create(fingerprint=fingerprint(member.email), reason="complained")
    subscribing.subscribe_member(newsletter=newsletter, user=member, source="")
    assert not Suppression.objects.filter(pk=entry.pk).exists()
    staff = Suppression.objects.create(fingerprint=fingerprint(member.email), reason="staff")
    subscribing.unsubscribe(subscription=Subscription.objects.get(), method="test")
    subscribing.subscribe_member(newsletter=newsletter, user=member, source="")
    assert Suppression.objects.filter(pk=staff.pk).exists()


def test_strangers_are_sent_to_the_door_and_other_sites_are_not_followed(client, member, join):
    assert "/accounts/login/" in client.post(join).url
    assert client.get(join).status_code == 405
    client.force_login(member)
    assert client.post(join, {"next": "https://evil.example/"}).url == reverse("members:home")


def test_a_closed_list_says_so(client, member, join, newsletter):
    newsletter.is_open = False
    newsletter.save()
    client.force_login(member)
    client.post(join)
    assert not Subscription.objects.exists()


def test_the_members_piece_shows_the_button_and_then_the_way_to_leave(
    rf, member, newsletter, django_assert_num_queries
):
    from django.template import Context, Template

    template = Template("{% load newsletters_tags %}{% newsletter_membership %}")
    context = Context({"request": rf.get("/members/"), "viewer": member, "csrf_token": "token"})
    with django_assert_num_queries(2):
        text = template.render(context)
    assert "Yes, send it to me" in text
    assert newsletter.consent_wording in text
    row = subscribing.subscribe_member(newsletter=newsletter, user=member, source="")
    assert str(row.token) in template.render(context)
    assert template.render(Context({"request": rf.get("/"), "viewer": None})).strip() == ""


def test_the_invitation_is_a_link_and_costs_one_query(newsletter, django_assert_num_queries):
    from django.template import Context, Template

    template = Template("{% load newsletters_tags %}{% newsletter_invitation %}")
    with django_assert_num_queries(1):
        text = template.render(Context())
    assert "/letters/letter/" in text
    assert "<form" not in text
    newsletter.is_open = False
    newsletter.save()
    assert template.render(Context()).strip() == ""
