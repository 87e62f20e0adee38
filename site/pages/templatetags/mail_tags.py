"""What a mail needs of the site although no request is there: who writes, and full addresses."""

from urllib.parse import urljoin

from django import template
from django.conf import settings

from pages.models import SiteIdentity
from pages.models.default_site import default_site
from pages.templatetags.look_tags import address

register = template.Library()


@register.simple_tag
def identity() -> SiteIdentity:
    """Return the identity of the default site, or an unsaved one before there is a site."""
    site = default_site()
    return SiteIdentity.for_site(site) if site else SiteIdentity()


@register.simple_tag
def absolute_static(path: str) -> str:
    """Return the full address of a static file."""
    return urljoin(str(settings.SITE_URL), address(path))
