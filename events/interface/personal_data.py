"""Who let which program in; what programs were told is about numbers, not people."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from events.interface.models import ApiToken, Webhook


@register_personal_data("event_interface.ApiToken", "event_interface.Webhook")
class Programs(PersonalData):
    """The programs that a person let in, or has told."""

    section = "programs"
    title = _("Programs that you let into events")
    purpose = _("To know on whose behalf a program acts.")
    basis = Basis.INTEREST
    kept = _("keys until you leave; webhooks without your name after that")
    recipients = _("those who run the site")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield each key and webhook, without any secret."""
        if user is None:
            return
        for key in ApiToken.objects.filter(created_by=user):
            yield {"key": key.name, "may": key.scopes, "made": key.created_at.isoformat()}
        for webhook in Webhook.objects.filter(created_by=user):
            yield {"webhook": webhook.name, "address": webhook.url}

    def erase(self, *, email: str, user: User | None) -> None:
        """End the keys, and take the person's name off the webhooks."""
        if user is not None:
            ApiToken.objects.filter(created_by=user).delete()
            Webhook.objects.filter(created_by=user).update(created_by=None)
