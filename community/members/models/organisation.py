"""Organisations, the domains that prove who belongs to them, and who says to belong."""

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from community.members.models.addresses import community_address
from community.members.models.user import plain_name
from vocabulary.fields import term_field
from vocabulary.models import Term
from vocabulary.schemes import Scheme

domain_shape = RegexValidator(
    r"\A(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])\Z",
    _("Write the domain alone, in small letters: example.org"),
)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """The sets of organisations that have a name."""

    def listed(self) -> Self:
        """Return those that a steward or a domain has confirmed and that were not merged away."""
        return self.filter(is_confirmed=True, merged_into=None)


class Organisation(models.Model):
    """A firm, a university, an agency: public once a steward, or a domain, has confirmed it."""

    name = models.CharField(_("name"), max_length=200, validators=[plain_name])
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    kind = term_field(Scheme.STAKEHOLDER_GROUP, null=True, blank=True, verbose_name=_("type"))
    size = term_field(Scheme.COMPANY_SIZE, null=True, blank=True)
    country = term_field(Scheme.COUNTRY, null=True, blank=True)
    sectors = models.ManyToManyField(
        Term,
        verbose_name=_("sectors"),
        related_name="+",
        blank=True,
        limit_choices_to={"scheme": Scheme.NACE_SECTION.value},
    )
    description = models.TextField(
        _("description"), blank=True, validators=[MaxLengthValidator(2000)]
    )
    website = models.URLField(_("web address"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="organisations/", blank=True)
    # Who has proven an address there belongs to it; domains that many firms share never count.
    domains = ArrayField(
        models.CharField(max_length=253, validators=[domain_shape]),
        verbose_name=_("domains"),
        default=list,
        blank=True,
    )
    is_confirmed = models.BooleanField(_("confirmed"), default=False)
    is_example = models.BooleanField(_("is an example"), default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Organisation"]] = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        indexes = [
            models.Index(Lower("name"), name="organisation_by_name"),
            GinIndex(fields=["domains"], name="organisation_by_domain"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the organisation's page."""
        return community_address(f"organisations/{self.slug}/")


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """The sets of affiliations that have a name."""

    def confirmed(self) -> Self:
        """Return those that somebody else than the person vouches for."""
        return self.exclude(state=Affiliation.State.CLAIMED)


class Affiliation(models.Model):
    """One person's place in one organisation, and who vouches for it."""

    class State(models.TextChoices):
        """Who says so."""

        CLAIMED = "claimed", _("the person says so")
        BY_DOMAIN = "by-domain", _("proven by an address of the organisation")
        BY_STEWARD = "by-steward", _("confirmed by a steward")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="affiliation"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="affiliations"
    )
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.CLAIMED)
    # May edit the organisation's page; only where the affiliation itself is confirmed.
    is_editor = models.BooleanField(_("may edit the organisation"), default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["Affiliation"]] = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_editor=False) | ~Q(state="claimed"),
                name="only_the_confirmed_edit",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.organisation_id} {self.state}"

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody else than the person vouches for it."""
        return self.state != self.State.CLAIMED
