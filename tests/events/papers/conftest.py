"""What the tests of the papers share: an event that is over, those who came, and the host."""

import io

import pytest
from django.contrib.auth.models import Group, Permission
from pypdf import PdfReader
from wagtail.models import GroupPagePermission

from events.models import State
from events.papers import actions
from events.papers.models import Certificate
from tests.factories.events import PastEventFactory, RegistrationFactory, index_page


@pytest.fixture
def event(db):
    """Return a live event of ninety minutes that ended yesterday."""
    return PastEventFactory(title="Clinic on needs", capacity=None)


@pytest.fixture
def came(event):
    """Return somebody who was there."""
    return RegistrationFactory(
        event=event, name="Maria Example", organisation="Tile Works", state=State.ATTENDED
    )


@pytest.fixture
def issue(event, bob, django_capture_on_commit_callbacks):
    """Return a function that issues all certificates, as a worker does, and returns them."""

    def run(**options):
        with django_capture_on_commit_callbacks(execute=True):
            actions.ask_for_certificates(event=event, by=bob, **options)
        while actions.issue_some():
            pass
        return list(Certificate.objects.filter(event=event).order_by("pk"))

    return run


@pytest.fixture
def organiser(client, bob):
    """Sign in Bob, who may edit events and handle registrations."""
    group = Group.objects.create(name="Organisers")
    codes = ("access_admin", "view_registration", "add_registration", "change_registration")
    group.permissions.add(*Permission.objects.filter(codename__in=codes))
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=index_page().page_ptr, permission=change)
    bob.groups.add(group)
    client.force_login(bob)
    return bob


def words_of(content: bytes) -> str:
    """Return the text of a PDF in one line."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def body(response) -> bytes:
    """Return what a response carries, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content
