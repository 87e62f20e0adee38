"""Walks the sample site once as everyone, in a transaction that leaves nothing behind."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings

from lane import memory
from tests.crawl.walk import Visit, note, visit, walk
from tests.nu import NuChecker
from tests.served import keep_as_served

CAST = ("editor", "member", "stranger", "coordinator", "steward", "administrator")
# Who edits sees the most on every page; of the others one step tells what differs.
WALKERS = ("editor",)
# What is led to by forms, or by one of endlessly many links, is met here.
STARTS = [
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/search/?q=open",
    "/tools/shortlist/?tools=1.3,2.4",
    "/tools/compare/?tools=1.3,2.4",
]
# The other languages show the same kinds of pages: what a home page leads to is enough.
ABROAD = ["/fr/", "/de/", "/es/", "/it/"]
MEMBER_STARTS = [
    "/",
    "/members/",
    "/members/welcome/",
    "/members/profile/",
    "/members/profile/preview/?as=members",
    "/members/data/",
    "/accounts/email/",
]
ADMIN = [
    "/admin/",
    "/admin/pages/",
    "/admin/mail/",
    "/admin/reach/",
    "/admin/h2020/",
    "/admin/activities/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/account/",
]
# A form that was filled in wrongly is a page too, and one that people see often.
WRONG_FORMS = {
    "/letters/inspire-letter/": {"email": "no address", "language": "xx"},
    "/accounts/signup/": {"email": "no address", "name": "x" * 300},
    "/accounts/login/": {"login": "no address"},
}


def _browser() -> Client:
    """Return a client that shows a page that breaks as its reader would see it."""
    return Client(raise_request_exception=False)


def _wrong_forms(client: Client) -> list[Visit]:
    page = visit(client, "nobody", "/events/build-the-toolbox-with-us/")
    event = next(action for action in page.facts.actions if "register" in action)
    forms = WRONG_FORMS | {event.split("#")[0]: {"email": "no address", "group": "none"}}
    return [
        note(client.post(path, data), "nobody", path, "a form that was filled in wrongly", [])
        for path, data in forms.items()
    ]


@pytest.fixture(scope="session")
def everything(django_db_setup: None, django_db_blocker) -> dict[str, list[Visit]]:
    """All visits by viewer: "nobody" (signed out), the cast, and "wrong forms"."""
    from community.members.models import User
    from community.members.sample import PEOPLE
    from config.sample import load_sample_site

    visits = {}
    # Wagtail hands out documents by their place on the disk, and /media/ is served from there.
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    on_disk = override_settings(STORAGES=settings.STORAGES | {"default": files})
    with django_db_blocker.unblock(), on_disk, transaction.atomic():
        load_sample_site()
        visit(_browser(), "nobody", "/")  # fills the caches of content types and sites
        clients = {role: _browser() for role in CAST}
        for role, client in clients.items():
            client.force_login(User.objects.get(email=PEOPLE[role].email))
        with pytest.MonkeyPatch.context() as patch:
            keep_as_served(patch)  # nothing changes during the walk
            for path in ("/", *ABROAD):
                visit(_browser(), "nobody", path)  # memory learns what all pages share
            for role, client in clients.items():
                visit(client, role, "/")  # the first visit of a session notes its device
            visits["nobody"] = walk(_browser(), "nobody", STARTS, abroad=False)
            visits["nobody"] += walk(_browser(), "nobody", ABROAD, depth=1)
            for role, client in clients.items():
                depth = 99 if role in WALKERS else 1
                visits[role] = walk(client, role, MEMBER_STARTS, depth=depth, abroad=False)
        memory.forget()
        visits["wrong forms"] = _wrong_forms(_browser())
        for role, client in clients.items():
            visits[role] += walk(client, role, ADMIN, depth=1)
        transaction.set_rollback(True)
    return visits


@pytest.fixture(scope="session")
def pages(everything: dict[str, list[Visit]]) -> list[Visit]:
    """All pages that are read outside the administration, as everyone gets them."""
    return [page for visits in everything.values() for page in visits if page.is_page]


@pytest.fixture(scope="session")
def public(everything: dict[str, list[Visit]]) -> list[Visit]:
    """The pages that a stranger reads."""
    return [page for page in everything["nobody"] if page.is_page]


@pytest.fixture(scope="session")
def nu() -> Iterator[NuChecker]:
    """The W3C's checker, running."""
    checker = NuChecker()
    yield checker
    checker.stop()
