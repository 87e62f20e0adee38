"""The rules of retention run, forget what they say, and note what they did."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connections
from django.utils import timezone

from community.datarights import tasks
from community.datarights.actions import keeping
from community.datarights.actions.inactivity import forget_the_inactive
from community.datarights.models import InactivityNotice, RetentionRun
from community.members import retention
from community.members.models import User
from community.members.retention import RetentionRule, retention_rules
from outbox.models import Message, State
from tests.factories.members import ProfileFactory, UserFactory
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
RULES = {
    "members.unconfirmed",
    "members.sessions",
    "outbox.bodies",
    "pages.forms",
    "datarights.exports",
    "datarights.inactive",
    "events.guests",
    "letters.recipients",
    "newsletters.readers",
}


@pytest.fixture(autouse=True)
def apart(private_files):
    """Every test here has a private folder of its own."""


@pytest.fixture
def only_rule(monkeypatch):
    """Return a function that leaves one rule in the registry."""

    def leave(run) -> RetentionRule:
        rule = RetentionRule(
            name="test.rule", title="Things", reason="Why", period="1 day", run=run
        )
        monkeypatch.setattr(retention, "_rules", {"test.rule": rule})
        return rule

    return leave


def test_every_rule_is_said_in_words():
    assert {rule.name for rule in retention_rules()} >= RULES
    for rule in retention_rules():
        assert all(map(str, (rule.title, rule.reason, rule.period))), rule.name


def test_all_rules_run_are_noted_and_find_nothing_more_the_second_time(db):
    MessageFactory(state=State.ACCEPTED, created_at=timezone.now() - timedelta(days=91))
    UserFactory(proven=False)
    assert tasks.keep_rules() == 1
    runs = {run.rule: run for run in RetentionRun.objects.all()}
    assert set(runs) == {rule.name for rule in retention_rules()}
    assert all(run.error == "" for run in runs.values())
    assert runs["outbox.bodies"].forgotten == 1
    assert tasks.keep_rules() == 0


def test_a_rule_that_fails_is_noted_undone_and_keeps_none_from_running(only_rule, monkeypatch):
    def fail():
        UserFactory(email="half@example.org")
        raise OSError("with a private word")

    rule = only_rule(fail)
    good = RetentionRule(name="z", title="t", reason="r", period="p", run=lambda: 3)
    monkeypatch.setitem(retention._rules, "z", good)
    assert tasks.keep_rules() == 3
    run = RetentionRun.objects.get(rule=rule.name)
    assert run.error == "OSError"
    assert not User.objects.filter(email="half@example.org").exists()


def test_two_rules_of_one_name_are_a_mistake():
    with pytest.raises(ValueError, match=r"members\.unconfirmed"):
        retention.register_retention("members.unconfirmed", title="", reason="", period="")(len)


@pytest.mark.django_db(transaction=True)
def test_a_rule_never_runs_twice_at_the_same_time(only_rule):
    inside, go_on = threading.Event(), threading.Event()

    def slow():
        inside.set()
        assert go_on.wait(20)
        return 1

    rule = only_rule(slow)

    def run():
        try:
            keeping.keep_rule(rule)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    assert inside.wait(20)
    assert keeping.keep_rule(rule) is None
    go_on.set()
    thread.join(20)
    assert RetentionRun.objects.count() == 1


def test_administrators_see_what_ran(ada, signed_in):
    assert "Nothing ran yet" in signed_in(ada).get("/admin/retention/").content.decode()
    tasks.keep_rules()
    page = signed_in(ada).get("/admin/retention/").content.decode()
    assert page.count("Accounts whose address nobody proved") == 2
    assert "90 days" in page


def test_sessions_that_ran_out_go(bob, signed_in, time_machine):
    signed_in(bob)
    assert Session.objects.count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=15))
    tasks.keep_rules()
    assert not Session.objects.exists()


class TestTheInactive:
    """Notices 30 and 7 days before; nobody goes without both."""

    START = timezone.now()
    MONTHS = timedelta(days=24 * 30.44)

    @pytest.fixture
    def sleeper(self):
        person = ProfileFactory(language="fr").user
        User.objects.filter(pk=person.pk).update(date_joined=self.START, last_login=self.START)
        return person

    def at(self, days):
        """Run the rule so many days after the 24 months have passed."""
        return forget_the_inactive(now=self.START + self.MONTHS + timedelta(days=days))

    def told(self):
        return Message.objects.filter(kind="datarights/inactive").count()

    def test_two_notices_then_erased(self, sleeper):
        assert (self.at(-31), self.told()) == (0, 0)
        assert (self.at(-30), self.told()) == (0, 1)
        assert (self.at(-30), self.told()) == (0, 1)
        assert (self.at(-8), self.told()) == (0, 1)
        assert (self.at(-7), self.told()) == (0, 2)
        assert (self.at(-1), self.told()) == (0, 2)
        mail = Message.objects.filter(kind="datarights/inactive").first()
        assert (mail.recipient, mail.language) == (sleeper, "fr")
        assert self.at(0.1) == 1
        assert not User.objects.filter(pk=sleeper.pk).exists()
        assert self.at(0.1) == 0

    def test_a_sign_in_makes_it_all_void(self, sleeper):
        self.at(-30)
        self.at(-7)
        back = self.START + self.MONTHS - timedelta(days=1)
        User.objects.filter(pk=sleeper.pk).update(last_login=back)
        assert self.at(0.1) == 0
        assert not InactivityNotice.objects.exists()

    def test_a_clock_that_stood_still_erases_nobody_unwarned(self, sleeper):
        assert (self.at(300), self.told()) == (0, 1)
        assert (self.at(301), self.told()) == (0, 1)
        assert (self.at(323), self.told()) == (0, 2)
        assert self.at(329) == 0
        assert self.at(330.1) == 1

    def test_whom_it_leaves_alone(self, sleeper):
        User.objects.filter(pk=sleeper.pk).update(is_superuser=True)
        closed = UserFactory(is_active=False, date_joined=self.START)
        sample = UserFactory(is_sample=True, date_joined=self.START)
        for days in (-30, -7, 0.1, 10):
            assert self.at(days) == 0
        assert not Message.objects.exists()
        assert User.objects.filter(pk__in=[sleeper.pk, closed.pk, sample.pk]).count() == 3

    def test_who_never_signed_in_counts_from_the_day_of_joining(self):
        invited = UserFactory(date_joined=self.START)
        assert EmailAddress.objects.filter(user=invited).exists()
        self.at(-30)
        assert self.told() == 1
