"""The rows that hang on a publication: who made it, and its files."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from pages.identifiers import bare_orcid, validate_orcid


class Contributor(Orderable):
    """Somebody who made a publication: a person of this site, or anybody by name."""

    class Role(models.TextChoices):
        """What they did; authors are the creators of DataCite, all others its contributors."""

        AUTHOR = "author", _("Author")
        EDITOR = "editor", _("Editor")
        CONTRIBUTOR = "contributor", _("Contributor")
        REVIEWER = "reviewer", _("Reviewer")
        TRANSLATOR = "translator", _("Translator")

    page = ParentalKey(
        "pages.PublicationPage", on_delete=models.CASCADE, related_name="contributors"
    )
    person = models.ForeignKey(
        "pages.Person",
        verbose_name=_("person of this site"),
        on_delete=models.SET_NULL,
        related_name="contributions",
        null=True,
        blank=True,
    )
    name = models.CharField(
        _("name"),
        max_length=160,
        blank=True,
        help_text=_("“Family name, given names”; an organisation is written without a comma."),
    )
    orcid = models.CharField(_("ORCID iD"), max_length=40, blank=True, validators=[validate_orcid])
    affiliation = models.CharField(_("organisation"), max_length=160, blank=True)
    role = models.CharField(_("part"), max_length=12, choices=Role, default=Role.AUTHOR)

    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("role")]),
        FieldRowPanel([FieldPanel("name"), FieldPanel("orcid")]),
        FieldPanel("affiliation"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")

    def __str__(self) -> str:
        """Return the name as it is spoken."""
        family, given, _orcid = self.parts
        return f"{given} {family}".strip()

    def clean(self) -> None:
        """Keep the bare ORCID iD; take the name from the person, refuse a row without any."""
        super().clean()
        self.orcid = bare_orcid(self.orcid)
        if not self.person and not self.name.strip():
            raise ValidationError({"name": _("Choose a person, or write a name.")})

    @property
    def parts(self) -> tuple[str, str, str]:
        """Family name, given names and ORCID iD; what is written here goes before the person."""
        if self.name.strip() or self.person is None:
            family, _comma, given = self.name.partition(",")
            known = self.person.orcid if self.person else ""
            return family.strip(), given.strip(), self.orcid or known
        person = self.person
        return person.family_name, person.given_name, self.orcid or person.orcid

    @property
    def organisation(self) -> str:
        """Where they worked: as written here, else where the person works."""
        if self.affiliation or self.person is None or self.person.organisation is None:
            return self.affiliation
        return str(self.person.organisation.name)


class PublicationFile(Orderable):
    """One file of a publication."""

    page = ParentalKey("pages.PublicationPage", on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "pages.SiteDocument",
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    label = models.CharField(
        _("label"),
        max_length=120,
        blank=True,
        help_text=_("“Full report”, “Data”. Without one, the title of the document stands."),
    )

    panels = [FieldRowPanel([FieldPanel("document"), FieldPanel("label")])]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        """Return the label, else the title of the document."""
        return self.label or str(self.document)
