"""What the tests of the desk share."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission

from community.members.models import User
from tests.factories.events import index_page


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


@pytest.fixture
def person(db):
    """Return a function that makes an account."""

    def make(email: str, name: str = "Hanna Helper", **fields) -> User:
        return User.objects.create_user(email=email, name=name, **fields)

    return make
