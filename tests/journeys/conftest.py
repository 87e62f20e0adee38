"""A reader's browser before the open site, watched for errors, foreign hosts and cookies."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect

from tests.journeys.mailbox import Mailbox
from tests.running import RunningSite
from tests.smtp_sink import SmtpSink

# The beacon leaves out what calls itself headless; a journey is walked in a reader's place.
READER = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
PATIENCE = 30_000  # milliseconds, on a machine that does other things too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a journey."""
    for item in items:
        if "tests/journeys/" in item.path.as_posix():
            item.add_marker("journey")


@pytest.fixture(scope="session")
def base_url(open_site: RunningSite) -> str:
    """Every journey begins at the open site."""
    return open_site.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """Walk as a reader with an English browser in Brussels."""
    return browser_context_args | {
        "user_agent": READER,
        "locale": "en-GB",
        "timezone_id": "Europe/Brussels",
    }


class Watch:
    """Notes what must never happen while somebody walks through the site."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.host = host
        self.faults: list[str] = []
        context.on("request", self.request)
        context.on("response", self.response)
        context.on("console", self.console)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def request(self, request: Request) -> None:
        """No other host is asked for anything."""
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.host:
            self.faults.append(f"foreign host: {request.url}")

    def response(self, response: Response) -> None:
        """No part of a page is missing, and no page breaks.

        Wagtail saves an editor's page by itself and is told 400 while a needed field is empty.
        """
        is_form = response.request.is_navigation_request() or response.request.method == "POST"
        limit = 500 if is_form else 400
        if response.status >= limit:
            self.faults.append(f"{response.status}: {response.url}")

    def console(self, message: ConsoleMessage) -> None:
        """The browser complains of nothing; that a form was answered with 4xx is its own log."""
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")


@pytest.fixture(autouse=True)
def watch(context: BrowserContext, open_site: RunningSite) -> Iterator[Watch]:
    """Watch the whole journey and fail at its end."""
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    watch = Watch(context, urlsplit(open_site.url).netloc)
    yield watch
    assert watch.faults == []


@pytest.fixture
def mailbox(letters: SmtpSink) -> Mailbox:
    """The mail that the site has sent, by whom it went to."""
    return Mailbox(letters)


@pytest.fixture
def sign_in(page: Page) -> Callable[[str], None]:
    """Return a function that signs one of the sample people in, by name, in a new session."""

    def press(name: str) -> None:
        page.context.clear_cookies()
        page.goto("/accounts/login/")
        page.get_by_role("button", name=name).click()
        expect(page.get_by_role("button", name=name)).to_be_visible()

    return press
