"""Whoever is suspended is out everywhere, is told why, and comes back when the time is up."""

from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from community.members.models import Profile, User
from community.stewards.actions.suspending import lift, suspend
from community.stewards.models import StewardAct, Suspension
from community.stewards.refusals import Refused
from community.stewards.tasks import keep_time
from outbox.models import Message, State
from tests.stewards.conftest import deed

pytestmark = pytest.mark.django_db


@pytest.fixture
def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def test_every_session_ends_and_no_code_lets_in(desk, mia, client_of, tomorrow):
    browsers = [client_of(mia), client_of(mia)]
    Profile.objects.filter(user=mia).update(is_listed=True)
    for browser in browsers:
        browser.get("/members/")  # now it stands in the list of devices
    keys = [browser.session.session_key for browser in browsers]
    answer = deed(desk, mia, "suspend", until=tomorrow, reason="Wrote to everybody at once.")
    assert answer.status_code == 302
    assert not Session.objects.filter(session_key__in=keys).exists()
    assert desk.get("/admin/members/people/").status_code == 200, "other sessions go on"
    for browser in browsers:
        assert browser.get("/members/").status_code == 302
    assert not Profile.objects.listed().filter(user=mia).exists()
    browser = client_of()
    before = Message.objects.filter(kind="account/login_code").count()
    browser.post("/accounts/login/", {"login": mia.email})
    assert Message.objects.filter(kind="account/login_code").count() == before
    assert "_auth_user_id" not in browser.session


def test_the_mail_says_why_until_when_and_how_to_object(desk, mia, tomorrow, settings):
    deed(desk, mia, "suspend", until=tomorrow, reason="Wrote to everybody at once.")
    mail = Message.objects.get()
    assert mail.state == State.QUEUED, "it reaches an account that is closed"
    for words in ("Wrote to everybody at once.", "until", "You think that this is wrong?"):
        assert words in mail.text


def test_a_session_that_no_list_knows_ends_as_well(desk, mia, client_of, tomorrow):
    listed, unlisted = client_of(mia), client_of(mia)
    for browser in (listed, unlisted):
        browser.get("/members/")
    UserSession.objects.filter(session_key=unlisted.session.session_key).delete()
    deed(desk, mia, "suspend", until=tomorrow)
    deed(desk, mia, "lift")
    assert User.objects.get(pk=mia.pk).is_active
    for browser in (listed, unlisted):
        assert browser.get("/members/").status_code == 302, "asked to sign in"
    assert client_of(User.objects.get(pk=mia.pk)).get("/members/").status_code == 200


def test_lifting_opens_the_account_but_no_old_session(desk, mia, client_of):
    browser = client_of(mia)
    deed(desk, mia, "suspend", until="", reason="Spam.")
    page = desk.get(f"/admin/members/people/{mia.pk}/").content.decode()
    assert "until somebody lifts it: Spam." in page
    assert desk.get(f"/admin/members/people/{mia.pk}/suspend/").status_code == 404
    deed(desk, mia, "lift")
    mia.refresh_from_db()
    assert mia.is_active
    assert browser.get("/members/").status_code == 302
    assert Message.objects.filter(kind="stewards/lifted").count() == 1
    assert desk.get(f"/admin/members/people/{mia.pk}/lift/").status_code == 404


def test_it_ends_by_itself_once(stella, mia):
    suspend(user=mia, by=stella, reason="Spam.", until=timezone.now() + timedelta(days=2))
    keep_time()
    assert not User.objects.get(pk=mia.pk).is_active
    with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
        keep_time()
        keep_time()
    assert User.objects.get(pk=mia.pk).is_active
    act = StewardAct.objects.get(deed="lifted")
    assert (act.by, act.whom) == (None, mia)


def test_an_account_that_was_closed_before_stays_closed(stella, mia):
    mia.is_active = False
    mia.save()
    suspend(user=mia, by=stella, reason="Spam.", until=None)
    lift(user=mia, by=stella, reason="Mistake.")
    assert not User.objects.get(pk=mia.pk).is_active


def test_what_makes_no_sense_is_refused(stella, mia, ada):
    with pytest.raises(Refused):
        suspend(user=mia, by=stella, reason="x", until=timezone.now())
    with pytest.raises(Refused):
        lift(user=mia, by=stella, reason="x")
    suspend(user=mia, by=stella, reason="x", until=None)
    with pytest.raises(Refused):
        suspend(user=mia, by=stella, reason="x", until=None)
    assert Suspension.objects.count() == 1


def test_the_last_administrator_is_never_suspended(ada, mia):
    mia.is_superuser = True
    mia.is_active = False
    mia.save()
    other = User.objects.create_superuser("zoe@example.org", name="Zoe (example)")
    suspend(user=other, by=ada, reason="x", until=None)
    other.refresh_from_db()
    with pytest.raises(Refused):
        suspend(user=ada, by=other, reason="x", until=None)
