"""Reads mail as its recipient would: waits for it, looks at its parts, follows its links."""

import re
from email.message import EmailMessage

from bs4 import BeautifulSoup

from tests.running import wait_until
from tests.smtp_sink import SmtpSink

PATIENCE = 40.0  # seconds; the sweeper comes every fifteen


class Mailbox:
    """The letters of all recipients, as they came off the wire."""

    def __init__(self, sink: SmtpSink) -> None:
        self.sink = sink

    def all_to(self, address: str) -> list[EmailMessage]:
        """Return what has come to an address, the oldest first."""
        return [letter.parsed for letter in self.sink.to(address)]

    def letter(self, address: str, *, subject: str, seconds: float = PATIENCE) -> EmailMessage:
        """Wait for a letter to an address whose subject holds these words, and return it."""

        def arrived() -> EmailMessage | None:
            found = [mail for mail in self.all_to(address) if subject in mail["Subject"]]
            return found[-1] if found else None

        mail = wait_until(arrived, seconds=seconds, what=f"a letter to {address}: {subject}")
        assert isinstance(mail, EmailMessage)
        return mail


def text_of(mail: EmailMessage) -> str:
    """Return what a reader without HTML sees."""
    part = mail.get_body(("plain",))
    assert part
    return str(part.get_content())


def code_in(mail: EmailMessage) -> str:
    """Return the six figures that stand alone on a line of a mail with a code."""
    [code] = re.findall(r"^(\d{6})\s*$", text_of(mail), re.MULTILINE)
    return str(code)


def link_in(mail: EmailMessage, words: str) -> str:
    """Return where the link with these words leads; the text part must hold the same address."""
    part = mail.get_body(("html",))
    assert part
    soup = BeautifulSoup(part.get_content(), "html.parser")
    address = next(str(a["href"]) for a in soup.find_all("a") if words in a.get_text(" "))
    assert address in text_of(mail)
    return address


def calendar_in(mail: EmailMessage) -> tuple[str, str]:
    """Return the method and the text of a mail's calendar part."""
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return str(part["Content-Type"].params["method"]), str(part.get_content())
