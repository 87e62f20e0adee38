"""Shows mails as documents in a frame, and what the screens of this room share."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from events.models import EventPage
from outbox.rendering import Rendered
from outbox.views import PREVIEW_POLICY

TAB: Final = "letters"
NAMES: Final = "event_letters"


def address(name: str, *args: Any) -> str:
    """Return the address of a screen of this room."""
    return reverse(f"{NAMES}:{name}", args=args)


def screen(request: HttpRequest, name: str, event: EventPage, **context: Any) -> HttpResponse:
    """Return a screen of the desk."""
    known = {"event": event, "tab": TAB, "back_url": address("overview", event.pk)}
    return render(request, f"events/letters/{name}.html", known | context)


def shown(mail: Rendered, *, as_text: bool) -> HttpResponse:
    """Return a mail as a document that can do nothing, or its text part with the subject."""
    if as_text:
        text = f"{mail.subject}\n\n{mail.text}"
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    opens_tabs = mail.html.replace("<head>", '<head><base target="_blank">', 1)
    policy = PREVIEW_POLICY.format(site=settings.SITE_URL)
    return HttpResponse(opens_tabs, headers={"Content-Security-Policy": policy})


def faults(form: Any) -> HttpResponse:
    """Return what is wrong with a text, in the frame where it would be shown."""
    lines = [
        f"{form.fields[name].label if name in form.fields else ''}: {error}".lstrip(": ")
        for name, errors in form.errors.items()
        for error in errors
    ]
    text = "\n".join(lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=422)
