"""A person's own certificates, on the pages where they look for them."""

from typing import Any

from django import template
from django.urls import reverse

from events.models import Registration
from events.papers.links import secret_of
from events.papers.models import Certificate

register = template.Library()


@register.inclusion_tag("events/papers/my_certificate.html")
def my_certificate(registration: Registration) -> dict[str, Any]:
    """Show the way to the certificate of somebody who came, for the owner's eyes; one query."""
    if not registration.is_settled:
        return {"certificates": []}
    found = Certificate.objects.made().filter(registration=registration).first()
    return {"certificates": [_line(found)] if found else []}


@register.inclusion_tag("events/papers/my_certificates.html", takes_context=True)
def my_certificates(context: template.Context) -> dict[str, Any]:
    """Show the signed-in person's certificates, the newest first; one query."""
    viewer = context.get("viewer")
    if viewer is None:
        return {"certificates": []}
    rows = Certificate.objects.of_person(email=viewer.email, user=viewer).made()
    return {"certificates": [_line(one) for one in rows.order_by("-issued_at")[:20]]}


def _line(found: Certificate) -> dict[str, str]:
    arguments = (found.serial, secret_of(found))
    return {
        "event": found.facts.get("event", ""),
        "when": found.facts.get("when", ""),
        "url": reverse("papers:own", args=arguments),
        "document_url": reverse("papers:document", args=arguments),
    }
