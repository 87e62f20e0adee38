"""What the directory knows: a row for each person or organisation and each class of viewers.

A row holds what that class may see and nothing else, so that neither a hit nor a count nor a
suggestion can tell more. Rows are made by `actions.entries`, out of `members.seeing` alone.
"""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Final, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.members.models import Organisation

EVERYONE = "everyone"
MEMBERS = "members"
# Bits in a row of `Bitmap`: a power of two, small enough for the row to stay in its page.
CHUNK: Final = 8192


def colleagues_of(organisation_id: int) -> str:
    """Return the class of those who are confirmed to belong to an organisation."""
    return f"organisation:{organisation_id}"


class Entry(models.Model):
    """A person or an organisation as one class of viewers finds it."""

    class Kind(models.TextChoices):
        """What is found."""

        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    audience = models.CharField(_("seen by"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    # The person's own organisation, whoever may know it: its members read another row. Never shown.
    colleagues = models.BigIntegerField(null=True)
    # The organisation that this class of viewers may know.
    employer = models.BigIntegerField(null=True)
    address = models.CharField(_("last part of the address"), max_length=80)
    name = models.CharField(_("name"), max_length=200)
    sort_key = models.CharField(max_length=200)
    card = models.JSONField(default=dict)
    facets = ArrayField(models.CharField(max_length=70), default=list)
    vector = SearchVectorField(null=True)

    class Meta:
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "audience"], name="one_entry_per_person_and_class"
            ),
            models.UniqueConstraint(
                fields=["organisation", "audience"], name="one_entry_per_organisation_and_class"
            ),
            models.CheckConstraint(
                condition=Q(kind="person", user__isnull=False, organisation=None)
                | Q(kind="organisation", user=None, organisation__isnull=False),
                name="an_entry_is_of_one_thing",
            ),
        ]
        indexes = [
            # A list in its order, and whose bit says whether an entry stands in it.
            models.Index(
                fields=["kind", "audience", "sort_key", "id"],
                include=["user", "organisation"],
                name="directory_by_name",
            ),
            models.Index(
                F("colleagues"),
                F("audience"),
                condition=Q(colleagues__isnull=False),
                name="directory_colleagues",
            ),
            models.Index(
                fields=["employer", "audience", "sort_key"],
                condition=Q(employer__isnull=False),
                name="directory_employer",
            ),
            GinIndex(fields=["vector"], name="directory_vector"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.address} {self.audience}"


class BitsField(models.Field[str, str]):
    """As many bits as a chunk has places; a text of noughts and ones in Python."""

    def db_type(self, connection: Any) -> str:
        """Return the type of the column."""
        return f"bit({CHUNK})"


class Bitmap(models.Model):
    """Who has a value, for a class of viewers: one bit for each of a chunk of people in a row.

    A person, or an organisation, stands at the place of its id. All questions are counted by these;
    `value` is "facet:code", or empty for whoever is found at all. Single organisations have none.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Entry.Kind)
    audience = models.CharField(_("seen by"), max_length=40)
    value = models.CharField(_("facet and value"), max_length=70, blank=True)
    chunk = models.IntegerField(_("chunk"))
    bits = BitsField(_("bits"))

    class Meta:
        verbose_name = _("bitmap")
        verbose_name_plural = _("bitmaps")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "audience", "value", "chunk"], name="directory_one_bitmap"
            )
        ]
        indexes = [models.Index(fields=["chunk", "kind"], name="directory_chunk")]

    def __str__(self) -> str:
        return f"{self.kind} {self.audience} {self.value} {self.chunk}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """The sets of letters that have a name."""

    def since(self, moment: datetime) -> Self:
        """Return those written after a moment."""
        return self.filter(written_at__gt=moment)

    def of_pair(self, *, sender_id: int, recipient_id: int) -> Self:
        """Return those that one person wrote to another."""
        return self.filter(sender=sender_id, recipient=recipient_id)

    def reported(self) -> Self:
        """Return those that their recipients complain about."""
        return self.filter(reported_at__isnull=False)


class Letter(models.Model):
    """What one member wrote to another through the form, kept as long as it may be reported."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"))
    shares_address = models.BooleanField(_("tells the sender's address"), default=False)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)
    complaint = models.CharField(_("what is wrong with it"), max_length=500, blank=True)

    objects: ClassVar[models.Manager["Letter"]] = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("between two members", "letter")
        verbose_name_plural = pgettext_lazy("between two members", "letters")
        ordering = ["-written_at"]
        indexes = [
            models.Index(fields=["sender", "written_at"], name="letters_by_sender"),
            models.Index(fields=["recipient", "written_at"], name="letters_by_recipient"),
        ]

    def __str__(self) -> str:
        return self.subject
