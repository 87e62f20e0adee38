"""What tests of this room share: a form filled in, and the code read out of the outbox."""

import re

import pytest
from django.test import Client

from outbox.models import Message
from tests.factories.members import ConsentRecordFactory, ProfileFactory

from .telling import FORM

SIGN_UP = {
    "email": "eve@example.org",
    "name": "Eve Newcomer (example)",
    "stakeholder_group": "academia",
    "organisation": "Example University",
    "country": "FI",
    "consent": "on",
    "subject": "",
}


@pytest.fixture
def sign_up_form():
    """Return a complete sign-up form."""
    return dict(SIGN_UP)


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


def mails_to(address: str) -> list[str]:
    """Return the kinds of the mails to an address, oldest first."""
    return list(
        Message.objects.filter(to_address=address).order_by("pk").values_list("kind", flat=True)
    )


def wrong(code: str) -> str:
    """Return another code."""
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture
def client_of():
    """Return a function that opens another browser, signed in as somebody or as nobody."""

    def open_browser(user=None) -> Client:
        browser = Client()
        if user is not None:
            browser.force_login(user)
        return browser

    return open_browser


@pytest.fixture
def member(db):
    """Somebody who has agreed and told group and country."""
    person = ProfileFactory().user
    ConsentRecordFactory(user=person)
    return person


@pytest.fixture
def tell(client, member):
    """Return a function that sends the form and returns the answer."""
    client.force_login(member)

    def send(**changed):
        return client.post("/members/profile/", FORM | changed)

    return send
