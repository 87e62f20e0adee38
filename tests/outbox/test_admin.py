"""The post room in the admin: who sees what, what a preview can do, what staff decide."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import ModelLogEntry

from outbox.models import Message, State, Suppression
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(client, django_user_model):
    """Sign in a superuser."""
    user = django_user_model.objects.create_superuser("ada@example.org", name="Ada Example")
    client.force_login(user)
    return user


@pytest.fixture
def clerk(client, django_user_model):
    """Sign in someone who may enter the admin and look at mail, nothing more."""
    user = django_user_model.objects.create_user("cleo@example.org", name="Cleo", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=("access_admin", "view_message"))
    )
    client.force_login(user)
    return user


def page(client, name: str, *args: int, **query: str):
    return client.get(reverse(f"mail:{name}", args=args), query)


def test_the_list_shows_each_mail_with_its_state_and_why(client, root):
    MessageFactory(subject="Seat confirmed", state=State.ACCEPTED)
    MessageFactory(subject="Seat lost", state=State.SKIPPED, reason="The account is closed.")
    html = page(client, "index").content.decode()
    for words in ("Seat confirmed", "Seat lost", "The account is closed.", "bob@example.org"):
        assert words in html


def test_the_list_is_narrowed_by_state_kind_and_words(client, root):
    MessageFactory(subject="Alpha", state=State.REFUSED, kind="events/confirmed")
    MessageFactory(subject="Beta", to_address="charlie@example.org")
    for query, there, gone in (
        ({"state": "refused"}, b"Alpha", b"Beta"),
        ({"kind": "events/confirmed"}, b"Alpha", b"Beta"),
        ({"q": "charlie"}, b"Beta", b"Alpha"),
        ({"state": "nonsense", "kind": "%00", "created_at_from": "x"}, b"Alpha", b"never"),
    ):
        content = page(client, "index_results", **query).content
        assert there in content
        assert gone not in content


def test_the_list_does_not_ask_more_with_more_mails(client, root, django_assert_max_num_queries):
    MessageFactory.create_batch(30)
    page(client, "index")
    with django_assert_max_num_queries(12):
        page(client, "index")


def test_a_mail_shows_all_its_parts_and_what_it_waits_for(client, root):
    MessageFactory(topic="seat-1", subject="Older one", state=State.UNKNOWN)
    mail = MessageFactory(
        topic="seat-1",
        calendar=b"BEGIN:VCALENDAR",
        calendar_method="REQUEST",
        headers={"List-Id": "<x>"},
        reply_to="host@example.org",
    )
    html = page(client, "inspect", mail.pk).content.decode()
    for words in ("Older one", "BEGIN:VCALENDAR", "REQUEST", "What happened and what", "List-Id"):
        assert words in html
    assert reverse("mail:preview", args=(mail.pk,)) in html


def test_the_preview_runs_nothing_and_opens_links_elsewhere(client, root):
    mail = MessageFactory(html="<html><head></head><body><script>x</script></body></html>")
    response = page(client, "preview", mail.pk)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in response["Cache-Control"]
    assert b'<base target="_blank">' in response.content


def test_the_source_is_the_message_on_the_wire(client, root):
    mail = MessageFactory()
    response = page(client, "source", mail.pk)
    assert response["Content-Type"] == "message/rfc822"
    assert mail.message_id.encode() in response.content


def test_a_sign_in_code_is_read_by_administrators_only(client, clerk, settings):
    mail = MessageFactory(kind="account/sign_in_code", text="Your code is 123456")
    shown = page(client, "inspect", mail.pk)
    assert shown.status_code == 200
    assert b"123456" not in shown.content
    assert page(client, "preview", mail.pk).status_code == 302
    settings.DEBUG = True
    assert b"123456" in page(client, "inspect", mail.pk).content
    assert page(client, "preview", mail.pk).status_code == 200


def test_an_administrator_reads_it_in_production_too(client, root):
    mail = MessageFactory(kind="account/sign_in_code", text="Your code is 123456")
    assert b"123456" in page(client, "inspect", mail.pk).content


def test_the_permission_to_look_is_not_the_permission_to_decide(client, clerk):
    mail = MessageFactory(state=State.UNKNOWN)
    assert b"Send again" not in page(client, "inspect", mail.pk).content
    client.post(reverse("mail:decide", args=(mail.pk,)), {"decision": "send_again"})
    mail.refresh_from_db()
    assert mail.state == State.UNKNOWN


def test_without_the_permission_there_is_no_mail_in_the_admin(client, django_user_model):
    user = django_user_model.objects.create_user("dan@example.org", name="Dan", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    mail = MessageFactory()
    for name, args in (("index", ()), ("inspect", (mail.pk,)), ("preview", (mail.pk,))):
        assert page(client, name, *args).status_code in {302, 403}
    assert reverse("mail:index").encode() not in client.get(reverse("wagtailadmin_home")).content


def test_a_stranger_is_sent_to_the_door(client):
    assert page(client, "index").status_code == 302


@pytest.mark.parametrize(
    ("decision", "state"), [("send_again", State.QUEUED), ("treat_as_sent", State.ACCEPTED)]
)
def test_staff_decide_about_an_unknown_mail_and_the_log_knows_who(client, root, decision, state):
    mail = MessageFactory(state=State.UNKNOWN)
    assert b"may or may not" in page(client, "inspect", mail.pk).content
    client.post(reverse("mail:decide", args=(mail.pk,)), {"decision": decision})
    mail.refresh_from_db()
    assert mail.state == state
    entry = ModelLogEntry.objects.get(action=f"outbox.{decision}")
    assert entry.user == root
    assert "bob@example.org" not in entry.label


@pytest.mark.parametrize("decision", ["", "delete", "send_again"])
def test_a_decision_that_does_not_fit_changes_nothing_and_says_so(client, root, decision):
    mail = MessageFactory(state=State.ACCEPTED)
    response = client.post(
        reverse("mail:decide", args=(mail.pk,)), {"decision": decision}, follow=True
    )
    assert response.status_code == 200
    assert b"cannot be sent again" in response.content or b"Choose what" in response.content
    mail.refresh_from_db()
    assert mail.state == State.ACCEPTED


def test_deciding_needs_a_post_and_a_mail(client, root):
    mail = MessageFactory()
    assert client.get(reverse("mail:decide", args=(mail.pk,))).status_code == 405
    assert client.post(reverse("mail:decide", args=(0,))).status_code == 404
    assert page(client, "inspect", 0).status_code == 404


def test_a_forgotten_body_is_said_to_be_erased(client, root):
    mail = MessageFactory(state=State.ACCEPTED)
    mail.forgotten_at = mail.created_at
    mail.save()
    content = page(client, "inspect", mail.pk).content
    assert b"erased" in content
    assert b"iframe" not in content


def test_a_suppressed_address_is_added_once_and_taken_off_again(client, root):
    add = reverse("suppressed:add")
    client.post(add, {"address": "gone@example.org", "reason": "Bounced"})
    twice = client.post(add, {"address": "GONE@example.org", "reason": "Again"})
    assert b"on the list already" in twice.content
    row = Suppression.objects.get()
    assert client.get(reverse("suppressed:index")).status_code == 200
    client.post(reverse("suppressed:delete", args=(row.pk,)))
    assert not Suppression.objects.exists()


def test_mail_is_never_written_or_deleted_by_hand(root):
    from outbox.permissions import MailPolicy

    policy = MailPolicy(Message)
    assert [policy.user_has_permission(root, a) for a in ("view", "change", "add", "delete")] == [
        True,
        True,
        False,
        False,
    ]


def test_permissions_on_mail_can_be_given_to_a_group(client, root):
    html = client.get(reverse("wagtailusers_groups:add")).content.decode()
    for codename in ("view_message", "change_message"):
        permission = Permission.objects.get(codename=codename)
        assert f'name="permissions" value="{permission.pk}"' in " ".join(html.split())
