"""Stella looks after members: she has the role and nothing else."""

import pytest
from django.contrib.auth.models import Group

from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory
from tests.members.conftest import client_of, code_for

__all__ = ["client_of", "code_for"]


@pytest.fixture
def stella(db):
    """Stella is a steward."""
    user = UserFactory(name="Stella Steward (example)", email="stella@desk.example.org")
    user.groups.add(Group.objects.get(name="Stewards"))
    ProfileFactory(user=user)
    ConsentRecordFactory(user=user)
    return user


@pytest.fixture
def mia(db):
    """Mia is a member."""
    user = UserFactory(name="Mia Member (example)", email="mia@example.org")
    ProfileFactory(user=user, handle="mia")
    ConsentRecordFactory(user=user)
    return user


@pytest.fixture
def desk(client, stella):
    """The browser of Stella."""
    client.force_login(stella)
    return client


def deed(desk, whom, which, /, **form):
    """Send the form of a deed about a person and return the answer."""
    form = {"reason": "Asked by mail."} | form
    return desk.post(f"/admin/members/people/{whom.pk}/{which}/", form)
