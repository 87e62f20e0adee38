"""Two people see what appears: check, approval, mails, due dates."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from editorial.actions.reviewing import remind_of_steps
from editorial.models import StepState
from outbox.models import Message
from tests.editorial.conftest import draft_by, signed_in, somebody

pytestmark = pytest.mark.django_db


def hand_in(page, user):
    """Hand the newest draft of a page in and return the state of its review."""
    return page.get_workflow().start(page, user)


def names(page, user):
    task = page.current_workflow_task
    return {name for name, *_rest in task.get_actions(page, user)} if task else set()


def act(page, user, deed):
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, deed)
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def handed_in(article, author):
    draft_by(article, author, title="On open drawers")
    page = type(article).objects.get(pk=article.pk)
    hand_in(page, author)
    return type(article).objects.get(pk=article.pk)


def test_two_approvals_by_two_people_publish(handed_in, editor, coordinator):
    page = act(handed_in, editor, "approve")
    assert page.title == "On drawers"
    page = act(page, coordinator, "approve")
    assert page.title == "On open drawers"


def test_one_person_does_not_give_both_approvals(handed_in, editor):
    page = act(handed_in, editor, "approve")
    assert "approve" not in names(page, editor)
    assert act(page, editor, "approve").title == "On drawers"


def test_who_wrote_it_does_not_have_the_last_word(article, editor, coordinator):
    draft_by(article, editor, title="My own")
    page = type(article).objects.get(pk=article.pk)
    hand_in(page, editor)
    page = act(page, coordinator, "approve")
    assert "approve" not in names(page, editor)
    assert "reject" in names(page, editor)
    page = act(page, editor, "approve")
    assert page.title == "On drawers"


def test_an_author_approves_nothing(handed_in, author):
    assert names(handed_in, author) == set()
    assert act(handed_in, author, "approve").title == "On drawers"


def test_a_change_after_the_check_is_checked_anew(handed_in, editor, coordinator):
    page = act(handed_in, editor, "approve")
    draft_by(page, coordinator, title="Something else")
    page = type(page).objects.get(pk=page.pk)
    page = act(page, somebody("coordinator"), "approve")
    assert page.title == "On drawers", "the check was of another version"


def test_the_screen_refuses_the_second_approval_too(handed_in, editor):
    page = act(handed_in, editor, "approve")
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=(page.pk, "approve", state.pk))
    signed_in(editor).post(address, {"comment": ""})
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS


def test_reviewers_are_told_by_the_outbox_and_the_author_is_not(
    handed_in, editor, coordinator, author
):
    told = set(
        Message.objects.filter(kind="editorial/step_begun").values_list("to_address", flat=True)
    )
    assert {editor.email, coordinator.email} <= told
    assert author.email not in told


def test_the_second_step_is_told_to_those_who_can_still_answer(handed_in, editor, coordinator):
    Message.objects.all().delete()
    act(handed_in, editor, "approve")
    told = set(
        Message.objects.filter(kind="editorial/step_begun").values_list("to_address", flat=True)
    )
    assert coordinator.email in told
    assert editor.email not in told


def test_who_wants_no_such_mail_gets_none(article, author, editor):
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(editor)
    profile.submitted_notifications = False
    profile.save()
    draft_by(article, author)
    hand_in(type(article).objects.get(pk=article.pk), author)
    assert not Message.objects.filter(to_address=editor.email, kind="editorial/step_begun").exists()


def test_wagtails_own_mails_take_the_way_through_the_outbox(
    settings, handed_in, editor, author, mailoutbox
):
    settings.EMAIL_BACKEND = "outbox.django_mail.OutboxBackend"
    state = handed_in.current_workflow_task_state
    state.reject(user=editor, comment="Say who they are.")
    mail = Message.objects.get(to_address=author.email, kind="outbox/notice")
    assert "On open drawers" in mail.text + mail.subject
    assert not mailoutbox


def test_a_step_has_a_due_date_and_is_reminded_of_once(handed_in, editor):
    state = StepState.objects.get()
    assert state.due_at - state.started_at == timedelta(days=state.task.specific.days)
    assert remind_of_steps() == 0
    StepState.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert remind_of_steps() >= 1
    assert (
        Message.objects.filter(kind="editorial/step_overdue", to_address=editor.email).count() == 1
    )
    assert remind_of_steps() == 0


def test_an_approval_that_comes_twice_is_refused(handed_in, editor):
    state = handed_in.current_workflow_task_state
    state.approve(user=editor)
    with pytest.raises(PermissionDenied):
        TaskState.objects.get(pk=state.pk).approve(user=editor)


def test_nobody_approves_at_last_what_must_be_mended_first(article, author, editor, coordinator):
    draft_by(article, author, title="Without a summary", summary="")
    page = type(article).objects.get(pk=article.pk)
    hand_in(page, author)
    page = act(page, editor, "approve")
    assert "approve" not in names(page, coordinator)
    assert act(page, coordinator, "approve").title == "On drawers"
    screen = signed_in(coordinator).get(reverse("wagtailadmin_pages:edit", args=(page.pk,)))
    assert "Before it can be approved" in screen.content.decode()
