"""Helpers: roles given by address, what each opens, and that nothing else opens."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import URLResolver, get_resolver, reverse
from wagtail import hooks
from wagtail.admin.menu import admin_menu
from wagtail.models import PageLogEntry

from events.desk import actions, tasks
from events.desk.actions.helping import HELPERS
from events.desk.models import PeopleFile
from events.desk.wagtail_hooks import DESK
from events.desk_tabs import HOOK
from events.models import EventRole
from outbox.models import Message
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
SEE = {"host", "viewer", "editor"}
CHANGE = {"host", "editor"}
# Whom each address of a desk lets in; DESK names them all, so a new one has to be put down here.
WHO = {
    **dict.fromkeys(("overview", "people", "print"), SEE),
    **dict.fromkeys(("ask", "batch", "roles", "take_back", "history"), CHANGE),
    **dict.fromkeys(("add", "files", "sample", "file", "begin_file", "throw_away"), CHANGE),
    "left_over": CHANGE,
}
VIEWERS = ("host", "viewer", "door", "editor", "stranger", "host of another event", "nobody")


@pytest.fixture
def viewer(request, client, organiser, event, person):
    """Sign in as one kind of viewer and return its name."""
    kind = request.param
    if kind == "editor":
        return kind
    client.logout()
    if kind == "nobody":
        return kind
    user = person("hanna@example.org")
    if kind in EventRole.Role.values:
        actions.give_role(event=event, email=user.email, role=kind, by=organiser)
    if kind == "host of another event":
        actions.give_role(event=EventFactory(), email=user.email, role="host", by=organiser)
    client.force_login(user)
    return kind


def address_of(name, event):
    """Return an address of the desk, with rows behind it where it needs one."""
    one = {name: 0}
    if name in {"file", "begin_file", "throw_away", "left_over"}:
        row = PeopleFile.objects.create(event=event, headings=["email"], meanings=["email"])
        one[name] = row.pk
    end = next(end for end, _view, found in DESK if found == name)
    args = (event.pk, one[name]) if "<int:pk>" in end else (event.pk,)
    return reverse(f"registrations:{name}", args=args)


def lets_in(answer):
    """Whether a page, or where there is nothing of it any more its room, was opened."""
    if answer.status_code == 302:
        return answer["Location"].startswith("/admin/registrations/")
    return answer.status_code in {200, 404}


@pytest.mark.parametrize("viewer", VIEWERS, indirect=True)
def test_each_address_of_the_desk_lets_in_whom_it_should(client, event, viewer):
    RegistrationFactory(event=event, name="Secret Example")
    assert set(WHO) == {name for _end, _view, name in DESK}
    for name, who in WHO.items():
        for method in (client.get, client.post):
            answer = method(address_of(name, event))
            if answer.status_code == 405:  # said before anybody is looked at
                assert not answer.content
                continue
            assert lets_in(answer) == (viewer in who), (name, viewer, answer.status_code)
            if viewer not in who:
                assert b"Secret Example" not in answer.content


@pytest.mark.parametrize("viewer", VIEWERS, indirect=True)
def test_lists_and_single_people_open_to_who_may_see(client, event, viewer):
    one = RegistrationFactory(event=event, name="Secret Example")
    for address in (
        f"/admin/registrations/?event={event.pk}",
        f"/admin/registrations/?event={event.pk}&export=csv",
        reverse("registrations:one", args=(one.pk,)),
        "/admin/registrations/",
        "/admin/registrations/results/",
    ):
        answer = client.get(address)
        content = answer.getvalue()
        assert (b"Secret Example" in content) == (viewer in SEE), (address, viewer)


@pytest.mark.parametrize("viewer", VIEWERS, indirect=True)
def test_every_tab_opens_to_whom_its_power_says(client, event, viewer):
    """Also those that other rooms bring."""
    for make in hooks.get_hooks(HOOK):
        tab = make()
        answer = client.get(reverse(tab.url_name, args=(event.pk,)))
        powers = {
            "host": {"see", "add", "change", "check in"},
            "editor": {"see", "add", "change", "check in"},
            "viewer": {"see"},
            "door": {"check in"},
        }
        assert lets_in(answer) == (tab.power.value in powers.get(viewer, set())), (tab.key, viewer)


def test_the_tabs_stand_in_the_order_of_the_work(client, organiser, event):
    page = client.get(reverse("registrations:overview", args=(event.pk,))).content.decode()
    nav = page.partition('class="desk-tabs"')[2].partition("</nav>")[0]
    labels = re.findall(r">([^<]+)</a>", nav)
    before = ["Overview", "People", "Sessions", "Seats and codes", "Questions", "Invitations"]
    during = ["Groups", "Letters", "Door", "Papers"]
    after = ["Afterwards", "Reach", "Import", "Helpers", "Log"]
    assert labels == before + during + after


def test_a_role_is_given_told_and_taken_back(client, organiser, event, person):
    hanna = person("hanna@example.org")
    address = reverse("registrations:roles", args=(event.pk,))
    client.post(address, {"email": "Hanna@Example.org", "role": "viewer"})
    role = EventRole.objects.get()
    assert (role.user, role.role) == (hanna, "viewer")
    mail = Message.objects.get()
    assert mail.to_email == "hanna@example.org" if hasattr(mail, "to_email") else True
    assert event.title in mail.text
    assert hanna.has_perm("wagtailadmin.access_admin")
    client.post(address, {"email": "hanna@example.org", "role": "host"})
    client.post(address, {"email": "hanna@example.org", "role": "host"})
    assert EventRole.objects.get().role == "host"
    assert Message.objects.count() == 2
    end = reverse("registrations:take_back", args=(event.pk, role.pk))
    assert "Take the role of Hanna" in client.get(end).content.decode()
    client.post(end)
    again = client.post(end, follow=True)
    assert "taken back already" in again.content.decode()
    assert Message.objects.count() == 3
    hanna = type(hanna).objects.get(pk=hanna.pk)
    assert not hanna.has_perm("wagtailadmin.access_admin")
    logged = PageLogEntry.objects.filter(page=event.pk, action__endswith="_role")
    assert sorted(logged.values_list("action", flat=True)) == [
        *("events.give_role", "events.give_role", "events.take_role")
    ]


def test_only_accounts_get_a_role(client, organiser, event, person):
    person("gone@example.org", is_active=False)
    address = reverse("registrations:roles", args=(event.pk,))
    for email in ("nobody@example.org", "gone@example.org"):
        answer = client.post(address, {"email": email, "role": "viewer"})
        assert "Nobody has an account" in answer.content.decode()
    for wrong in ({"email": "x", "role": "viewer"}, {"email": "a@b.example", "role": "king"}, {}):
        assert client.post(address, wrong).status_code == 200
    assert not EventRole.objects.exists()


def test_the_way_in_stays_while_there_is_another_role(organiser, event, person):
    hanna = person("hanna@example.org")
    first = actions.give_role(event=event, email=hanna.email, role="door", by=organiser)
    second = actions.give_role(event=EventFactory(), email=hanna.email, role="host", by=organiser)
    actions.take_role(role=first, by=organiser)
    assert hanna.groups.filter(name=HELPERS).exists()
    EventRole.objects.filter(pk=second.pk).delete()  # as when its event is deleted
    assert tasks.put_helpers_right() == 1
    assert not hanna.groups.filter(name=HELPERS).exists()


def test_what_is_added_to_the_group_by_hand_goes_with_the_next_role(organiser, event, person):
    """The group opens the door and must not become a way to more."""
    hanna = person("hanna@example.org")
    actions.give_role(event=event, email=hanna.email, role="viewer", by=organiser)
    group = Group.objects.get(name=HELPERS)
    assert [permission.codename for permission in group.permissions.all()] == ["access_admin"]


def every_address(patterns=None, prefix="/"):
    """Yield the addresses of the administration that need no key; one has a fault by design."""
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^").removesuffix("$")
        if isinstance(pattern, URLResolver):
            yield from every_address(pattern.url_patterns, route)
        elif route.startswith("/admin/") and not set(route) & set("<(\\"):
            yield from {route} - {"/admin/logout/", "/admin/failwhale/"}


@pytest.mark.parametrize("viewer", ["viewer", "host", "door"], indirect=True)
def test_a_helper_sees_nothing_else_in_the_administration(client, event, viewer):
    home = client.get("/admin/")
    assert home.status_code == 200
    assert "/admin/registrations/events/" in home.content.decode()
    request = home.wsgi_request
    assert [item.name for item in admin_menu.menu_items_for_request(request)] == ["registrations"]
    opened = {address for address in every_address() if client.get(address).status_code == 200}
    assert {one for one in opened if not one.startswith("/admin/registrations/")} <= {
        *("/admin/", "/admin/account/", "/admin/sprite/", "/admin/jsi18n/"),
        *("/admin/dismissibles/", "/admin/login/"),
    }
    events = client.get("/admin/registrations/events/").content.decode()
    assert event.title in events
    assert EventFactory(title="Hidden clinic").title not in events


def test_a_host_who_gives_up_the_role_is_led_out(client, organiser, event, person):
    hanna = person("hanna@example.org")
    role = actions.give_role(event=event, email=hanna.email, role="host", by=organiser)
    client.force_login(hanna)
    answer = client.post(reverse("registrations:take_back", args=(event.pk, role.pk)))
    assert answer["Location"] == "/"


def test_an_editor_who_also_helps_stays_an_editor(client, organiser, event):
    actions.give_role(event=event, email=organiser.email, role="viewer", by=organiser)
    assert client.get("/admin/pages/", follow=True).status_code == 200
