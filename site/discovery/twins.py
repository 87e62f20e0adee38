"""The addresses below a page's own, at which the same is told in another form."""

from typing import Any, Final

from wagtail.models import Page

TWIN: Final = "index.md"
LINKSET: Final = "linkset.json"


def twin_address(page: Page, request: Any = None, name: str = TWIN) -> str:
    """Return the address below a page at which the same is read in another form."""
    address = page.get_url(request) or ""
    return f"{address}{name}" if address.endswith("/") else ""
