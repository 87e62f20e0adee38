"""The editors' desk: try, send, follow, decide; for those who may."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Page

from newsletters import delivery
from newsletters.models import Delivery, Edition, IssuePage
from outbox.transports import MemoryTransport, OutcomeUnknown
from tests.factories.members import UserFactory
from tests.factories.newsletters import SubscriptionFactory

State = Delivery.State


@pytest.fixture
def desk(client, db):
    """A browser in which somebody who may send is signed in."""
    from pages.actions import let_editors_work

    let_editors_work()
    editor = UserFactory.create(email="dana@example.org", is_staff=True)
    group = Group.objects.get(name="Editors")
    group.permissions.add(*Permission.objects.filter(content_type__app_label="newsletters"))
    editor.groups.add(group)
    client.force_login(editor)
    return client


def at(name, *args):
    return reverse(f"sent_letters:{name}", args=args)


def words(answer):
    return answer.content.decode()


def test_the_screen_says_who_gets_it_and_what_is_checked(desk, issue, readers):
    from newsletters.models import Suppression

    Suppression.objects.create(fingerprint=readers[0].fingerprint, reason="staff")
    text = words(desk.get(at("send", issue.pk)))
    assert "<b>3</b> readers of the INSPIRE letter get it." in text
    assert "1 of them will be left out" in text
    assert "Yes, send it" in text
    assert "INSPIRE &lt;letter@news.example.org&gt;" in text


def test_what_is_not_ready_has_no_button_and_cannot_be_forced(desk, issue):
    text = words(desk.get(at("send", issue.pk)))
    assert "Nobody on the list would get this issue." in text
    assert "Yes, send it" not in text
    answer = desk.post(at("send", issue.pk), follow=True)
    assert "Nobody on the list would get this issue." in words(answer)
    assert not Edition.objects.exists()


def test_a_press_sends_and_shows_how_far_it_is(desk, issue, readers):
    answer = desk.post(at("send", issue.pk), follow=True)
    edition = Edition.objects.get()
    assert answer.redirect_chain == [(at("edition", edition.pk), 302)]
    assert "The letter is on its way." in words(answer)
    assert "<b>0</b> of 3 done" in words(answer)
    delivery.send_due()
    text = words(desk.get(at("progress", edition.pk)))
    assert "<b>3</b> of 3 done" in text
    assert "data-unfinished" not in text


def test_a_second_press_says_that_it_was_sent(desk, edition):
    answer = desk.post(at("send", edition.issue_id), follow=True)
    assert "it is not sent a second time" in words(answer)
    assert Edition.objects.count() == 1
    assert desk.get(at("send", edition.issue_id)).url == at("edition", edition.pk)


def test_the_letter_can_be_looked_at_before_and_after(desk, issue, readers):
    for kind, start in (("html", "<!doctype html>"), ("text", "INSPIRE letter")):
        assert words(desk.get(at("letter", issue.pk, kind))).startswith(start)
    policy = desk.get(at("letter", issue.pk, "html"))["Content-Security-Policy"]
    assert "sandbox" in policy
    desk.post(at("send", issue.pk))
    edition = Edition.objects.get()
    assert "A grower asked the world." in words(desk.get(at("frozen", edition.pk, "html")))
    assert words(desk.get(at("frozen", edition.pk, "text"))) == edition.text


def test_a_test_letter_is_sent_and_a_wrong_address_is_explained(desk, issue, mails):
    answer = desk.post(at("test", issue.pk), {"to": "dana@example.org"}, follow=True)
    assert "A test letter goes to dana@example.org." in words(answer)
    assert [mail.to_address for mail in mails()] == ["dana@example.org"]
    assert "Write an address such as" in words(desk.post(at("test", issue.pk), {"to": "dana"}))
    assert desk.get(at("test", issue.pk)).status_code == 405


def test_a_test_letter_that_cannot_be_made_says_why(desk, issue, monkeypatch):
    from newsletters import composing
    from outbox.rendering import BrokenTemplate

    def refuse(_mjml):
        raise BrokenTemplate("not valid MJML")

    monkeypatch.setattr(composing, "mjml_to_html", refuse)
    answer = desk.post(at("test", issue.pk), {"to": "dana@example.org"}, follow=True)
    assert "Opening: not valid MJML" in words(answer)


def test_held_letters_are_listed_and_decided(desk, issue, readers):
    desk.post(at("send", issue.pk))
    edition = Edition.objects.get()
    MemoryTransport.faults.append(OutcomeUnknown("silence"))
    delivery.send_due()
    text = words(desk.get(at("edition", edition.pk)))
    assert "anna@example.org" in text
    assert "silence" in text
    held = edition.deliveries.get(state=State.UNKNOWN)
    decide = at("decide", edition.pk)
    assert "Choose what shall become" in words(desk.post(decide, {"do": "burn"}, follow=True))
    nothing = desk.post(decide, {"do": "send_again", "delivery": ["x", "9" * 30]}, follow=True)
    assert "0 letters decided." in words(nothing)
    desk.post(decide, {"do": "send_again", "delivery": [held.pk]})
    assert edition.deliveries.all().counts()["pending"] == 3
    Delivery.objects.filter(pk=held.pk).update(state="unknown")
    assert "1 letter decided." in words(
        desk.post(decide, {"do": "treat_as_sent", "all": "1"}, follow=True)
    )
    desk.post(decide, {"do": "pause"})
    assert "paused" in words(desk.get(at("edition", edition.pk)))
    desk.post(decide, {"do": "resume"})
    assert "on its way" in words(desk.get(at("edition", edition.pk)))


def test_those_left_out_are_listed_with_the_reason(desk, edition, readers):
    from newsletters.actions import subscribing

    subscribing.unsubscribe(subscription=readers[0], method="test")
    delivery.send_due()
    assert "anna@example.org: The reader has left the list." in words(
        desk.get(at("edition", edition.pk))
    )


def test_whoever_may_not_send_sees_and_does_nothing(client, edition):
    group = Group.objects.get(name="Authors")
    writer = UserFactory.create(is_staff=True)
    writer.groups.add(group)
    for user in (None, UserFactory.create(), writer):
        if user:
            client.force_login(user)
        for method, name, args in (
            ("get", "send", (edition.issue_id,)),
            ("post", "send", (edition.issue_id,)),
            ("post", "test", (edition.issue_id,)),
            ("get", "letter", (edition.issue_id, "html")),
            ("get", "edition", (edition.pk,)),
            ("get", "progress", (edition.pk,)),
            ("get", "frozen", (edition.pk, "html")),
            ("post", "decide", (edition.pk,)),
        ):
            assert getattr(client, method)(at(name, *args)).status_code in {302, 403}
    assert Edition.objects.count() == 1
    assert not Edition.objects.get().is_paused


def test_unknown_issues_and_editions_are_not_found(desk):
    assert desk.get(at("send", 999_999)).status_code == 404
    assert desk.get(at("edition", 999_999)).status_code == 404


def test_listings_count_in_few_queries(desk, edition, django_assert_max_num_queries):
    SubscriptionFactory.create_batch(30)
    for address in (
        reverse("sent_letters:index"),
        reverse("newsletter_readers:index"),
        reverse("newsletters_desk:index"),
        reverse("newsletter_readers:index") + "?state=confirmed&q=reader1",
    ):
        desk.get(address)
        with django_assert_max_num_queries(16):
            assert desk.get(address).status_code == 200


def test_readers_are_looked_at_and_not_changed_by_hand(desk, readers):
    assert desk.get(reverse("newsletter_readers:inspect", args=(readers[0].pk,))).status_code == 200
    for name in ("add", "edit", "delete"):
        args = () if name == "add" else (readers[0].pk,)
        answer = desk.get(reverse(f"newsletter_readers:{name}", args=args))
        assert answer.status_code in {302, 403, 404}


def test_the_editor_of_an_issue_leads_to_the_screen(desk, issue):
    edit = words(desk.get(reverse("wagtailadmin_pages:edit", args=(issue.pk,))))
    assert edit.count(at("send", issue.pk)) >= 2
    listing = words(desk.get(reverse("wagtailadmin_explore", args=(issue.get_parent().pk,))))
    assert at("send", issue.pk) in listing
    home = words(desk.get(reverse("wagtailadmin_pages:edit", args=(issue.get_parent().pk,))))
    assert at("send", issue.get_parent().pk) not in home


def test_a_new_issue_is_written_previewed_and_published_in_the_editor(desk, issue):
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    archive = issue.get_parent()
    form = nested_form_data(
        {
            "title": "The third",
            "slug": "the-third",
            "subject": "The third letter",
            "preheader": "What is in it.",
            "intro": rich_text("<p>An opening.</p>"),
            "body": streamfield([("page", {"page": issue.pk, "display": "auto", "text": ""})]),
            "closing": rich_text("<p>An end.</p>"),
            "summary": "",
            "cover": "",
            "cover_alt": "",
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "action-publish": "1",
        }
    )
    preview = reverse(
        "wagtailadmin_pages:preview_on_add", args=("newsletters", "issuepage", archive.pk)
    )
    assert desk.post(preview, form).json()["is_valid"], desk.post(preview, form).content
    for mode, says in (("letter", "An opening."), ("text", "An opening."), ("", "An opening.")):
        assert says in words(desk.get(preview, {"mode": mode})), mode
    add = reverse("wagtailadmin_pages:add", args=("newsletters", "issuepage", archive.pk))
    assert desk.post(add, form).status_code == 302
    third = IssuePage.objects.get(slug="the-third")
    assert third.live
    wrong = form | {"subject": ""}
    assert desk.post(add, wrong | {"slug": "four"}).status_code == 200
    assert Page.objects.filter(slug="four").count() == 0


def test_the_permission_to_send_can_be_given_to_a_group(client, db):
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    group = Group.objects.get(name="Editors")
    text = words(client.get(reverse("wagtailusers_groups:edit", args=(group.pk,))))
    for codename in ("send_issue", "view_subscription"):
        assert f'value="{Permission.objects.get(codename=codename).pk}"' in text


@pytest.mark.parametrize("name", ["index", "index_results"])
def test_the_list_of_sent_letters_is_for_those_who_may_send(client, edition, name):
    person = UserFactory.create()
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(person)
    refused = client.get(at(name))
    assert refused.status_code == 302
    assert refused.url == reverse("wagtailadmin_home")
    person.user_permissions.add(Permission.objects.get(codename="send_issue"))
    assert edition.subject in words(client.get(at(name)))
