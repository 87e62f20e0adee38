"""A real Chromium with a passkey of its own: it is made, signs in, and no script is blocked."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.mailbox import Mailbox
from tests.journeys.test_own_data import prove


@pytest.fixture
def keyed(page: Page) -> Page:
    """Return the page with a passkey holder that verifies its owner."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    holder = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": holder})
    return page


def test_a_passkey_is_made_and_signs_in(
    keyed: Page, mailbox: Mailbox, sign_in: Callable[[str], None]
):
    sign_in("Charlie")
    keyed.goto("/accounts/passkeys/add/")
    prove(keyed, mailbox, "charlie@example.org")
    keyed.get_by_label("Name").fill("virtual")
    keyed.get_by_role("button", name="Make a passkey").click()
    expect(keyed).to_have_url(re.compile("/accounts/recovery-codes/"))
    keyed.goto("/accounts/logout/")
    keyed.get_by_role("main").get_by_role("button", name="Sign out").click()
    keyed.goto("/accounts/login/?next=/members/security/")
    keyed.get_by_role("button", name="Use a passkey").click()
    expect(keyed).to_have_url(re.compile(r"\d/members/security/$"))
    expect(keyed.get_by_role("link", name="Rename virtual")).to_be_visible()
