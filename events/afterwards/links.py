"""The links by which people answer a survey and tell what came of their meetings.

Like the link to a registration, each is a keyed hash of the registration's random identifier:
stored nowhere. It opens nothing but its own page.
"""

import base64
import binascii
import uuid
from typing import Final

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from events.afterwards.models import Survey
from events.links import MARK, UnknownLink
from events.models import Registration
from outbox.rendering import absolute_url

SURVEY: Final = "events.afterwards.survey"
MEETINGS: Final = "events.afterwards.meetings"
BROKERAGE: Final = "brokerage"  # the code of the type of event


def survey_link(registration: Registration) -> str:
    """Return the address under which a person answers; empty where there is nothing to answer."""
    survey = Survey.objects.filter(event_id=registration.event_id, is_on=True).first()
    if survey is None or not registration.is_confirmed:
        return ""
    token = token_of(registration, SURVEY)
    return absolute_url(reverse("afterwards:survey", args=(token,)))


def meetings_link(registration: Registration) -> str:
    """Return the address under which a person records meetings; empty unless it is for that."""
    if not is_brokerage(registration.event) or not registration.is_confirmed:
        return ""
    token = token_of(registration, MEETINGS)
    return absolute_url(reverse("afterwards:meetings", args=(token,)))


def is_brokerage(event: object) -> bool:
    """Return whether people come to an event in order to find partners."""
    kind = getattr(event, "event_type", None)
    return kind is not None and kind.code == BROKERAGE


def token_of(registration: Registration, purpose: str) -> str:
    """Return the secret part of a link for one purpose."""
    identifier = base64.urlsafe_b64encode(registration.uid.bytes).rstrip(b"=").decode()
    return Signer(salt=purpose, sep=MARK).sign(identifier)


def registration_for(token: str, purpose: str) -> Registration:
    """Return the registration to which a link for this purpose leads, with its event.

    Raises:
        UnknownLink: it leads nowhere.
    """
    try:
        identifier = Signer(salt=purpose, sep=MARK).unsign(token)
        uid = uuid.UUID(bytes=base64.urlsafe_b64decode(identifier + "=="))
        rows = Registration.objects.select_related("event__event_type", "group", "user")
        return rows.get(uid=uid)
    except (BadSignature, binascii.Error, ValueError, Registration.DoesNotExist) as error:
        raise UnknownLink from error
