"""Personal invitations: lists with bad lines, mails, links, answers, reminders, oblivion."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.members.rights import erase_person, export_person
from events import actions as core
from events.invitations import actions, tasks
from events.invitations.links import invitation_behind, token_of
from events.invitations.lists import MOST, Invitee, read_list
from events.invitations.models import Answer, Invitation, OptOut
from events.invitations.refusals import InvitationOver
from events.links import UnknownLink
from events.models import EventPage, Registration
from outbox.actions import suppress
from outbox.models import Message
from tests.factories.events import EventFactory, RegistrationFactory, WaitingFactory
from tests.factories.pools import hybrid, open_to, seated

pytestmark = pytest.mark.django_db
TERMS = {"language": "en"}
ANSWERS = {"name": "Ann Example", "group": "industry", "consent": "on"}


def invite(event, *emails, **terms):
    people = [Invitee(email=email) for email in emails]
    return actions.invite(event=event, people=people, terms=TERMS | terms, by=None)


def invited(event, email="ann@example.org", **terms):
    """Return an invitation that was sent."""
    invite(event, email, **terms)
    tasks.send_due()
    return Invitation.objects.get(event=event, email=email)


def address(invitation, name="show"):
    return reverse(f"event_invitations:{name}", args=(token_of(invitation),))


def kinds():
    return [mail.kind.rpartition("/")[2] for mail in Message.objects.order_by("pk")]


class TestLists:
    def test_lines_of_many_shapes(self):
        text = (
            "E-mail;Name;Language\n"
            "ann@example.org\n"
            "Bea Example <bea@example.org>\n"
            "carl@example.org;Carl Example;de\n"
            "Dora Example\tdora@example.org\n"
            '"Example, Emil",EMIL@example.org,fr\n'
            "\n"
        )
        read = read_list(text)
        assert not read.bad
        assert [(one.email, one.name, one.language) for one in read.people] == [
            ("ann@example.org", "", ""),
            ("bea@example.org", "Bea Example", ""),
            ("carl@example.org", "Carl Example", "de"),
            ("dora@example.org", "Dora Example", ""),
            ("emil@example.org", "Example, Emil", "fr"),
        ]

    def test_bad_lines_are_told_and_the_good_ones_taken(self):
        text = "ann@example.org\nnobody\nbea@\nANN@example.org\nx@example.org;http://spam.example"
        read = read_list(text)
        assert [one.email for one in read.people] == ["ann@example.org"]
        assert [line.number for line in read.bad] == [2, 3, 5]
        assert read.twice == 1

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "\x00\x01",
            '"' * 5000,
            "@" * 5000,
            f"{'a' * 300}@example.org",
            f"ann@example.org;{'n' * 200}",
            "ann@example.org;a\u202eb",
            "=cmd|' /C calc'!A0",
        ],
    )
    def test_nonsense_invites_nobody(self, text):
        assert read_list(text).people == []

    def test_a_list_has_an_end(self):
        text = "\n".join(f"p{number}@example.org" for number in range(MOST + 5))
        read = read_list(text)
        assert len(read.people) == MOST
        assert len(read.bad) == 5


class TestSending:
    def test_an_invitation_goes_out_once_and_says_why(self, event):
        invitation = invited(event, language="en")
        tasks.send_due()
        assert kinds() == ["invitation"]
        mail = Message.objects.get()
        assert address(invitation) in mail.text
        assert "because the organisers of the event invited this address" in mail.text
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert address(invitation, "opt_out") in mail.headers["List-Unsubscribe"]
        assert invitation.state == Answer.SENT
        assert mail.to_address not in mail.headers["List-Unsubscribe"]

    def test_in_the_language_of_the_person(self, event):
        invited(event, language="de")
        assert Message.objects.get().language == "de"

    def test_nobody_is_invited_twice_or_when_registered(self, event):
        invited(event)
        RegistrationFactory(event=event, email="bea@example.org")
        done = invite(event, "ann@example.org", "Bea@example.org", "carl@example.org")
        assert (done.new, done.known, done.registered) == (1, 1, 1)

    def test_who_wants_none_or_takes_no_mail_gets_none(self, event):
        invitation = invited(event)
        actions.opt_out(invitation_id=invitation.pk)
        suppress(address="bea@example.org", reason="bounced")
        done = invite(EventFactory(), "Ann@example.org", "bea@example.org")
        assert (done.new, done.unwanted) == (0, 2)

    def test_who_says_so_between_the_list_and_the_mail_gets_none(self, event):
        other = invited(EventFactory())
        invite(event, "ann@example.org")
        actions.opt_out(invitation_id=other.pk)
        tasks.send_due()
        assert kinds() == ["invitation"]

    @pytest.mark.parametrize("changes", [{"is_cancelled": True}, {"end": timezone.now()}])
    def test_nothing_goes_out_for_what_does_not_take_place(self, event, changes):
        invite(event, "ann@example.org")
        EventPage.objects.filter(pk=event.pk).update(**changes)
        tasks.send_due()
        assert kinds() == []

    def test_a_draft_waits_for_its_publication(self, event):
        EventPage.objects.filter(pk=event.pk).update(live=False)
        invite(event, "ann@example.org")
        tasks.send_due()
        assert kinds() == []
        EventPage.objects.filter(pk=event.pk).update(live=True)
        tasks.send_due()
        assert kinds() == ["invitation"]


class TestReminding:
    def test_by_hand_those_who_have_not_answered(self, event):
        invited(event)
        other = invited(event, "bea@example.org")
        actions.decline(invitation_id=other.pk)
        assert actions.ask_reminders(event_id=event.pk) == 1
        tasks.send_due()
        assert kinds() == ["invitation", "invitation", "reminder"]
        assert actions.ask_reminders(event_id=event.pk) == 0  # not twice within a day

    def test_by_the_clock_once_before_the_end(self, event, settings):
        invitation = invited(event)
        assert tasks.remind_due() == 0  # ten days are left
        settings.EVENTS_REMIND_INVITED_DAYS = 11
        assert tasks.remind_due() == 0  # it has only just come
        long_ago = timezone.now() - timedelta(days=3)
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=long_ago)
        assert tasks.remind_due() == 1
        assert tasks.remind_due() == 0
        tasks.send_due()
        assert tasks.remind_due() == 0
        assert kinds() == ["invitation", "reminder"]

    def test_who_answers_meanwhile_is_left_in_peace(self, event):
        invitation = invited(event)
        actions.ask_reminders(event_id=event.pk)
        actions.decline(invitation_id=invitation.pk)
        tasks.send_due()
        assert kinds() == ["invitation"]


class TestAnswering:
    def test_opening_the_link_changes_nothing(self, client, event):
        invitation = invited(event)
        page = client.get(address(invitation))
        assert "Will you come?" in page.content.decode()
        assert page["Referrer-Policy"] == "no-referrer"
        for name in ("decline", "opt_out"):
            client.get(address(invitation, name))
        assert client.get(address(invitation, "seen")).status_code == 405
        invitation.refresh_from_db()
        assert invitation.state == Answer.SENT
        client.post(address(invitation, "seen"))
        invitation.refresh_from_db()
        assert invitation.state == Answer.OPENED
        assert invitation.opened_at

    def test_yes_is_a_confirmed_seat_at_once(self, client, event):
        invitation = invited(event)
        answer = client.post(address(invitation), ANSWERS)
        assert answer.status_code == 303
        mine = Registration.objects.get()
        assert mine.is_confirmed
        assert (mine.email, mine.name) == ("ann@example.org", "Ann Example")
        assert mine.consent
        invitation.refresh_from_db()
        assert (invitation.state, invitation.registration) == (Answer.REGISTERED, mine)
        assert kinds() == ["invitation", "registration_confirmed"]
        assert "You have answered" in client.get(address(invitation)).content.decode()

    def test_pressed_twice_it_leads_to_the_same_registration(self, client, event):
        invitation = invited(event)
        first, second = (client.post(address(invitation), ANSWERS) for _time in range(2))
        assert first["Location"] == second["Location"]
        assert Registration.objects.count() == 1

    def test_who_gave_the_seat_back_may_take_the_invitation_again(self, client, event):
        invitation = invited(event)
        client.post(address(invitation), ANSWERS)
        core.cancel_registration(registration_id=Registration.objects.get().pk)
        assert "Will you come?" in client.get(address(invitation)).content.decode()
        assert client.post(address(invitation), ANSWERS).status_code == 303
        assert Registration.objects.active().count() == 1

    def test_the_form_says_what_is_missing(self, client, event):
        invitation = invited(event)
        answer = client.post(address(invitation), {"name": "Ann"})
        assert answer.status_code == 422
        assert not Registration.objects.exists()

    def test_no_by_one_press_and_yes_after_all(self, client, event):
        invitation = invited(event)
        for _time in range(2):
            assert client.post(address(invitation, "decline")).status_code == 303
        assert "You have declined" in client.get(address(invitation)).content.decode()
        assert client.post(address(invitation), ANSWERS).status_code == 303
        assert client.post(address(invitation, "decline")).status_code == 409

    def test_a_member_gets_it_under_the_own_account(self, client, event, bob):
        invitation = invited(event, bob.email)
        client.force_login(bob)
        client.post(address(invitation), ANSWERS)
        assert Registration.objects.get().user == bob

    def test_a_forwarded_link_registers_who_was_invited(self, client, event, bob):
        invitation = invited(event)
        client.force_login(bob)
        client.post(address(invitation), ANSWERS | {"email": bob.email})
        mine = Registration.objects.get()
        assert (mine.email, mine.user) == ("ann@example.org", None)

    def test_only_the_invited_come_to_an_event_for_them(self, client, event):
        open_to(event, "invited")
        invitation = invited(event)
        assert client.post(address(invitation), ANSWERS).status_code == 303
        assert Registration.objects.get().is_confirmed

    def test_past_approval_window_and_line_where_it_says_so(self, client):
        event = EventFactory(
            needs_approval=True,
            has_waiting_list=True,
            capacity=1,
            registration_opens=timezone.now() + timedelta(days=1),
        )
        WaitingFactory(event=event)
        invitation = invited(event, skips_approval=True, skips_window=True, skips_line=True)
        client.post(address(invitation), ANSWERS)
        assert Registration.objects.get(email="ann@example.org").is_confirmed

    def test_else_it_waits_like_everyone(self, client):
        event = EventFactory(needs_approval=True)
        invitation = invited(event, skips_approval=False)
        client.post(address(invitation), ANSWERS)
        assert Registration.objects.get().is_to_approve

    def test_in_a_full_event_it_says_so_and_stays_open(self, client):
        event, here, _there = hybrid(has_waiting_list=False)
        seated(event, here)
        invitation = invited(event)
        answer = client.post(address(invitation), ANSWERS | {"pools-category": here.pk})
        assert answer.status_code == 409
        invitation.refresh_from_db()
        assert invitation.state == Answer.SENT

    def test_who_registers_on_the_page_has_answered(
        self, event, bob, django_capture_on_commit_callbacks
    ):
        invitation = invited(event, bob.email)
        with django_capture_on_commit_callbacks(execute=True):
            core.register_member(event_id=event.pk, user=bob, language="en")
        invitation.refresh_from_db()
        assert invitation.state == Answer.REGISTERED


class TestOver:
    def test_taken_back_it_opens_nothing(self, client, event):
        invitation = invited(event)
        actions.withdraw(invitation_id=invitation.pk)
        assert "was taken back" in client.get(address(invitation)).content.decode()
        assert client.post(address(invitation), ANSWERS).status_code == 409
        assert not Registration.objects.exists()

    def test_after_its_time_it_opens_nothing(self, client, event):
        invitation = invited(event)
        Invitation.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
        assert "This invitation is over" in client.get(address(invitation)).content.decode()
        assert client.post(address(invitation), ANSWERS).status_code == 409

    def test_who_has_registered_keeps_the_seat(self, client, event):
        invitation = invited(event)
        client.post(address(invitation), ANSWERS)
        with pytest.raises(InvitationOver):
            actions.withdraw(invitation_id=invitation.pk)

    @pytest.mark.parametrize("token", ["x", "~", "a~b", "💥", "AAAA~" + "b" * 400])
    def test_forged_links_lead_nowhere(self, client, event, token):
        for name in ("show", "decline", "opt_out", "seen"):
            made = reverse(f"event_invitations:{name}", args=(token,))
            assert client.post(made).status_code == 404

    def test_the_secret_of_a_registration_is_none_of_an_invitation(self, event):
        from events.links import token_of as seat_token

        with pytest.raises(UnknownLink):
            invitation_behind(seat_token(RegistrationFactory(event=event)))

    def test_an_invitation_is_for_its_own_event_and_address(self, event):
        from events.rows import Guest

        other = EventFactory()
        invite(other, "bea@example.org")
        invitation = invited(event)
        given = {"invitations": {"token": token_of(invitation)}}
        for where, email in ((other, "ann@example.org"), (event, "eve@example.org")):
            guest = Guest(email=email, name="Eve", parts=given)
            with pytest.raises(InvitationOver):
                core.register_guest(event_id=where.pk, guest=guest, language="en")

    def test_no_more_by_one_press_of_the_mail_program(self, client, event):
        invitation = invited(event)
        answer = client.post(address(invitation, "opt_out"), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "You get no more invitations" in answer.content.decode()
        invitation.refresh_from_db()
        assert invitation.is_declined
        assert OptOut.objects.of("ANN@example.org").exists()
        assert "ann" not in OptOut.objects.get().address


class TestData:
    def test_who_did_not_come_is_forgotten_and_the_count_stays(self, client, event):
        came, silent = invited(event), invited(event, "bea@example.org")
        client.post(address(came), ANSWERS)
        assert tasks.forget() == 0
        EventPage.objects.update(
            start=timezone.now() - timedelta(days=40, hours=1),
            end=timezone.now() - timedelta(days=40),
        )
        assert tasks.forget() == 1
        assert tasks.forget() == 0
        silent.refresh_from_db()
        assert silent.forgotten_at
        assert "bea" not in silent.email
        assert Invitation.objects.count() == 2
        assert client.get(address(silent)).status_code == 404

    def test_the_copy_and_the_erasure(self, event, bob, ada):
        people = [Invitee(email=bob.email, name="Bob")]
        actions.invite(event=event, people=people, terms=TERMS, by=ada)
        (row,) = export_person(email=bob.email, user=bob)["invitations to events"]
        assert (row["event"], row["name"], row["state"]) == (event.title, "Bob", "queued")
        (sent,) = export_person(email=ada.email, user=ada)["invitations to events"]
        assert "Bob" not in str(sent)
        erase_person(email=bob.email, user=bob)
        erase_person(email=ada.email, user=ada)
        left = Invitation.objects.get()
        assert bob.email not in left.email
        assert (left.name, left.by) == ("", None)
        tasks.send_due()
        assert not Message.objects.filter(kind__contains="invitations").exists()


class TestDesk:
    @pytest.fixture
    def desk(self, client, ada):
        client.force_login(ada)
        return client

    def at(self, event, name="overview", *args):
        return reverse(f"event_invitation_desk:{name}", args=(event.pk, *args))

    def test_a_half_bad_list_is_half_taken(self, desk, event):
        sent = {"text": "ann@example.org\nnot one\nbea@example.org", "language": "en"}
        page = desk.post(self.at(event), sent).content.decode()
        assert "2 invitations go out." in page
        assert "Line 2, “not one”" in page
        assert Invitation.objects.count() == 2

    def test_a_file_is_taken(self, desk, event):
        file = SimpleUploadedFile("l.csv", "\ufeffE-Mail\nann@example.org;Änn".encode())
        answer = desk.post(self.at(event), {"file": file, "language": "en"})
        assert answer.status_code == 302
        assert Invitation.objects.get().name == "Änn"

    @pytest.mark.parametrize("body", [b"\xff\xfe\x00a", b"", b"PK\x03\x04" + bytes(range(256))])
    def test_a_file_that_is_none(self, desk, event, body):
        answer = desk.post(
            self.at(event), {"file": SimpleUploadedFile("l.csv", body), "language": "en"}
        )
        assert answer.status_code == 200
        assert "error" in answer.content.decode()
        assert not Invitation.objects.exists()

    def test_who_is_invited_is_seen_reminded_and_taken_back(self, desk, event):
        invitation = invited(event)
        page = desk.get(self.at(event)).content.decode()
        assert "ann@example.org" in page
        assert "Sent: 1" in page
        page = desk.post(self.at(event, "remind"), follow=True).content.decode()
        assert "1 person is reminded" in page
        page = desk.post(self.at(event, "withdraw", invitation.pk), follow=True).content.decode()
        assert "taken back" in page
        assert desk.get(self.at(event) + "?state=nonsense&p=-9").status_code == 200

    def test_others_stay_outside(self, client, event, bob):
        client.force_login(bob)
        assert client.get(self.at(event)).status_code in {302, 403}
        assert client.post(self.at(event, "remind")).status_code in {302, 403}
