"""What tests of this room share: people who show things, organisations, and other browsers."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils.text import slugify

from community.directory.actions import refresh_entries, refresh_organisations
from community.members.models import Affiliation, Organisation, Profile, Trust, User
from tests.factories.members import ProfileFactory, UserFactory
from vocabulary.models import Scheme, Term


def term(scheme: Scheme, code: str) -> Term:
    """Return a term."""
    return Term.objects.get_by_code(scheme, code)


def firm(name: str = "Kiln Works", **fields: Any) -> Organisation:
    """Return a public organisation that the directory knows."""
    values = {"slug": slugify(name), "is_confirmed": True}
    made = Organisation.objects.create(name=name, **values | fields)
    refresh_organisations([made.pk])
    return made


def person(name: str, *, at: Organisation | None = None, **fields: Any) -> User:
    """Return a listed member whom the directory knows; `at` is where they are confirmed."""
    expertise = fields.pop("expertise", ())
    email = fields.pop("email", f"{name.lower().replace(' ', '.')}@mail.example.org")
    numbered = {"pk": fields.pop("pk")} if "pk" in fields else {}
    user = UserFactory(name=name, email=email, **numbered)
    values = {
        "handle": slugify(name),
        "is_listed": True,
        "trust": Trust.MEMBER,
        "is_trust_pinned": True,
        "organisation": at.name if at else "",
    }
    profile: Profile = ProfileFactory(user=user, **values | fields)
    profile.expertise.set(expertise)
    if at:
        Affiliation.objects.create(user=user, organisation=at, state=Affiliation.State.BY_STEWARD)
    refresh_entries([user.pk])
    return User.objects.get(pk=user.pk)


def prove(user: User, email: str) -> None:
    """Let somebody have proven another address."""
    EmailAddress.objects.create(user=user, email=email, verified=True)


@pytest.fixture
def client_of():
    """Return a function that opens another browser, signed in as somebody or as nobody."""

    def open_browser(user: User | None = None) -> Client:
        browser = Client()
        if user is not None:
            browser.force_login(user)
        return browser

    return open_browser


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return a function that opens a block after which a commit has happened."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
