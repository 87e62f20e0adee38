"""Bob leaves: closed at once, back by a sign-in for two weeks, then erased; others lose nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.datarights import tasks
from community.datarights.actions import closing
from community.datarights.models import Closure
from community.members.actions import LastAdministrator
from community.members.models import Affiliation, Organisation, Profile, User
from community.members.signals import member_left, member_returned
from outbox.models import Message
from tests.factories.members import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
LEAVE = "/members/data/leave/"


def kinds_to(address):
    return list(
        Message.objects.filter(to_address=address).order_by("pk").values_list("kind", flat=True)
    )


def leave(browser, address, **fields):
    return browser.post(LEAVE, {"address": address, **fields})


def sign_in(address, code_for) -> Client:
    """Sign in as everybody does; return the browser before the last answer is followed."""
    browser = Client()
    browser.post("/accounts/login/", {"login": address})
    browser.last = browser.post(
        "/accounts/login/code/confirm/", {"code": code_for(address)}, follow=False
    )
    return browser


def test_bob_leaves_and_is_closed_at_once(bob, signed_in):
    elsewhere = signed_in(bob)
    browser = signed_in(bob)
    answer = leave(browser, " BOB@example.org")
    assert answer.url == "/members/data/closed/"
    assert "Your account is closed" in browser.get(answer.url).content.decode()
    assert "_auth_user_id" not in browser.session
    assert "/accounts/login/" in elsewhere.get("/members/").url, "every device is signed out"
    bob.refresh_from_db()
    assert not bob.is_active
    Profile.objects.filter(user=bob).update(is_listed=True)
    assert not Profile.objects.listed().filter(user=bob).exists()
    assert not User.objects.members().filter(pk=bob.pk).exists()
    mail = Message.objects.get(kind="datarights/account_closed")
    assert mail.state == "queued", "a closed account gets no mail, this one goes to the address"
    closure = Closure.objects.get()
    assert closure.erase_on.strftime("%Y") in mail.text
    assert closure.erase_on - closure.closed_at == timedelta(days=14)


def test_bob_comes_back_by_signing_in(bob, signed_in, code_for):
    Profile.objects.filter(user=bob).update(handle="bob-m", is_listed=True)
    leave(signed_in(bob), bob.email)
    browser = sign_in(bob.email, code_for)
    assert browser.last.url == "/members/data/come-back/"
    assert "_auth_user_id" not in browser.session
    for path in ("/members/", "/members/profile/", "/members/data/"):
        assert "/accounts/login/" in browser.get(path).url, "it opens the way back only"
    page = browser.get(browser.last.url).content.decode()
    assert "You closed this account." in page
    answer = browser.post(browser.last.url)
    assert answer.url == "/members/"
    assert "Welcome back" in browser.get("/members/").content.decode()
    assert not Closure.objects.exists()
    assert Profile.objects.listed().get(user=bob).handle == "bob-m"
    assert browser.post("/members/data/come-back/").url == "/members/"


def test_nothing_tells_a_stranger_that_an_account_is_closed(bob, signed_in):
    leave(signed_in(bob), bob.email)
    pages = {}
    for address in (bob.email, "nobody@example.org", "alice@example.org"):
        browser = Client()
        answer = browser.post("/accounts/login/", {"login": address})
        text = browser.get(answer.url).content.decode().replace(address, "ADDRESS")
        pages[address] = (answer.status_code, answer.url, "The code we sent to ADDRESS" in text)
    assert len(set(pages.values())) == 1
    page = Client().get("/members/data/come-back/")
    assert page.url == "/accounts/login/"


def test_a_wrong_code_opens_nothing(bob, signed_in, code_for):
    leave(signed_in(bob), bob.email)
    browser = Client()
    browser.post("/accounts/login/", {"login": bob.email})
    code = code_for(bob.email)
    browser.post("/accounts/login/code/confirm/", {"code": f"{(int(code) + 1) % 1000000:06d}"})
    assert browser.post("/members/data/come-back/").url == "/accounts/login/"
    assert Closure.objects.exists()


def test_the_way_back_closes_after_a_quarter_of_an_hour(bob, signed_in, code_for, time_machine):
    leave(signed_in(bob), bob.email)
    browser = sign_in(bob.email, code_for)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert browser.post("/members/data/come-back/").url == "/accounts/login/"
    assert Closure.objects.exists()


def test_whom_stewards_suspended_does_not_come_back(bob, signed_in, code_for):
    leave(signed_in(bob), bob.email)
    browser = sign_in(bob.email, code_for)
    closing.bar_return(user=bob)
    assert browser.post("/members/data/come-back/").url == "/accounts/login/"
    bob.refresh_from_db()
    assert not bob.is_active
    with pytest.raises(closing.NotClosed):
        closing.reopen_account(user=bob)


def test_after_two_weeks_bob_is_erased(bob, signed_in, time_machine):
    leave(signed_in(bob), bob.email)
    time_machine.move_to(timezone.now() + timedelta(days=13, hours=23))
    assert tasks.erase_left() == 0
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    with pytest.raises(closing.NotClosed):
        closing.reopen_account(user=bob)
    assert tasks.erase_left() == 1
    assert tasks.erase_left() == 0
    assert not User.objects.filter(pk=bob.pk).exists()
    assert not Message.objects.filter(to_address=bob.email).exists()


def test_one_that_fails_keeps_none_of_the_others_from_being_erased(
    bob, alice, time_machine, monkeypatch
):
    for person in (bob, alice):
        closing.close_account(user=person)
    real = closing.erase_member

    def fail_for_bob(*, user):
        if user.pk == bob.pk:
            raise OSError
        real(user=user)

    monkeypatch.setattr(closing, "erase_member", fail_for_bob)
    time_machine.move_to(timezone.now() + timedelta(days=15))
    assert tasks.erase_left() == 1
    assert list(Closure.objects.values_list("user", flat=True)) == [bob.pk]


@pytest.mark.parametrize("typed", ["", "alice@example.org", "bob@example.or", "x" * 300])
def test_leaving_asks_for_the_address(signed_in, bob, typed):
    answer = leave(signed_in(bob), typed)
    assert answer.status_code == 200
    assert "One answer needs another look" in answer.content.decode()
    assert not Closure.objects.exists()


def test_the_only_administrator_cannot_leave(signed_in, ada):
    page = leave(signed_in(ada), ada.email).content.decode()
    assert "You are the only administrator" in page
    assert User.objects.get(pk=ada.pk).is_active
    UserFactory(is_superuser=True)
    assert leave(signed_in(ada), ada.email).status_code == 302


def test_who_became_the_only_administrator_meanwhile_is_not_erased(ada, time_machine):
    second = UserFactory(is_superuser=True)
    closing.close_account(user=ada)
    User.objects.filter(pk=second.pk).update(is_superuser=False)
    time_machine.move_to(timezone.now() + timedelta(days=15))
    assert tasks.erase_left() == 0
    assert User.objects.filter(pk=ada.pk).exists()


def test_leaving_twice_is_leaving_once(bob):
    first = closing.close_account(user=bob)
    assert closing.close_account(user=bob).erase_on == first.erase_on
    assert kinds_to(bob.email) == ["datarights/account_closed"]


def test_other_rooms_hear_of_it(bob):
    heard = []

    def hear(signal, user, **_):
        heard.append((signal, user.is_active))

    for signal in (member_left, member_returned):
        signal.connect(hear)
    try:
        closing.close_account(user=bob)
        closing.reopen_account(user=bob)
    finally:
        for signal in (member_left, member_returned):
            signal.disconnect(hear)
    assert heard == [(member_left, False), (member_returned, True)]


def test_an_account_of_a_closed_address_cannot_be_opened_by_signing_up(bob, signed_in):
    leave(signed_in(bob), bob.email)
    form = {
        "email": bob.email,
        "name": "Somebody Else",
        "stakeholder_group": "academia",
        "country": "FI",
        "consent": "on",
        "subject": "",
    }
    Client().post("/accounts/signup/", form)
    assert User.objects.get(email=bob.email).name != "Somebody Else"


class TestEditors:
    """Who edits the page of an organisation hands it over, or lets go of it."""

    @pytest.fixture
    def works(self):
        return Organisation.objects.create(name="Tile Works", slug="tile-works", is_confirmed=True)

    @pytest.fixture
    def editor(self, bob, works):
        place = {
            "organisation": works,
            "state": Affiliation.State.BY_DOMAIN,
            "is_editor": True,
        }
        Affiliation.objects.update_or_create(user=bob, defaults=place)
        return bob

    def colleague(self, works, handle, state=Affiliation.State.BY_STEWARD):
        person = ProfileFactory(handle=handle).user
        return Affiliation.objects.create(user=person, organisation=works, state=state)

    def test_a_colleague_inherits(self, editor, works, signed_in, time_machine):
        heir = self.colleague(works, "carol")
        self.colleague(works, "claims-only", state=Affiliation.State.CLAIMED)
        browser = signed_in(editor)
        page = browser.get(LEAVE).content.decode()
        assert 'value="carol"' in page
        assert "claims-only" not in page
        leave(browser, editor.email, heir="carol")
        heir.refresh_from_db()
        assert heir.is_editor
        time_machine.move_to(timezone.now() + timedelta(days=15))
        tasks.erase_left()
        assert works.affiliations.get(is_editor=True) == heir
        assert not works.affiliations.filter(user_id=editor.pk).exists()
        assert Organisation.objects.filter(pk=works.pk).exists()

    def test_a_stranger_does_not(self, editor, works, signed_in):
        outsider = ProfileFactory(handle="outsider").user
        other = Organisation.objects.create(name="Other", slug="other", is_confirmed=True)
        away = Affiliation.objects.create(
            user=outsider, organisation=other, state=Affiliation.State.BY_STEWARD
        )
        self.colleague(works, "carol")
        leave(signed_in(editor), editor.email, heir="outsider")
        away.refresh_from_db()
        assert not away.is_editor
        closing.close_account(user=editor, heir=away)
        away.refresh_from_db()
        assert not away.is_editor

    def test_without_an_heir_the_page_is_released(self, editor, works, signed_in, time_machine):
        browser = signed_in(editor)
        assert "Who shall edit" not in browser.get(LEAVE).content.decode()
        leave(browser, editor.email)
        time_machine.move_to(timezone.now() + timedelta(days=15))
        tasks.erase_left()
        assert Organisation.objects.filter(pk=works.pk).exists()
        assert not works.affiliations.exists()


def test_only_administrators_racing_to_leave_do_not_both_go(ada):
    """The second one, after the first has closed, is the only one left."""
    second = UserFactory(is_superuser=True)
    closing.close_account(user=second)
    with pytest.raises(LastAdministrator):
        closing.close_account(user=ada)
