"""Makes the worksheets of a tool and hangs them on its page, in all its versions."""

from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext, override
from wagtail.models import Revision

from lane.generations import bump
from pages.models import SiteDocument, ToolPage
from pages.models.terms import load_related
from pages.worksheets import worksheet_of
from toolbox import worksheets
from toolbox.models import Worksheet

# The field of the page, the format in which it is made, and what follows the title.
SLOTS: Final = (("worksheet_pdf", "pdf"), ("worksheet", "odt"))


@transaction.atomic
def make_worksheets(*, tool_id: int) -> bool:
    """Make what is missing or out of date of a tool's two worksheets; return whether any was.

    Only what was made here is ever replaced: a file that an editor chose stays. The document keeps
    its address when its content changes. Without parts, or when the tool is gone or a draft,
    nothing is made.
    """
    tool: ToolPage | None = (
        ToolPage.objects.select_for_update(of=("self",))
        .select_related("locale", "stage", "worksheet", "worksheet_pdf")
        .filter(pk=tool_id, live=True)
        .first()
    )
    if tool is None or not tool.worksheet_parts:
        return False
    load_related([tool])
    kept, _created = Worksheet.objects.get_or_create(tool=tool)
    data = worksheets.sheet_data(tool)
    digest = worksheets.digest_of(tool, data)
    is_new = digest != kept.digest
    makers = {
        "pdf": partial(worksheets.sheet_pdf, tool, data),
        "odt": partial(_in_own_language, tool),
    }
    changed = [_fill_slot(tool, kept, slot, makers[slot[1]], is_new) for slot in SLOTS]
    kept.digest = digest
    kept.save()
    if any(changed):
        _hang_up(tool)
        bump("toolbox", "media")
    return any(changed)


def due() -> Any:
    """Return the published tools with parts that have no worksheet, or one of an older version."""
    is_older = Q(made_worksheet__made_at__lt=F("last_published_at"))
    missing = Q(made_worksheet=None)
    with_parts = ToolPage.objects.live().exclude(worksheet_parts=[])
    return with_parts.filter(missing | is_older).order_by("pk")


def _in_own_language(tool: ToolPage) -> bytes:
    with override(tool.locale.language_code):
        return worksheet_of(tool)


def _fill_slot(
    tool: ToolPage, kept: Worksheet, slot: tuple[str, str], make: Any, is_new: bool
) -> bool:
    """Put one format in its place; return whether anything was written."""
    field, form = slot
    there: SiteDocument | None = getattr(tool, field)
    ours: SiteDocument | None = getattr(kept, form)
    if there is not None and there != ours:
        if ours is not None or form != "odt" or not _is_as_made(there, make()):
            return False
        setattr(kept, form, there)  # the sample made it the same way
        return False
    if ours is not None and there == ours and not is_new:
        return False
    document = ours or SiteDocument(language=tool.locale.language_code)
    if ours is None or is_new:
        _write(document, tool, make(), form)
    setattr(kept, form, document)
    setattr(tool, field, document)
    return True


def _is_as_made(document: SiteDocument, content: bytes) -> bool:
    with document.open_file() as file:
        return bool(file.read() == content)


def _write(document: SiteDocument, tool: ToolPage, content: bytes, form: str) -> None:
    """Put new content into a document; the old file goes when nobody can ask for it any more."""
    old, storage = document.file.name, document.file.storage
    with override(tool.locale.language_code):
        document.title = gettext("Worksheet: %(tool)s") % {"tool": tool.title}
    document.licence = tool.licence
    document.take(content, f"worksheet-{tool.slug}.{form}")
    document.save()
    if old and old != document.file.name:
        transaction.on_commit(partial(storage.delete, old))


def _hang_up(tool: ToolPage) -> None:
    """Write both documents into the page and into the versions that may be published next."""
    chosen = {field: getattr(tool, f"{field}_id") for field, _form in SLOTS}
    ToolPage.objects.filter(pk=tool.pk).update(**chosen)
    keys = {tool.latest_revision_id, tool.live_revision_id} - {None}
    for revision in Revision.objects.filter(pk__in=keys):
        revision.content.update(chosen)
        revision.save(update_fields=["content"])
