"""The log of what stewards did: to whom, why, and when."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.models import Organisation


class StewardAct(models.Model):
    """One deed of a steward; rows are only ever added.

    The row outlives both people: without an account it still says what was done and when. Reason
    and details go when the person whom they are about is erased.
    """

    class Deed(models.TextChoices):
        """What a steward can do."""

        EDITED = "edited", _("Edited")
        MERGED = "merged", _("Merged with another account")
        SUSPENDED = "suspended", _("Suspended")
        LIFTED = "lifted", _("Let in again")
        RESENT = "resent", _("Sent a mail again")
        TRUST = "trust", _("Set the trust level")
        AFFILIATION = "affiliation", _("Decided about an affiliation")
        ORGANISATION_CONFIRMED = "organisation-confirmed", _("Confirmed the organisation")
        ORGANISATION_MERGED = "organisation-merged", _("Merged with another organisation")
        LOOK_BEGUN = "look-begun", _("Began to look as this person")
        LOOK_ENDED = "look-ended", _("Stopped looking as this person")
        IMPORTED = "imported", _("Imported people")
        EXPORTED = "exported", _("Exported people")

    deed = models.CharField(_("deed"), max_length=30, choices=Deed)
    # Nobody: the clock did it, or the steward's account is gone.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("steward"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    whom = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="steward_acts",
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="steward_acts",
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    details = models.JSONField(_("details"), default=dict, blank=True)
    done_at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects: ClassVar[models.Manager["StewardAct"]] = models.Manager()

    class Meta:
        verbose_name = _("deed of a steward")
        verbose_name_plural = _("deeds of stewards")
        ordering = ["-done_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("manage_members", _("Can manage members and organisations")),
            ("look_as_member", _("Can look at the site as a member sees it")),
            ("import_members", _("Can import members")),
            ("export_members", _("Can export members")),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.done_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new row.

        Raises:
            TypeError: the row exists already; a log is not rewritten.
        """
        if not self._state.adding:
            message = "A deed is never changed; add another one."
            raise TypeError(message)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse.

        Raises:
            TypeError: always; a log is not torn out.
        """
        message = "A deed is never deleted."
        raise TypeError(message)
