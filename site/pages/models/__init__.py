"""Page types, media and the site's identity, one noun a file."""

from pages.models.identity import SiteIdentity
from pages.models.media import SiteDocument, SiteImage, SiteRendition

__all__ = ["SiteDocument", "SiteIdentity", "SiteImage", "SiteRendition"]
