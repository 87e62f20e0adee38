"""What the tests of the post room share."""

import pytest

from outbox.transports import MemoryTransport


@pytest.fixture(autouse=True)
def empty_memory():
    """Forget what the memory transport took in another test."""
    MemoryTransport.forget()
    yield
    MemoryTransport.forget()


@pytest.fixture
def over_smtp(settings, smtp_sink):
    """Send over real SMTP; returns the sink."""
    settings.OUTBOX_TRANSPORT = "outbox.transports.SmtpTransport"
    settings.EMAIL_URL = smtp_sink.url
    return smtp_sink


@pytest.fixture
def templates(settings):
    """Replace all templates by the dictionary that this returns."""
    files: dict[str, str] = {}
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", files)]},
        }
    ]
    return files


def mjml(text: str) -> str:
    """Return a whole MJML document around ``text``."""
    return (
        '<mjml lang="en"><mj-body><mj-section><mj-column>'
        f"<mj-text>{text}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )
