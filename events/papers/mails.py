"""Writes the mail about a certificate, in the person's language, into the outbox."""

from django.utils.translation import override

from events.links import link_to
from events.mails import mailbox
from events.papers.links import holders_address
from events.papers.models import Certificate
from outbox.actions import post
from outbox.rendering import absolute_url

TEMPLATE = "events/papers/email/certificate_issued"


def tell_certificate(certificate: Certificate) -> None:
    """Tell that the certificate is there, with the link; its registration is at hand."""
    registration = certificate.registration
    if registration is None:
        return
    event = registration.event
    with override(registration.language):
        post(
            to=mailbox(registration),
            template=TEMPLATE,
            context={
                "event": event,
                "event_url": absolute_url(event.get_url() or "/"),
                "when": event.when_text,
                "name": certificate.name,
                "serial": certificate.serial,
                "link": holders_address(certificate),
                "registration_link": link_to(registration),
                "is_new_version": certificate.version > 1,
            },
            language=registration.language,
            topic=registration.topic,
            recipient=registration.user,
        )
