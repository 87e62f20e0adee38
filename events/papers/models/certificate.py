"""A certificate of attendance: what it says is written once, what became of it beside."""

import secrets
import uuid
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Without signs that look like others, and without vowels: no number spells a word.
ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
SIGNS: Final = 12  # about 57 bits: nobody finds one by trying, see RATE_LIMITS
BLOCK: Final = 4
TYPED_FOR: Final = str.maketrans({"0": "Q", "O": "Q"})


class Standing(models.TextChoices):
    """What becomes of a certificate."""

    VALID = "valid", _("Valid")
    REPLACED = "replaced", _("Replaced by a newer version")
    REVOKED = "revoked", _("Revoked")
    WITHDRAWN = "withdrawn", _("Withdrawn at the holder's request")
    PAST = "past", _("Past the time for which records are kept")


def new_serial() -> str:
    """Return a new serial number, in groups of four signs."""
    signs = "".join(secrets.choice(ALPHABET) for _sign in range(SIGNS))
    return "-".join(signs[start : start + BLOCK] for start in range(0, SIGNS, BLOCK))


def as_serial(typed: str) -> str:
    """Return what somebody typed as a serial number is written, whatever case and dashes."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())[: SIGNS + 1]
    signs = signs.translate(TYPED_FOR)
    return "-".join(signs[start : start + BLOCK] for start in range(0, len(signs), BLOCK))


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """The sets of certificates that have a name."""

    def valid(self) -> Self:
        """Return those that stand."""
        return self.filter(standing=Standing.VALID)

    def made(self) -> Self:
        """Return those that stand and whose document is there."""
        return self.valid().filter(made_at__isnull=False)

    def unmade(self) -> Self:
        """Return those that stand and whose document could not be set."""
        return self.valid().filter(made_at__isnull=True)

    def of_person(self, *, email: str, user: Any) -> Self:
        """Return what was issued for an address or an account."""
        mine = Q(registration__email__iexact=email)
        return self.filter(mine | Q(registration__user=user) if user else mine)


class Certificate(models.Model):
    """One certificate. `facts` is all that stands on it, frozen when it is issued."""

    uid = models.UUIDField(_("identifier"), default=uuid.uuid4, unique=True, editable=False)
    serial = models.CharField(
        _("number"), max_length=20, default=new_serial, unique=True, editable=False
    )
    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    # Nobody: the person was erased; that there was a certificate is counted all the same.
    registration = models.ForeignKey(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="certificates",
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    facts = models.JSONField(_("what it says"), default=dict)
    language = models.CharField(_("language"), max_length=10, default="en")
    minutes = models.PositiveIntegerField(_("minutes attended"), default=0)
    lettering_note = models.CharField(_("note on its lettering"), max_length=300, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("replaces"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="replaced_by",
    )
    issued_at = models.DateTimeField(_("issued"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("document made"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, blank=True)
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing, default=Standing.VALID
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ended by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects: ClassVar[Any] = CertificateQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("certificate of attendance")
        verbose_name_plural = _("certificates of attendance")
        ordering = ("-pk",)
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("registration",),
                name="one_valid_certificate",
                condition=Q(standing="valid"),
            ),
            models.CheckConstraint(
                name="what_ended_has_a_moment",
                condition=Q(standing="valid") | Q(ended_at__isnull=False),
            ),
        )
        indexes = (models.Index("event", "standing", name="certificates_by_standing"),)

    def __str__(self) -> str:
        return self.serial

    @property
    def is_valid(self) -> bool:
        """Whether it stands."""
        return self.standing == Standing.VALID

    @property
    def can_be_fetched(self) -> bool:
        """Whether it stands and its document is there."""
        return self.is_valid and self.made_at is not None

    @property
    def file_name(self) -> str:
        """The name of its document in the private storage, also before there is one."""
        return f"certificates/{self.uid}.pdf"

    @property
    def initials(self) -> str:
        """The first signs of the words of the name, for those who hold only the number."""
        words = [word for word in self.name.replace("-", " ").split() if word[0].isalpha()]
        return " ".join(f"{word[0].upper()}." for word in words[:6])
