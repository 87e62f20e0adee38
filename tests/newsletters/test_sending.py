"""Send freezes an edition and a ledger, once; nothing that happens later changes what was sent."""

import pytest
from django.db import IntegrityError, transaction

from newsletters.actions import issuing
from newsletters.actions.issuing import NotReady
from newsletters.models import Delivery, Edition, EditionIsFrozen, Subscription
from newsletters.signals import deliveries_released, issue_sent
from newsletters.wire import Wire
from tests.factories.newsletters import IssuePageFactory, SubscriptionFactory
from tests.factories.pages import term
from vocabulary.models import Scheme

State = Delivery.State


def test_the_ledger_has_one_line_for_each_confirmed_reader(issue, readers, sender):
    for state in ("pending", "unsubscribed", "bounced"):
        SubscriptionFactory.create(state=state)
    industry = term(Scheme.STAKEHOLDER_GROUP, "industry")
    Subscription.objects.filter(pk=readers[0].pk).update(stakeholder_group=industry)
    edition, is_new = issuing.send_issue(issue=issue, by=sender)
    assert is_new
    rows = list(edition.deliveries.order_by("pk"))
    assert [row.email for row in rows] == [row.email for row in readers]
    assert [row.stakeholder_group for row in rows] == [industry, None, None]
    assert {row.state for row in rows} == {State.PENDING}
    assert {row.issue_key for row in rows} == {issue.translation_key}
    assert len({row.token for row in rows} | {row.message_id for row in rows}) == 6
    assert all(row.message_id.endswith("@letter.news.example.org>") for row in rows)
    assert (edition.created_by, edition.language, edition.issue_id) == (sender, "en", issue.pk)


def test_the_ledger_is_written_in_one_statement(
    issue, newsletter, sender, django_assert_max_num_queries
):
    SubscriptionFactory.create_batch(200, newsletter=newsletter)
    with django_assert_max_num_queries(40):
        edition, _new = issuing.send_issue(issue=issue, by=sender)
    assert edition.deliveries.count() == 200


def test_workers_are_woken_after_the_commit(
    issue, readers, sender, django_capture_on_commit_callbacks
):
    heard = []
    issue_sent.connect(hear := lambda **told: heard.append(told["edition"]))
    with django_capture_on_commit_callbacks(execute=True):
        edition, _new = issuing.send_issue(issue=issue, by=sender)
        assert heard == []
    assert heard == [edition]
    assert hear is not None


def test_a_broker_that_is_away_costs_a_log_line(
    issue, readers, sender, caplog, monkeypatch, django_capture_on_commit_callbacks
):
    from newsletters import tasks

    def away(**_options):
        raise OSError("no broker")

    monkeypatch.setattr(tasks.send_due, "apply_async", away)
    with django_capture_on_commit_callbacks(execute=True):
        edition, _new = issuing.send_issue(issue=issue, by=sender)
    assert edition.deliveries.count() == 3
    assert "No worker could be woken" in caplog.text


def test_a_second_press_sends_nothing_twice(issue, readers, sender):
    first, _new = issuing.send_issue(issue=issue, by=sender)
    SubscriptionFactory.create()
    second, is_new = issuing.send_issue(issue=issue, by=sender)
    assert (second, is_new) == (first, False)
    assert Delivery.objects.count() == 3


def test_the_database_itself_refuses_a_second_edition_and_a_second_line(edition):
    copy = Edition.objects.get()
    copy.pk, copy.uuid, copy._state.adding = None, None, True
    copy.uuid = Edition().uuid
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    row = edition.deliveries.first()
    row.pk, row.token, row.message_id, row.subscription_id = None, Edition().uuid, "<x@y>", None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_nobody_gets_an_issue_twice_in_two_languages(edition, newsletter):
    reader = Subscription.objects.get(email="anna@example.org")
    other = Edition(
        newsletter=newsletter, issue_key=edition.issue_key, language="fr", subject="x", sender="y"
    )
    other.save()
    everyone = Subscription.objects.filter(pk=reader.pk)
    assert Delivery.objects.all().freeze(other, everyone) == 0


def test_what_is_not_ready_is_not_sent_and_says_why(issue, sender):
    with pytest.raises(NotReady) as refusal:
        issuing.send_issue(issue=issue, by=sender)
    assert refusal.value.reasons == ["Nobody on the list would get this issue."]
    assert not Edition.objects.exists()


def test_an_edition_does_not_change(edition):
    edition.subject = "Something else"
    with pytest.raises(EditionIsFrozen):
        edition.save()
    with pytest.raises(EditionIsFrozen):
        edition.save(update_fields=["subject"])
    with pytest.raises(EditionIsFrozen):
        Edition.objects.filter(pk=edition.pk).update(html="<p>Other</p>")
    with pytest.raises(EditionIsFrozen):
        Edition.objects.all().delete()
    with pytest.raises(EditionIsFrozen):
        edition.delete()
    edition.is_paused = True
    edition.save(update_fields=["is_paused"])
    fresh = Edition.objects.get()
    assert fresh.is_paused
    assert fresh.hash_of_content() == fresh.content_hash


def test_what_editors_do_afterwards_changes_no_letter(edition, issue, newsletter):
    before = Wire.of(Edition.objects.get())
    issue.title, issue.subject, issue.body = "Other", "Other", []
    issue.save_revision().publish()
    newsletter.title = newsletter.from_name = "Other"
    newsletter.save()
    assert Wire.of(Edition.objects.get()) == before
    issue.delete()
    after = Edition.objects.get()
    assert after.issue is None
    assert Wire.of(after) == before
    assert after.deliveries.count() == 3


def test_whoever_pressed_send_may_leave_the_project(edition, sender):
    sender.delete()
    assert Edition.objects.get().created_by is None


def test_the_next_issue_goes_to_everyone_again(edition, sender):
    issue = IssuePageFactory.create(title="The second")
    second, _new = issuing.send_issue(issue=issue, by=sender)
    assert second.deliveries.count() == 3


def test_staff_pause_resume_and_decide(edition, django_capture_on_commit_callbacks):
    heard = []
    deliveries_released.connect(hear := lambda **told: heard.append(told["edition"].pk))
    issuing.pause(edition=edition)
    assert Edition.objects.get().is_paused
    with django_capture_on_commit_callbacks(execute=True):
        issuing.resume(edition=edition)
    assert not Edition.objects.get().is_paused
    assert heard == [edition.pk]
    assert hear is not None

    unknown, refused, accepted = edition.deliveries.order_by("pk")
    for row, state in ((unknown, "unknown"), (refused, "refused"), (accepted, "accepted")):
        Delivery.objects.filter(pk=row.pk).update(state=state)
    everything = [unknown.pk, refused.pk, accepted.pk]
    assert issuing.treat_as_sent(edition=edition, deliveries=everything) == 1
    unknown.refresh_from_db()
    assert unknown.state == State.ACCEPTED
    with django_capture_on_commit_callbacks(execute=True):
        assert issuing.send_again(edition=edition, deliveries=everything) == 1
    refused.refresh_from_db()
    assert (refused.state, refused.attempts) == (State.PENDING, 0)
    assert len(heard) == 2


def test_a_list_keeps_its_identifier_for_ever(newsletter):
    newsletter.slug = "other"
    newsletter.from_address = "other@elsewhere.example"
    newsletter.save()
    assert newsletter.list_id == "letter.news.example.org"


def test_names_say_what_a_row_is(edition, newsletter, readers):
    from newsletters.models import Suppression

    delivery = edition.deliveries.first()
    entry = Suppression(fingerprint="ab" * 32, reason="staff")
    assert str(newsletter) == "INSPIRE letter"
    assert str(readers[0]) == "a•••@example.org, INSPIRE letter"
    assert str(edition) == "A good question is half the partner (en)"
    assert str(delivery) == f"{edition.pk}: Waits"
    assert str(entry) == "abababababab, Decided by staff."
