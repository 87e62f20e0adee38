"""Small files at fixed addresses: robots.txt, security.txt, the picture beside a shared link."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.templatetags.static import static
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from discovery.answers import answer
from discovery.linked_data.graph import identity_for
from discovery.shares import DEFAULT, FOLDER

PLAIN = "text/plain; charset=utf-8"
# What is of no use to a search engine: doors, one person's pages, questions without end.
CLOSED = (
    "/admin/",
    "/documents/",
    "/reach/",
    "/review/",
    "/*/accounts/",
    "/accounts/",
    "/*/members/",
    "/members/",
    "/*/search/",
    "/search/",
    "/*/meet/",
    "/meet/",
)
A_YEAR = 365 * 24 * 3600


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return what search engines may read: everything public, or nothing where settings say so."""
    if settings.ROBOTS_DISALLOW_ALL:
        return answer(request, "User-agent: *\nDisallow: /\n", PLAIN)
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "Allow: /", ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('discovery_machines:sitemap')}")
    return answer(request, "\n".join(lines) + "\n", PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Return whom to tell of a weakness (RFC 9116); 404 while nobody is named."""
    contact = settings.SECURITY_CONTACT or identity_for(request).contact_email
    if not contact:
        return HttpResponse("No contact is named.\n", content_type=PLAIN, status=404)
    address = contact if ":" in contact else f"mailto:{contact}"
    # Until midnight half a year ahead, so that the answer is the same all day.
    expires = (datetime.now(UTC) + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {address}",
        f"Expires: {expires}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return answer(request, "\n".join(lines) + "\n", PLAIN)


@require_safe
def share(request: HttpRequest, name: str) -> HttpResponseBase:
    """Return the picture of a page; nothing is made here: until it is there, the site's own is."""
    path = f"{FOLDER}/{get_valid_filename(name)}"
    if not default_storage.exists(path):
        waiting = HttpResponseRedirect(static(DEFAULT))
        waiting["Cache-Control"] = "public, max-age=60"
        return waiting
    kind = "image/png" if name.endswith("png") else "image/jpeg"
    response = FileResponse(default_storage.open(path), content_type=kind)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
