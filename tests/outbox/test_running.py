"""The room in the running system: tasks, the bell, the operator's command, the start-up check."""

import time

import pytest
from django.core.management import CommandError, call_command

from outbox import tasks
from outbox.actions import post
from outbox.checks import mail_can_leave
from outbox.models import Message, State
from outbox.transports import MemoryTransport
from tests.factories.outbox import MessageFactory
from tests.running import wait_until
from tests.smtp_sink import Fault


@pytest.mark.django_db(transaction=True)
def test_posting_wakes_a_worker_after_the_commit(eager_celery):
    post(to="bob@example.org", template="outbox/email/probe", context={})
    assert len(MemoryTransport.sent) == 1
    assert Message.objects.get().state == State.ACCEPTED


@pytest.mark.django_db
def test_the_tasks_may_run_twice_or_for_nothing():
    MessageFactory()
    assert tasks.deliver_due() == 1
    assert tasks.deliver_due() == 0
    assert tasks.forget_old_bodies() == 0


@pytest.mark.django_db
def test_the_probe_tells_what_the_server_answered(over_smtp, capsys):
    call_command("send_probe", "bob@example.org", language="de")
    assert "250 2.0.0 taken" in capsys.readouterr().out
    over_smtp.will(Fault.REFUSE_RECIPIENT)
    with pytest.raises(CommandError, match="550"):
        call_command("send_probe", "bob@example.org")


@pytest.mark.parametrize(
    ("transport", "url", "fault"),
    [
        ("outbox.transports.SmtpTransport", "smtp://mail.example.org", None),
        ("outbox.transports.SmtpTransport", "", "outbox.E001"),
        ("outbox.transports.NoSuchTransport", "", "outbox.E001"),
        ("outbox.transports.InboxTransport", "", "outbox.E002"),
    ],
)
def test_the_start_up_check_finds_mail_that_cannot_leave(settings, transport, url, fault):
    settings.OUTBOX_TRANSPORT, settings.EMAIL_URL = transport, url
    assert [error.id for error in mail_can_leave()] == ([fault] if fault else [])


def test_the_bell_rings_at_once_and_once_more_for_all_that_came_in_the_pause(settings):
    settings.OUTBOX_WAKE_SECONDS = 0.3
    rings = []
    bell = tasks.Bell(lambda: rings.append(time.monotonic()))
    began = time.monotonic()
    for _ in range(50):
        bell.pull()
    assert len(rings) == 1
    wait_until(lambda: len(rings) == 2, seconds=5, what="the bell rings again", pause=0.02)
    assert rings[1] - began >= 0.3
    time.sleep(0.4)
    assert len(rings) == 2
    bell.pull()
    assert len(rings) == 3
