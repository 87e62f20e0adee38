"""What the tests of the door share."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.door.actions import Sighting
from events.door.actions.ticketing import ticket_code
from events.door.codes import digest_of
from events.models import EventRole, Session
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.members import UserFactory
from vocabulary.models import Scheme, Term


@pytest.fixture
def event(db):
    """Return an event on site that goes on now, of four hours, with room for everyone."""
    now = timezone.now()
    return EventFactory(
        format=Term.objects.get_by_code(Scheme.EVENT_FORMAT, "on-site"),
        start=now - timedelta(hours=1),
        end=now + timedelta(hours=3),
        capacity=None,
        venue="The old mill",
        city="Ghent",
    )


@pytest.fixture
def session(event):
    """Return a session for everyone that goes on now, of two hours."""
    now = timezone.now()
    return Session.objects.create(
        event=event,
        title="Morning",
        start=now - timedelta(minutes=30),
        end=now + timedelta(minutes=90),
    )


@pytest.fixture
def mine(event):
    """Return a confirmed registration."""
    return RegistrationFactory(event=event, name="Gus Guest", organisation="A joinery (example)")


@pytest.fixture
def helper(event):
    """Return somebody who helps at the door, and nothing else."""
    user = UserFactory(name="Hanna Helper")
    EventRole.objects.create(event=event, user=user, role=EventRole.Role.DOOR)
    return user


@pytest.fixture
def door(client, helper):
    """Return the browser of the helper."""
    client.force_login(helper)
    return client


def sighting(mine=None, *, nonce=None, ago=0, **more):
    """Return a scan of somebody's ticket, so many minutes ago."""
    now = timezone.now()
    if mine is not None and "registration_id" not in more:
        more.setdefault("digest", digest_of(ticket_code(mine)))
    return Sighting(
        nonce=nonce or uuid.uuid4(), at=now - timedelta(minutes=ago), sent_at=now, **more
    )


def sent(mine=None, **more):
    """Return a scan as a device sends it."""
    scan = {"kind": "scan", "nonce": str(uuid.uuid4()), "at": timezone.now().isoformat()}
    if mine is not None and not {"person", "code"} & set(more):
        scan["digest"] = digest_of(ticket_code(mine))
    return scan | more


def post(client, event, *scans, device="Front door", **more):
    """Send a batch as a device does, and return the response."""
    body = {"sent_at": timezone.now().isoformat(), "device": device, "scans": list(scans)} | more
    address = reverse("door:scans", args=(event.pk,))
    return client.post(address, json.dumps(body), content_type="application/json")
