"""What the tests of editorial life share: somebody of each role, a page, a draft."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from editorial.roles import (
    ADMINISTRATORS,
    AUTHORS,
    COORDINATORS,
    EDITORS,
    TRANSLATORS,
    language_group,
    let_everybody_work,
)
from tests.factories.members import UserFactory
from tests.factories.pages import ArticlePageFactory, StandardPageFactory, home_page

ROLES = {
    "author": (AUTHORS,),
    "editor": (EDITORS,),
    "translator": (TRANSLATORS, language_group("fr")),
    "coordinator": (COORDINATORS,),
    "administrator": (ADMINISTRATORS,),
}


def somebody(role: str, name: str = ""):
    """Return a new person with a role."""
    user = UserFactory.create(name=name or f"{role.title()} (example)")
    user.groups.set(Group.objects.filter(name__in=ROLES.get(role, ())))
    return user


@pytest.fixture
def roles(db):
    """Return one person of each role, and one without any."""
    let_everybody_work()
    return {role: somebody(role) for role in (*ROLES, "member")}


@pytest.fixture
def author(roles):
    """Return who writes."""
    return roles["author"]


@pytest.fixture
def editor(roles):
    """Return who edits and publishes."""
    return roles["editor"]


@pytest.fixture
def coordinator(roles):
    """Return who sees what reached whom, and has a second look."""
    return roles["coordinator"]


@pytest.fixture
def administrator(roles):
    """Return who manages people and settings, without being a superuser."""
    return roles["administrator"]


@pytest.fixture
def translator(roles):
    """Return who translates into French."""
    return roles["translator"]


@pytest.fixture
def home(db):
    """Return the home page."""
    return home_page()


@pytest.fixture
def article(home):
    """Return a published article."""
    page = ArticlePageFactory.create(title="On drawers", slug="on-drawers")
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def plain(home):
    """Return a published page of small print."""
    page = StandardPageFactory.create(title="Small print", slug="small-print")
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def signed_in(user) -> Client:
    """Return a browser in which somebody is signed in."""
    browser = Client()
    browser.force_login(user)
    return browser


def draft_by(page, user, **changes):
    """Return the new draft of a page, written by somebody."""
    page = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision(user=user)


def words(answer) -> str:
    """Return what an answer says."""
    return answer.content.decode()
