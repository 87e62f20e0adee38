"""Who publishes the site and who funds it: what header, footer and mails show."""

from copy import copy
from functools import partial
from typing import Any, Final

from django.core.cache import cache
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from lane.memory import keep
from lane.showing import SITE
from pages.models.ways import site_of

KEPT_SECONDS: Final = 300


@register_setting(icon="site")
class SiteIdentity(BaseSiteSetting):
    """The project's name, funding statement and contact, one row a site."""

    lane_scope = SITE

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

    @classmethod
    def for_site(cls, site: Site) -> "SiteIdentity":
        """Return the row of `site`, from the cache where it is: every page shows it."""
        # A copy: Wagtail writes the request on it.
        return copy(keep(_key(site.pk), lambda: cls._shared(site), SITE))

    @classmethod
    def for_request(cls, request: HttpRequest) -> "SiteIdentity":
        """Return the row of the site that is asked; also that site comes from memory."""
        site_of(request)
        found: SiteIdentity = super().for_request(request)
        return found

    @classmethod
    def _shared(cls, site: Site) -> "SiteIdentity":
        """Return the row from the cache that all processes share."""
        kept: SiteIdentity | None = cache.get(_key(site.pk))
        if kept is None:
            kept = super().for_site(site)
            cache.set(_key(site.pk), kept, KEPT_SECONDS)
        return kept

    def save(self, *args: Any, **options: Any) -> None:
        """Save the row and let the cache forget it, now and once more when others can see it."""
        super().save(*args, **options)
        cache.delete(_key(self.site_id))
        transaction.on_commit(partial(cache.delete, _key(self.site_id)))


def _key(site_id: int) -> str:
    return f"pages.identity.{site_id}"
