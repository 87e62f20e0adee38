"""What the directory knows: a row for each person or organisation and each class of viewers.

A row holds what that class may see and nothing else, so that neither a hit nor a count nor a
suggestion can tell more. Rows are made by `actions.entries`, out of `members.seeing` alone.
"""

import uuid
from datetime import datetime
from typing import ClassVar, Self

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
    # The numbers of the sets of values, one for each facet of the kind: cheap to count by.
    first = models.IntegerField(null=True)
    second = models.IntegerField(null=True)
    third = models.IntegerField(null=True)
    fourth = models.IntegerField(null=True)
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
            # A list in its order, and everything that its facets are counted by.
            models.Index(
                fields=["kind", "audience", "sort_key", "id"],
                include=["first", "second", "third", "fourth", "colleagues"],
                name="directory_in_order",
            ),
            # The facet of people with most values, countries: where few fit, they are found by it.
            models.Index(
                fields=["kind", "audience", "second", "sort_key", "id"],
                name="directory_by_second",
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


class ValueSet(models.Model):
    """Values of one facet that stand together in an entry; entries know the number."""

    facet = models.CharField(_("facet"), max_length=20)
    values = ArrayField(models.CharField(max_length=60))

    class Meta:
        verbose_name = _("set of values")
        verbose_name_plural = _("sets of values")
        constraints = [
            models.UniqueConstraint(fields=["facet", "values"], name="directory_one_set")
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.values}"


class Total(models.Model):
    """How many entries of a kind a class of viewers finds, of all or with one value of a facet."""

    kind = models.CharField(_("kind"), max_length=12, choices=Entry.Kind)
    audience = models.CharField(_("seen by"), max_length=40)
    value = models.CharField(_("facet and value"), max_length=70, blank=True)
    entries = models.IntegerField(_("entries"))

    class Meta:
        verbose_name = _("total")
        verbose_name_plural = _("totals")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "audience", "value"], name="directory_one_total"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.audience} {self.value}: {self.entries}"


class Pair(models.Model):
    """How many entries of a kind have two values, of different facets, for a class of viewers.

    By these, a list that is narrowed down by one value is counted without reading its entries.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=Entry.Kind)
    audience = models.CharField(_("seen by"), max_length=40)
    value = models.CharField(_("facet and value"), max_length=70)
    other = models.CharField(_("another facet and value"), max_length=70)
    entries = models.IntegerField(_("entries"))

    class Meta:
        verbose_name = _("total of two values")
        verbose_name_plural = _("totals of two values")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "audience", "value", "other"], name="directory_one_pair"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.audience} {self.value} {self.other}: {self.entries}"


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
