"""A real Chromium with a passkey of its own: it is made, signs in, and no script is blocked."""

import re

import pytest

from community.members.models import User
from tests.factories.members import ProfileFactory

from .conftest import signed_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def keyed(page):
    """Return the page with a passkey holder that verifies its owner, and what it complains of."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    complaints = []
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    page.complaints = complaints
    return page


def test_a_passkey_is_made_and_signs_in(live_server, keyed):
    eve = ProfileFactory(user__email="eve@example.org").user
    site = live_server.url.replace("127.0.0.1", "localhost")
    browser = signed_in(User.objects.get(pk=eve.pk))
    keyed.context.add_cookies(
        [{"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": site}]
    )
    keyed.goto(f"{site}/accounts/passkeys/add/")
    keyed.get_by_label("Name").fill("virtual")
    keyed.get_by_role("button", name="Make a passkey").click()
    keyed.wait_for_url(re.compile("/accounts/recovery-codes/"))
    keyed.goto(f"{site}/accounts/logout/")
    keyed.get_by_role("main").get_by_role("button", name="Sign out").click()
    keyed.goto(f"{site}/accounts/login/?next=/members/security/")
    keyed.get_by_role("button", name="Use a passkey").click()
    keyed.wait_for_url(re.compile(r"\d/members/security/$"))
    assert "virtual" in keyed.content()
    assert not [one for one in keyed.complaints if "Content Security Policy" in one]
