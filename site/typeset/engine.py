"""Sets a document: a template of ours and somebody's data in, a tagged PDF out (PDF/UA-1).

Data reach the template as JSON and are never read as markup, so nothing in them can be a command.
No network, no fonts of the system, no files beside the templates.
"""

import json
import re
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings

FONTS: Final = Path(__file__).parent / "fonts"
STANDARD: Final = "ua-1"  # ISO 14289-1
LARGEST_BYTES: Final = 600_000
LONGEST_SECONDS: Final = 10.0
TOGETHER: Final = 2  # documents of one process
AT_ONCE: Final = threading.BoundedSemaphore(TOGETHER)
# Two more than a document can need: each try learns all signs that one layout could not draw.
TRIES: Final = 3

UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
UNDRAWN = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
FORBIDDEN = re.compile(r'disallowed codepoint `"(?P<text>.*?)"`')
CODE_POINT = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
PROBE: Final = "typeset/probe.typ"
STAND_IN: Final = "\u25a1"  # an empty box, where no font has the sign


class NotSet(Exception):
    """The document was not set; the text says why."""


class TooLarge(NotSet):
    """There are more data than one document may have."""


class TookTooLong(NotSet):
    """The document was not ready in time, or too many others were being set."""


def typeset(template: str, data: dict[str, Any], *, language: str, title: str) -> bytes:
    """Return the PDF that `template` (a path below the templates' folder) makes of `data`.

    `title` and `language` (a code such as "en" or "pt-br") become the document's own. Signs that
    none of the fonts has are drawn as an empty box. `data` must be what JSON can say.

    Raises:
        TooLarge: the data have more than `LARGEST_BYTES` as JSON.
        TookTooLong: it is not ready after `LONGEST_SECONDS`.
        NotSet: the template fails on these data.
    """
    code, _dash, region = language.partition("-")
    whole = {**data, "title": title, "language": code.lower(), "region": region.upper() or None}
    written = written_as_json(whole)
    for _try in range(TRIES):
        try:
            return _in_time(template, written)
        except RuntimeError as error:  # the typesetter's own, or the template is not there
            undrawn = _undrawn(str(getattr(error, "diagnostic", error)))
            if not undrawn:
                raise NotSet(str(error)) from error
            written = written.translate(dict.fromkeys(map(ord, undrawn), STAND_IN))
    message = f"{template} has signs that no font draws"
    raise NotSet(message)


def written_as_json(data: dict[str, Any]) -> str:
    """Return the data as JSON, without control characters; always the same for the same data.

    Raises TooLarge, see there; TypeError for what JSON cannot say.
    """
    text = json.dumps(_clean(data), ensure_ascii=False, sort_keys=True)
    if len(text.encode()) > LARGEST_BYTES:
        message = f"More than {LARGEST_BYTES} bytes of data for one document"
        raise TooLarge(message)
    return text


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return UNFIT.sub("", value)
    if isinstance(value, dict):
        return {str(key): _clean(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(part) for part in value]
    return value


def _undrawn(diagnostic: str) -> set[str]:
    """Return the signs of which the typesetter says that no font has them."""
    found = [*UNDRAWN.findall(diagnostic), *FORBIDDEN.findall(diagnostic)]
    plain = [CODE_POINT.sub(lambda match: chr(int(match[1], 16)), text) for text in found]
    return set("".join(plain)) - {STAND_IN, '"', "\\"}


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Return our fonts, and those within the typesetter for the signs that ours lack."""
    import typst  # noqa: PLC0415  seven megabytes that most processes never need

    folders = [str(FONTS), *map(str, settings.TYPESET_FONTS)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


def undrawn_in(text: str) -> set[str]:
    """Return the signs of a short text that none of the fonts has; they would be empty boxes.

    Raises:
        TookTooLong: too many documents are being set.
        NotSet: the typesetter fails for another reason.
    """
    left, found = UNFIT.sub("", text), set[str]()
    for _try in range(TRIES):
        try:
            _in_time(PROBE, written_as_json({"text": left}))
        except RuntimeError as error:
            new = _undrawn(str(getattr(error, "diagnostic", error)))
            if not new:
                raise NotSet(str(error)) from error
            found |= new
            left = left.translate(dict.fromkeys(map(ord, new)))
        else:
            break
    return found


def folder() -> Path:
    """Return the folder of all templates, those of documents beside those of pages."""
    configured: Any = settings.TEMPLATES
    return Path(configured[0]["DIRS"][0])


def _in_time(template: str, written: str) -> bytes:
    """Set the document in a thread of its own, and wait for it no longer than is allowed.

    What takes too long is not stopped, only no longer waited for; `LARGEST_BYTES` ends it.
    """
    if not AT_ONCE.acquire(timeout=LONGEST_SECONDS):
        message = "Too many documents are being set"
        raise TookTooLong(message)
    result: dict[str, Any] = {}
    thread = threading.Thread(target=_press, args=(template, written, result), daemon=True)
    thread.start()
    thread.join(LONGEST_SECONDS)
    if "error" in result:
        raise result["error"]
    if "pdf" not in result:
        message = f"{template} was not ready after {LONGEST_SECONDS} seconds"
        raise TookTooLong(message)
    pdf: bytes = result["pdf"]
    return pdf


def _press(template: str, written: str, result: dict[str, Any]) -> None:
    import typst  # noqa: PLC0415  as in _fonts

    try:
        compiler = typst.Compiler(
            input=str(folder() / template), root=str(folder()), font_paths=_fonts()
        )
        result["pdf"] = compiler.compile(
            format="pdf", pdf_standards=STANDARD, sys_inputs={"data": written}
        )
    except Exception as error:  # noqa: BLE001 - handed to the thread that waits
        result["error"] = error
    finally:
        AT_ONCE.release()
