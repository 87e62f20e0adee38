"""A person of the project in public: an author, or somebody who works for a partner.

It is no account: members live in the community and decide there what others see of them.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin
from wagtail.search import index

from pages import blocks
from pages.identifiers import bare_orcid, validate_orcid
from pages.models.announced import Announced
from pages.models.partner import PEOPLE, Partner, PublicQuerySet
from pages.models.words import InLanguages


class Person(
    PreviewableMixin, DraftStateMixin, RevisionMixin, index.Indexed, Announced, InLanguages
):
    """Somebody who agreed to stand on this site with name and work."""

    given_name = models.CharField(_("given names"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80)
    slug = models.SlugField(
        _("slug"),
        max_length=80,
        unique=True,
        help_text=_("The last part of their address in the directory."),
    )
    orcid = models.CharField(_("ORCID iD"), max_length=40, blank=True, validators=[validate_orcid])
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("What they do in the project.")
    )
    organisation = models.ForeignKey(
        Partner,
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        related_name="people",
        null=True,
        blank=True,
    )
    photo = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("photograph"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Without one, initials stand in its place."),
    )
    text = RichTextField(_("text"), features=blocks.INLINE, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    shows_email = models.BooleanField(
        _("show the address"),
        default=False,
        help_text=_("Only when the person asked for it: harvesters read this page as well."),
    )
    consent_note = models.CharField(
        _("consent"),
        max_length=200,
        blank=True,
        help_text=_("When and how they agreed to stand here. Needed unless it is an example."),
    )
    is_example = models.BooleanField(
        _("is an example"),
        default=False,
        help_text=_("Invented to illustrate. Their page and card then say so."),
    )

    lane_scope = "people"
    objects = models.Manager.from_queryset(PublicQuerySet)()
    panels = [
        FieldRowPanel([FieldPanel("given_name"), FieldPanel("family_name")]),
        FieldRowPanel([FieldPanel("role"), FieldPanel("organisation")]),
        FieldPanel("text"),
        InLanguages.words_panel,
        FieldPanel("photo"),
        FieldPanel("orcid"),
        MultiFieldPanel(
            [
                FieldPanel("consent_note"),
                FieldRowPanel([FieldPanel("email"), FieldPanel("shows_email")]),
            ],
            heading=_("Consent and contact"),
        ),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("is_example")]),
    ]
    search_fields = [
        index.SearchField("given_name"),
        index.SearchField("family_name"),
        index.AutocompleteField("given_name"),
        index.AutocompleteField("family_name"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("family_name", "given_name")

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address in the directory; empty before there is a directory."""
        from pages.models.people_index import directory_url  # noqa: PLC0415 - it lists them

        address = directory_url()
        return f"{address}{self.path}" if address else ""

    @property
    def name(self) -> str:
        """The name as it is spoken: given names first."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def path(self) -> str:
        """The part of their address behind that of the directory."""
        return f"{PEOPLE}/{self.slug}/"

    def clean(self) -> None:
        """Keep the bare ORCID iD; refuse a real person who has not agreed."""
        super().clean()
        self.orcid = bare_orcid(self.orcid)
        if not self.is_example and not self.consent_note.strip():
            raise ValidationError(
                {"consent_note": _("Write down when and how the person agreed to stand here.")}
            )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """Return the template that also shows them to visitors."""
        return "pages/person.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """Return what a visitor would see of them in the directory."""
        from pages.models.people_index import preview_of  # noqa: PLC0415 - it lists people

        return preview_of(request, person=self)
