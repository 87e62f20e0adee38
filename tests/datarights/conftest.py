"""What tests of this room share: a browser of somebody who has just confirmed who they are."""

import re

import pytest
from django.test import Client

from community.members.models import User
from outbox.models import Message
from tests.identity.conftest import confirm


@pytest.fixture
def signed_in():
    """Return a function that opens a browser of somebody, who confirmed lately unless told not."""

    def open_browser(user: User, *, confirmed: bool = True) -> Client:
        browser = Client()
        browser.force_login(user)
        if confirmed:
            confirm(browser, user)
        return browser

    return open_browser


@pytest.fixture
def code_for(db):
    """Return a function that reads the newest code sent to an address."""

    def read(address: str) -> str:
        mail = Message.objects.filter(to_address=address).order_by("-pk").first()
        assert mail, f"no mail to {address}"
        found = re.search(r"^(\d{6})$", mail.text, re.MULTILINE)
        assert found, mail.text
        return found[1]

    return read


@pytest.fixture
def private_files(settings, tmp_path):
    """Keep the copies of one test apart; return the folder."""
    settings.PRIVATE_DIR = tmp_path / "private"
    storages = {**settings.STORAGES}
    storages["private"] = {
        **storages["private"],
        "OPTIONS": {**storages["private"]["OPTIONS"], "location": settings.PRIVATE_DIR},
    }
    settings.STORAGES = storages
    return settings.PRIVATE_DIR / "exports"
