"""What the tests of the questions share."""

import io
import zipfile

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import GroupPagePermission

from events.questions import actions
from events.questions.actions import Offer
from events.questions.models import Kind, Question
from tests.factories.events import index_page


def ask(event, kind=Kind.SHORT, label="What do you bring?", offers=None, **fields):
    """Return a question that the event asks from now on; offers are labels, or (label, places)."""
    given = None
    if kind in (Kind.CHOICE, Kind.SEVERAL):
        pairs = [one if isinstance(one, tuple) else (one, None) for one in offers or ("Yes", "No")]
        given = [Offer(label=name, places=places) for name, places in pairs]
    question = actions.save_question(
        question=Question(event=event, kind=kind, label=label, **fields), offers=given
    )
    event.entry.refresh_from_db()
    vars(event).pop("_questions_in_use", None)
    return question


def key(question, label):
    """Return the key of a choice."""
    return question.choices.get(label=label).pk


def name(question):
    """Return the name of a question's field in a form."""
    return f"questions-{question.field_name}"


def given(**answers):
    """Return answers as an action takes them."""
    return {"questions": answers}


def zipped(entries, method=zipfile.ZIP_DEFLATED):
    """Return a ZIP archive with these entries as bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for title, content in entries.items():
            archive.writestr(title, content)
    return packed.getvalue()


def docx(**more):
    """Return a document that Word would open, nearly."""
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"} | more)


def upload(title, content):
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(title, content)


PDF = b"%PDF-1.7\n%tiny\n"


@pytest.fixture
def address(event):
    """Return where a guest's form goes."""
    return reverse("events:register", args=(event.pk,))


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
