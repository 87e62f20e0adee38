"""Stands in for a mail server while there is none, so that a new installation can be tried."""

from outbox.transports.interface import Transport


class InboxTransport(Transport):
    """For development without a server: every mail counts as taken and is read in the admin."""

    def send(self, raw: bytes, *, envelope_from: str, to: str) -> str:
        """Return a reply that says so."""
        return "250 Kept in the inbox of this installation; no mail server is configured"

    def close(self) -> None:
        """Do nothing: nothing is open."""
