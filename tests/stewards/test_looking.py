"""A steward sees what a member sees, for half an hour, and can change nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone

from community.stewards.models import Look, StewardAct
from community.stewards.tasks import keep_time
from tests.stewards.conftest import deed

pytestmark = pytest.mark.django_db

END = "/admin/members/looking/end/"


@pytest.fixture
def looking(desk, mia):
    """The browser of Stella, who looks with the eyes of Mia."""
    assert deed(desk, mia, "look").url == "/"
    return desk


def deeds():
    return list(StewardAct.objects.order_by("pk").values_list("deed", flat=True))


def test_the_page_is_the_members_with_a_banner(looking, mia):
    answer = looking.get("/members/")
    page = answer.content.decode()
    assert "Good to see you, Mia." in page or "Welcome, Mia." in page
    assert page.index("look-banner") < page.index("Mia.")
    assert "Nothing can be changed" in page
    assert answer["Cache-Control"] == "private, no-store"
    assert deeds() == ["look-begun"]


@pytest.mark.parametrize("path", ["/members/profile/", "/search/?q=tile", "/nothing-here/"])
def test_the_banner_is_on_every_page(looking, path):
    assert looking.get(path).content.count(b'class="look-banner"') == 1


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_unsafe_method_is_refused_in_clear_words(looking, mia, method):
    form = {"name": "Mia Changed (example)", "address": mia.email}
    for path in ("/members/profile/", "/members/data/erase/", "/accounts/logout/", "/nothing/"):
        answer = getattr(looking, method)(path, form)
        assert answer.status_code == 403, path
        assert "change nothing" in answer.content.decode()
        assert 'class="look-banner"' in answer.content.decode()
    mia.refresh_from_db()
    assert mia.name == "Mia Member (example)"


@pytest.mark.parametrize(
    "path",
    [
        *("/admin/", "/admin/members/people/", "/accounts/email/", "/fr/accounts/email/"),
        *("/members/data/", "/members/data/download/", "/members/security/", "/fr/members/data/"),
        *("/members/data/leave/", "/members/data/copy/", "/members/data/come-back/"),
        *("/members/security/devices/end/", "/accounts/reauthenticate/code/", "/accounts/login/"),
        *("/de/members/security/", "/admin/corrections/", "/admin/retention/"),
    ],
)
def test_the_desk_and_what_is_the_persons_alone_stay_closed(looking, path):
    answer = looking.get(path)
    assert answer.status_code == 403
    assert "mia@example.org" not in answer.content.decode()


def test_one_press_gives_the_own_eyes_back(looking, stella, mia):
    assert looking.get(END).status_code == 405
    answer = looking.post(END)
    assert answer.url == f"/admin/members/people/{mia.pk}/"
    page = looking.get("/members/").content.decode()
    assert "Stella" in page
    assert "look-banner" not in page
    assert deeds() == ["look-begun", "look-ended"]
    assert looking.post(END).status_code == 302
    assert deeds() == ["look-begun", "look-ended"]


def test_it_ends_after_half_an_hour(looking, stella):
    with time_machine.travel(timezone.now() + timedelta(minutes=29)):
        assert "Mia" in looking.get("/members/").content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        page = looking.get("/members/").content.decode()
        assert "Stella" in page
        assert "look-banner" not in page
    assert deeds() == ["look-begun", "look-ended"]


def test_the_clock_ends_what_was_forgotten(looking):
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        keep_time()
    look = Look.objects.get()
    assert look.ended_at == look.ends_at
    assert deeds() == ["look-begun", "look-ended"]


def test_it_ends_when_the_steward_loses_the_right(looking, stella):
    Group.objects.get(name="Stewards").permissions.filter(codename="look_as_member").get()
    stella.groups.clear()
    assert "Stella" in looking.get("/members/").content.decode()


def test_it_ends_when_the_person_gets_a_role_or_is_closed(looking, mia):
    mia.is_staff = True
    mia.save()
    page = looking.get("/members/").content.decode()
    assert "look-banner" not in page
    assert "Stella" in page


def test_a_second_look_ends_the_first(desk, mia, bob):
    deed(desk, mia, "look")
    desk.post(END)
    deed(desk, bob, "look")
    assert "Bob" in desk.get("/members/").content.decode()
    assert Look.objects.open().count() == 1


def test_nobody_looks_with_the_eyes_of_a_closed_account(desk, mia):
    mia.is_active = False
    mia.save()
    assert "closed" in deed(desk, mia, "look").content.decode()
    assert not Look.objects.exists()


def test_the_number_of_somebody_elses_look_in_a_session_opens_nothing(client, looking, bob):
    from django.test import Client

    browser = Client()
    browser.force_login(bob)
    session = browser.session
    session["stewards.look"] = Look.objects.get().pk
    session.save()
    page = browser.get("/members/").content.decode()
    assert "Bob" in page
    assert "look-banner" not in page
    assert Look.objects.open().exists(), "and ends nobody's"


def test_leaving_the_site_alone_costs_no_query(client, django_assert_num_queries, rf):
    """Who is not looking pays nothing: the session tells, and it is loaded already."""
    from django.contrib.auth.models import AnonymousUser

    from community.stewards.middleware import LookAsMember

    request = rf.get("/", headers={"cookie": ""})
    request.user = AnonymousUser()
    with django_assert_num_queries(0):
        assert LookAsMember(lambda _: "answer")(request) == "answer"
