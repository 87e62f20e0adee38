"""What stands on the project's paper: logo, name, the Union's emblem and the funding statement."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import gettext

from pages.models import SiteIdentity
from pages.models.default_site import default_site
from pages.models.ways import site_of

DRAWINGS: Final = Path(__file__).parent / "static" / "img"


def letterhead(request: HttpRequest | None = None) -> dict[str, Any]:
    """Return the `brand` of a document, as templates/typeset/house.typ takes it.

    Without a `request` it is that of the default site; empty before there is a site.
    """
    site = site_of(request) if request else default_site()
    if site is None:
        return {}
    identity = SiteIdentity.for_site(site)
    return {
        "project": identity.project_name,
        "logo": _drawing("logo.svg"),
        "emblem": _drawing("eu-emblem.svg"),
        "emblem_alt": gettext("Emblem of the European Union"),
        "funding": identity.funding_statement,
        "disclaimer": identity.disclaimer,
    }


@lru_cache(maxsize=4)
def _drawing(name: str) -> str:
    return (DRAWINGS / name).read_text(encoding="utf-8")
