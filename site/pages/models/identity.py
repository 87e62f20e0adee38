"""Who publishes the site and who funds it: what header, footer and mails show."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """The project's name, funding statement and contact, one row a site."""

    project_name = models.CharField(_("project name"), max_length=60, default="INSPIRE")
    full_name = models.CharField(_("full name"), max_length=200, blank=True)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    programme = models.CharField(_("funding programme"), max_length=100, blank=True)
    call = models.CharField(_("call"), max_length=100, blank=True)
    grant_number = models.CharField(_("grant agreement number"), max_length=20, blank=True)
    funding_statement = models.TextField(_("funding statement"), blank=True)
    disclaimer = models.TextField(_("disclaimer"), blank=True)
    contact_email = models.EmailField(_("contact address"), blank=True)
    controller_name = models.CharField(
        _("data controller"),
        max_length=200,
        blank=True,
        help_text=_("Who answers for personal data; named in the privacy page and in mails."),
    )
    controller_address = models.TextField(_("controller's address"), blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("project_name"), FieldPanel("full_name"), FieldPanel("tagline")],
            heading=_("Project"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("programme"),
                FieldPanel("call"),
                FieldPanel("grant_number"),
                FieldPanel("funding_statement"),
                FieldPanel("disclaimer"),
            ],
            heading=_("Funding"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_email"),
                FieldPanel("controller_name"),
                FieldPanel("controller_address"),
            ],
            heading=_("Contact and responsibility"),
        ),
    ]

    class Meta:
        verbose_name = _("site identity")
