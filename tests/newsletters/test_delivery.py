"""From the ledger to the wire: exactly once, or held; read back from a real SMTP server."""

import email.policy
import email.utils
import uuid
from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from newsletters import delivery, tasks
from newsletters.actions import issuing, subscribing
from newsletters.models import Delivery, Edition, Subscription, Suppression
from newsletters.wire import NotSendable, Wire
from outbox.models import Suppression as DeadAddress
from outbox.transports import Deferred, MemoryTransport, OutcomeUnknown, Refused, Unreachable
from tests.factories.newsletters import IssuePageFactory, NewsletterFactory, SubscriptionFactory
from tests.smtp_sink import Fault

State = Delivery.State


class WorkerDied(BaseException):
    """Stands for SIGKILL: nothing of ours catches it, nothing after it runs."""


def states(edition):
    return list(edition.deliveries.order_by("pk").values_list("state", flat=True))


def sent_to():
    return [sent.to for sent in MemoryTransport.sent]


def after(**time):
    return time_machine.travel(timezone.now() + timedelta(**time))


def die(monkeypatch, name):
    """Let the worker die in the place of the function called `name`, and leave no trace."""

    def killed(*_args, **_options):
        raise WorkerDied

    with monkeypatch.context() as patch:
        patch.setattr(delivery, name, killed)
        if name != "release":
            patch.setattr(delivery, "release", lambda **_options: 0)
        with pytest.raises(WorkerDied):
            delivery.send_due()


# What stands on the wire ---------------------------------------------------------------------


def test_the_headers_on_the_wire_are_those_that_mailbox_providers_ask_for(
    client, edition, readers, over_smtp
):
    delivery.send_due()
    (letter,) = over_smtp.to("anna@example.org")
    mail, row = letter.parsed, edition.deliveries.get(email="anna@example.org")
    leave = f"http://testserver/letters/leave/{row.token}/"
    assert letter.envelope_from == "letter@news.example.org"
    assert mail["From"] == "INSPIRE <letter@news.example.org>"
    assert mail["To"] == "anna@example.org"
    assert mail["Subject"] == "A good question is half the partner"
    assert mail["Message-ID"] == row.message_id
    assert mail["List-Unsubscribe"] == f"<{leave}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-ID"] == "INSPIRE letter <letter.news.example.org>"
    assert mail["List-Archive"] == "<http://testserver/newsletter/>"
    assert mail["Feedback-ID"] == f"{str(edition.issue_key)[:8]}:en:letter:testserver"
    assert mail["Precedence"] == "bulk"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert mail["Content-Language"] == "en"
    assert email.utils.parsedate_to_datetime(mail["Date"]) == edition.created_at.replace(
        microsecond=0
    )
    names = [name.lower() for name in mail]
    assert len(names) == len(set(names))
    assert mail.get_content_type() == "multipart/alternative"
    assert not mail.defects

    text, html = letter.part("text/plain").get_content(), letter.part("text/html").get_content()
    for part in (text, html):
        assert leave in part
        assert f"http://testserver/letters/yours/{row.token}/" in part
        assert "anna@example.org" in part
        assert "placeholder" not in part
        assert "ffffffff" not in part
    assert max(map(len, letter.raw.split(b"\r\n"))) <= 998

    answer = client.post(leave.removeprefix("http://testserver"), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    readers[0].refresh_from_db()
    assert readers[0].state == Subscription.State.UNSUBSCRIBED


def test_everyone_gets_one_letter_of_their_own(edition, over_smtp):
    assert delivery.send_due() == delivery.Report(tried=3)
    assert states(edition) == [State.ACCEPTED] * 3
    assert len(over_smtp.letters) == 3
    ids = {letter.parsed["Message-ID"] for letter in over_smtp.letters}
    assert ids == set(edition.deliveries.values_list("message_id", flat=True))
    assert delivery.send_due() == delivery.Report(tried=0)
    assert len(over_smtp.letters) == 3
    row = edition.deliveries.first()
    assert row.server_reply.startswith("250 ")
    assert row.settled_at is not None


def test_a_hostile_subject_and_names_in_other_scripts_survive(newsletter, sender, over_smtp):
    newsletter.title, newsletter.from_name = 'Συνέχεια: «ноябрь», "quoted"', "Müller, INSPIRE"
    newsletter.reply_to = "answers@bücher.example"
    newsletter.save()
    subject = "Zürich – 東京: =?utf-8?q?not_encoded?= " + "ü" * 60
    issue = IssuePageFactory.create(subject=subject)
    SubscriptionFactory.create(email="o'brien&sons@bücher.example")
    issuing.send_issue(issue=issue, by=sender)
    delivery.send_due()
    (letter,) = over_smtp.letters
    mail = letter.parsed
    assert mail["From"].addresses[0].display_name == "Müller, INSPIRE"
    assert mail["Reply-To"] == "answers@xn--bcher-kva.example"
    assert mail["To"] == "o'brien&sons@xn--bcher-kva.example"
    assert mail["Subject"].startswith("Zürich – 東京")
    assert letter.recipients == ("o'brien&sons@xn--bcher-kva.example",)
    assert "o&#x27;brien&amp;sons@" in letter.part("text/html").get_content()
    assert "o'brien&sons@" in letter.part("text/plain").get_content()
    assert not letter.raw.split(b"\r\n\r\n")[0].count(b"\nBcc")


def test_the_bytes_are_the_same_on_every_attempt(edition):
    row = edition.deliveries.first()
    first, second = (Wire.of(Edition.objects.get()).to(row) for _ in range(2))
    assert first == second
    parsed = message_from_bytes(first, policy=email.policy.default)
    assert [part.get_content_type() for part in parsed.iter_parts()] == ["text/plain", "text/html"]


def test_an_edition_that_would_not_survive_is_refused_and_holds_nobody_up(edition):
    for html in (
        "no key",
        f"{'x' * 1200} ffffffff-ffff-4fff-bfff-ffffffffffff reader@placeholder.invalid",
    ):
        with pytest.raises(NotSendable):
            Wire.of(Edition(sender=edition.sender, html=html, text=edition.text))
    super(type(Edition.objects.all()), Edition.objects.all()).update(text="lost")
    assert delivery.send_due().tried == 3
    assert states(edition) == [State.REFUSED] * 3
    assert "NotSendable" in edition.deliveries.first().reason


# The server says something else ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "state", "tries"),
    [
        (Fault.REFUSE_RECIPIENT, State.REFUSED, 3),
        (Fault.REFUSE_MESSAGE, State.REFUSED, 3),
        (Fault.DEFER_RECIPIENT, State.PENDING, 3),
        (Fault.DEFER_MESSAGE, State.PENDING, 3),
        (Fault.DROP_BEFORE_MESSAGE, State.PENDING, 3),
        (Fault.DEMAND_SIGN_IN, State.PENDING, 1),
        (Fault.DROP_AFTER_MESSAGE, State.UNKNOWN, 1),
    ],
)
def test_each_answer_is_noted_as_what_it_means(edition, over_smtp, fault, state, tries):
    over_smtp.will(fault)
    assert delivery.send_due().tried == tries
    first = edition.deliveries.order_by("pk").first()
    assert first.state == state
    assert first.reason
    others = State.ACCEPTED if tries == 3 else State.PENDING
    assert states(edition)[1:] == [others] * 2


def test_a_mailbox_that_does_not_exist_is_written_to_no_more(edition, readers, over_smtp):
    over_smtp.will(Fault.REFUSE_RECIPIENT)
    delivery.send_due()
    readers[0].refresh_from_db()
    assert readers[0].state == Subscription.State.BOUNCED


def test_a_letter_that_is_not_wanted_does_not_end_the_subscription(edition, readers, over_smtp):
    over_smtp.will(Fault.REFUSE_MESSAGE)
    delivery.send_due()
    readers[0].refresh_from_db()
    assert readers[0].is_confirmed


def test_a_deferred_letter_waits_longer_each_time_and_is_given_up_in_the_end(edition):
    row = edition.deliveries.order_by("pk").first()
    Delivery.objects.exclude(pk=row.pk).delete()
    now, waits = timezone.now(), []
    for _attempt in range(10):
        MemoryTransport.faults.append(Deferred(450, "later"))
        with time_machine.travel(now, tick=False):
            delivery.send_due()
        row.refresh_from_db()
        waits.append(row.due_at - now)
        now = max(row.due_at, now)
    assert waits[:4] == [timedelta(seconds=s) for s in (30, 120, 480, 1920)]
    assert max(waits) == timedelta(hours=6)
    assert (row.state, row.attempts) == (State.REFUSED, 10)
    assert "10 attempts" in row.reason


def test_a_server_that_is_away_stops_the_turn_and_loses_nothing(edition):
    MemoryTransport.faults.append(Unreachable(0, "no connection"))
    assert delivery.send_due() == delivery.Report(tried=1)
    assert states(edition) == [State.PENDING] * 3
    with after(minutes=1):
        delivery.send_due()
    assert states(edition) == [State.ACCEPTED] * 3
    assert len(sent_to()) == 3


def test_an_unknown_outcome_is_held_until_staff_decide(edition):
    MemoryTransport.faults.append(OutcomeUnknown("silence"))
    delivery.send_due()
    with after(days=30):
        delivery.send_due()
        assert states(edition) == [State.UNKNOWN, State.ACCEPTED, State.ACCEPTED]
        held = edition.deliveries.get(state=State.UNKNOWN)
        issuing.send_again(edition=edition, deliveries=[held.pk])
        delivery.send_due()
    assert states(edition) == [State.ACCEPTED] * 3
    assert len(sent_to()) == 3


# The worker dies ---------------------------------------------------------------------------------


def test_killed_before_the_wire_the_letter_goes_out_later_once(edition, monkeypatch):
    die(monkeypatch, "put_on_wire")
    assert states(edition) == [State.CLAIMED] * 3
    delivery.send_due()
    assert sent_to() == [], "another worker's claim is respected until it ends"
    with after(minutes=6):
        delivery.send_due()
    assert states(edition) == [State.ACCEPTED] * 3
    assert len(set(sent_to())) == len(sent_to()) == 3


@pytest.mark.parametrize("name", ["_hand_over", "settle"])
def test_killed_on_the_wire_the_letter_is_held_and_never_doubled(edition, monkeypatch, name):
    die(monkeypatch, name)
    assert states(edition) == [State.SENDING, State.CLAIMED, State.CLAIMED]
    with after(minutes=11):
        delivery.send_due()
    assert states(edition) == [State.UNKNOWN, State.ACCEPTED, State.ACCEPTED]
    assert len(set(sent_to())) == len(sent_to()) == (3 if name == "settle" else 2)
    assert "stopped before" in edition.deliveries.get(state=State.UNKNOWN).reason


def test_killed_between_two_readers_the_rest_follows(edition, monkeypatch):
    settle, done = delivery.settle, []

    def settle_one_then_die(*args, **options):
        if done:
            raise WorkerDied
        done.append(settle(*args, **options))

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "settle", settle_one_then_die)
        patch.setattr(delivery, "release", lambda **_options: 0)
        with pytest.raises(WorkerDied):
            delivery.send_due()
    assert states(edition) == [State.ACCEPTED, State.SENDING, State.CLAIMED]
    with after(minutes=11):
        delivery.send_due()
    assert states(edition) == [State.ACCEPTED, State.UNKNOWN, State.ACCEPTED]


def test_a_slow_worker_corrects_what_was_declared_unknown(edition):
    claim = uuid.uuid4()
    row = delivery.claim_due(claim=claim)[0]
    assert delivery.put_on_wire(row, claim=claim)
    with after(minutes=11):
        delivery.end_abandoned_claims()
        assert delivery.settle(row, claim=claim, outcome=delivery.Outcome(State.ACCEPTED))
    row.refresh_from_db()
    assert row.state == State.ACCEPTED


def test_a_slow_worker_does_not_undo_what_staff_decided(edition):
    claim = uuid.uuid4()
    row = delivery.claim_due(claim=claim)[0]
    delivery.put_on_wire(row, claim=claim)
    with after(minutes=11):
        delivery.end_abandoned_claims()
        issuing.treat_as_sent(edition=edition, deliveries=[row.pk])
        outcome = delivery.Outcome(State.REFUSED, server_reply="550 5.1.1 nobody")
        assert not delivery.settle(row, claim=claim, outcome=outcome)
    row.refresh_from_db()
    assert row.state == State.ACCEPTED


def test_a_claim_that_ran_out_puts_nothing_on_the_wire(edition):
    claim = uuid.uuid4()
    row = delivery.claim_due(claim=claim)[0]
    with after(minutes=6):
        assert not delivery.put_on_wire(row, claim=claim)
    assert not delivery.put_on_wire(row, claim=uuid.uuid4())


# Readers change their mind while it is sent ------------------------------------------------------


def leave(reader):
    subscribing.unsubscribe(subscription=reader, method="test")


def erase(reader):
    from community.members.rights import erase_person

    erase_person(email=reader.email, user=None)


def suppress(reader):
    Suppression.objects.create(fingerprint=reader.fingerprint, reason="complained")


def declare_dead(reader):
    DeadAddress.objects.create(address=reader.email.upper(), reason="gone")


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (leave, "left the list"),
        (erase, "erased"),
        (suppress, "reported"),
        (declare_dead, "suppressed addresses"),
    ],
)
@pytest.mark.parametrize("moment", ["before the claim", "after the claim"])
def test_whoever_leaves_while_it_is_sent_gets_nothing(
    edition, readers, monkeypatch, deed, reason, moment
):
    if moment == "before the claim":
        deed(readers[1])
    else:
        claim_due = delivery.claim_due
        monkeypatch.setattr(
            delivery,
            "claim_due",
            lambda **o: (claim_due(**o), done or done.append(deed(readers[1])))[0],
        )
        done = []
    delivery.send_due()
    assert sent_to() == ["anna@example.org", "cleo@example.org"]
    row = edition.deliveries.get(fingerprint=readers[1].fingerprint)
    assert row.state == State.SKIPPED
    assert reason in row.reason


def test_a_pause_holds_back_what_is_claimed_and_what_waits(edition, monkeypatch):
    put, done = delivery.put_on_wire, []

    def pause_after_the_first(row, **options):
        if done:
            issuing.pause(edition=edition)
        done.append(row)
        return put(row, **options)

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "put_on_wire", pause_after_the_first)
        delivery.send_due()
    assert states(edition) == [State.ACCEPTED, State.PENDING, State.PENDING]
    assert delivery.send_due().tried == 0
    issuing.resume(edition=edition)
    delivery.send_due()
    assert len(set(sent_to())) == len(sent_to()) == 3


def test_a_letter_that_waits_without_an_address_is_left_out(edition):
    Delivery.objects.filter(email="anna@example.org").update(email="")
    delivery.send_due()
    assert states(edition) == [State.SKIPPED, State.ACCEPTED, State.ACCEPTED]


def test_an_address_that_cannot_stand_in_a_header_holds_nobody_up(edition):
    Delivery.objects.filter(email="anna@example.org").update(email="anna\r\nBcc: x@example.org")
    delivery.send_due()
    assert states(edition) == [State.REFUSED, State.ACCEPTED, State.ACCEPTED]


# Turns -------------------------------------------------------------------------------------------


def test_a_turn_ends_in_time_gives_back_and_calls_the_next(edition, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks, "wake", lambda **_: woken.append(1))
    assert delivery.send_due(seconds=0) == delivery.Report(tried=0, ran_out_of_time=True)
    assert states(edition) == [State.PENDING] * 3
    due = delivery.send_due
    monkeypatch.setattr(delivery, "send_due", lambda: due(seconds=0))
    tasks.send_due()
    assert woken == [1]
    monkeypatch.setattr(delivery, "send_due", due)
    tasks.send_due()
    assert woken == [1]
    assert len(sent_to()) == 3


def test_two_editions_are_sent_in_one_turn_each_with_its_own_bytes(edition, sender, newsletter):
    second = IssuePageFactory.create(title="The second", subject="The second")
    issuing.send_issue(issue=second, by=sender)
    delivery.send_due()
    subjects = [message_from_bytes(sent.raw)["Subject"] for sent in MemoryTransport.sent]
    assert sorted(set(subjects)) == ["A good question is half the partner", "The second"]
    assert len(subjects) == 6


def test_a_letter_costs_at_most_three_statements(
    newsletter, issue, sender, django_assert_max_num_queries
):
    SubscriptionFactory.create_batch(60, newsletter=newsletter)
    issuing.send_issue(issue=issue, by=sender)
    # In production each savepoint below is a transaction of its own.
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as seen:
        delivery.send_due()
    statements = [q for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(sent_to()) == 60
    assert len(statements) <= 3 * 60


def test_refused_is_told_apart_from_deferred(edition):
    MemoryTransport.faults.append(Refused(554, "no"))
    delivery.send_due()
    assert states(edition)[0] == State.REFUSED


def test_the_sender_id_for_feedback_is_five_to_fifteen_letters(settings):
    letter = NewsletterFactory.build()
    settings.SITE_URL = "https://a.eu"
    assert letter.sender_id == "aeu00"
    settings.SITE_URL = "https://a-very-long-name.example.org"
    assert letter.sender_id == "averylongnameex"


def test_the_address_for_one_press_needs_no_language(edition):
    assert reverse("letters:leave", args=(uuid.uuid4(),)).startswith("/letters/leave/")
