"""An organisation of the project: who carries it, who stands beside it."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from pages import blocks
from pages.models.announced import Announced
from pages.models.words import InLanguages
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

PEOPLE = "people"  # the word between a directory's address and that of a person


class PublicQuerySet(models.QuerySet[Any]):
    """Partners and people with a name for the set that visitors see."""

    def live(self) -> Self:
        """Return those that are published."""
        return self.filter(live=True)


class Partner(
    PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, Announced, InLanguages
):
    """An organisation with what a visitor may know of it."""

    class Kind(models.TextChoices):
        """Its place in the project."""

        COORDINATOR = "coordinator", _("Coordinator")
        PARTNER = "partner", _("Partner")
        ASSOCIATED = "associated", _("Associated partner")
        ADVISORY = "advisory", _("Member of the advisory board")

    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(
        _("short name"), max_length=24, help_text=_("As the project calls it.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of its address in the directory."),
    )
    kind = models.CharField(_("part"), max_length=12, choices=Kind, default=Kind.PARTNER)
    country = term_field(Scheme.COUNTRY, null=True, verbose_name=_("country"))
    place = models.CharField(_("town"), max_length=80, blank=True)
    url = models.URLField(_("website"), blank=True)
    ror = models.CharField(
        _("ROR identifier"),
        max_length=40,
        blank=True,
        validators=[
            RegexValidator(
                r"^https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}$",
                _("A ROR identifier is written like this: https://ror.org/02mhbdp94"),
            )
        ],
        help_text=_("Names the organisation in citations: https://ror.org"),
    )
    logo = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    text = RichTextField(
        _("text"),
        features=blocks.RUNNING,
        blank=True,
        help_text=_("What it is, and what it does in the project."),
    )
    is_example = models.BooleanField(
        _("is an example"),
        default=False,
        help_text=_("Invented to illustrate. Its page and its card then say so."),
    )
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Small numbers stand first.")
    )

    lane_scope = "people"
    objects = models.Manager.from_queryset(PublicQuerySet)()
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("short_name")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order")]),
        FieldRowPanel([FieldPanel("country"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("url"), FieldPanel("ror")]),
        FieldPanel("text"),
        InLanguages.words_panel,
        FieldPanel("logo"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("is_example")]),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.AutocompleteField("short_name"),
    ]

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ("order", "name")

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address in the directory; empty before there is a directory."""
        from pages.models.people_index import directory_url  # noqa: PLC0415 - it lists them

        address = directory_url()
        return f"{address}{self.path}" if address else ""

    def clean(self) -> None:
        """Refuse the one address that the directory needs for its people."""
        super().clean()
        if self.slug == PEOPLE:
            raise ValidationError({"slug": _("This word leads to the people. Choose another.")})

    @property
    def path(self) -> str:
        """The part of its address behind that of the directory."""
        return f"{self.slug}/"

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template that also shows it to visitors."""
        return "pages/partner.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what a visitor would see of it in the directory."""
        from pages.models.people_index import preview_of  # noqa: PLC0415 - it lists partners

        return preview_of(request, partner=self)
