"""The worksheet of a tool for the printer: what is on it, and how it is set."""

import hashlib
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from pages.letterhead import letterhead
from pages.models import ToolPage
from pages.worksheets import parts_of
from toolbox.papers import tool_facts
from typeset.engine import typeset, written_as_json

TEMPLATE = "toolbox/documents/worksheet.typ"
EDITION = 1  # raise it when the template changes


def sheet_data(tool: ToolPage) -> dict[str, Any]:
    """Return what stands on the worksheet of a tool, in the tool's language."""
    with override(tool.locale.language_code):
        address = tool.get_url() or "/"
        heads = {"scores": _("Statement"), "table": pgettext("head of a column", "What")}
        return {
            "brand": letterhead(),
            "series": _("Worksheet %(code)s") % {"code": tool.code},
            "address": address if "://" in address else f"{settings.SITE_URL}{address}",
            "tool": tool_facts(tool),
            "parts": [{**part, "row_head": heads.get(part["kind"], "")} for part in parts_of(tool)],
            "words": {
                "inputs": _("You need"),
                "outputs": _("You have afterwards"),
                "who": _("Date, and who was there"),
            },
        }


def sheet_pdf(tool: ToolPage, data: dict[str, Any]) -> bytes:
    """Return the worksheet as PDF/UA."""
    return typeset(TEMPLATE, data, language=tool.locale.language_code, title=tool.title)


def digest_of(tool: ToolPage, data: dict[str, Any]) -> str:
    """Return what changes whenever the worksheet would look different."""
    written = written_as_json({**data, "title": tool.title, "edition": EDITION})
    return hashlib.sha256(written.encode()).hexdigest()
