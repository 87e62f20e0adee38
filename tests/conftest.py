"""The cast, the database's baseline, and background tasks for tests that ask for them."""

from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation

from tests.baseline import Baseline, Cast
from tests.sample_site import browser_type_launch_args, letters, open_site, sample_site
from tests.smtp_sink import smtp_sink

__all__ = ["browser_type_launch_args", "letters", "open_site", "sample_site", "smtp_sink"]


@pytest.fixture(scope="session")
def cast() -> Cast:
    """The rows of the sample people."""
    return Cast(connection)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, cast: Cast) -> Iterator[None]:
    """Load vocabularies and people once, and give every transactional test the same start.

    Django empties all tables after a transactional test, and with them what migrations wrote. Our
    baseline puts that back, in a tenth of the time.
    """
    from community.members.sample import load_people
    from vocabulary.actions import load_vocabularies

    with django_db_blocker.unblock():
        load_vocabularies()
        baseline = Baseline(connection)
        baseline.keep()
        cast.keep(load_people, baseline)
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: baseline.restore()
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture(scope="session", autouse=True)
def nobody_listens() -> Iterator[None]:
    """Let the lane open no connection of its own in this process: it would outlive the database."""
    from lane.channel import Channel

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Channel, "start", lambda self: None)
        yield


@pytest.fixture(autouse=True)
def clean_caches() -> None:
    """Start each test with an empty cache: rate limits count from zero."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def only_own_files() -> Iterator[None]:
    """Take away the files that a test stores: the next one gets the names that it asks for."""
    before = set(stored_files())
    yield
    for name in set(stored_files()) - before:
        default_storage.delete(name)


def stored_files(folder: str = "") -> Iterator[str]:
    """Give the names of all files in the default storage."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # nothing was ever stored
        return
    yield from (f"{folder}{name}" for name in names)
    for inner in folders:
        yield from stored_files(f"{folder}{inner}/")


@pytest.fixture
def long_running(monkeypatch) -> Iterator[None]:
    """Let this process keep in memory what a web process keeps that has served a while.

    A test that changes something afterwards calls `lane.memory.forget`.
    """
    from lane import memory
    from tests.served import keep_as_served

    keep_as_served(monkeypatch)
    yield
    memory.forget()


@pytest.fixture(autouse=True)
def plain_language(settings) -> None:
    """Start each test in the site's own language, whatever the test before it spoke."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def people(db, cast: Cast):
    """Return the sample people by role: editor, member, stranger, coordinator, administrator."""
    from community.members.models import User
    from community.members.sample import PEOPLE

    emails = {role: person.email for role, person in PEOPLE.items()}
    known = User.objects.filter(email__in=emails.values())
    if not known:  # a module may have brought them already
        cast.enter()
        known = known.all()
    found = {user.email: user for user in known}
    return {role: found[email] for role, email in emails.items()}


@pytest.fixture(scope="module")
def sample_pages(django_db_setup: None, django_db_blocker):
    """The sample people and pages, loaded once for a module and undone after it.

    Loading takes seconds; the tests of the module change them within savepoints.
    """
    from community.members.sample import load_people
    from pages import sample

    whole = transaction.atomic()
    with django_db_blocker.unblock():
        whole.__enter__()
        people = load_people()
        sample.load(people)
    yield people
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)


@pytest.fixture
def alice(people):
    """Alice edits."""
    return people["editor"]


@pytest.fixture
def bob(people):
    """Bob is a member."""
    return people["member"]


@pytest.fixture
def charlie(people):
    """Charlie is a stranger."""
    return people["stranger"]


@pytest.fixture
def dana(people):
    """Dana coordinates."""
    return people["coordinator"]


@pytest.fixture
def ada(people):
    """Ada administers."""
    return people["administrator"]


@pytest.fixture
def immediate_tasks(settings):
    """Run Wagtail's background tasks at once instead of handing them to Celery."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def eager_celery():
    """Run Celery tasks at once, in this process."""
    from config.celery import app

    app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield app
    app.conf.update(task_always_eager=False, task_eager_propagates=False)
