"""Joins the layered style sheets into the few files that a visitor loads."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage

SOURCES: Final = Path(__file__).parent / "static" / "css"
SHEETS: Final = {
    "css/site.css": "inspire.css",
    "css/finding.css": "finding.css",
    "css/reading.css": "stories.css",
    "css/front.css": "opening.css",
    "css/library.css": "shelves.css",
    "css/tools.css": "picking.css",
    "css/member.css": "belonging.css",
    "css/people.css": "meeting.css",
    "css/calendar.css": "gathering.css",
    "css/dashboard.css": "measures.css",
}

_IMPORT = re.compile(r'@import "(?P<file>[^"]+)"(?: layer\((?P<layer>\w+)\))?;')
_TOKEN = re.compile(r'(?P<comment>/\*.*?\*/)|(?P<string>"[^"]*")|(?P<space>\s+)', re.DOTALL)
_LOOSE = re.compile(r"\s*([{};,<>])\s*")
_AFTER_COLON = re.compile(r"(?<=[\w)-]): (?=[^{}]*[;}])")
_SLASH = re.compile(r"(?<=[\w)]) / (?=[\w(-])")
_ZERO = re.compile(r"(?<![\w.#])0(?=\.\d)")
_URL = re.compile(r'url\("(?P<path>[^":]+)"\)')


def parts(manifest: Path) -> list[Path]:
    """Return the manifest and every file that it names, in order."""
    names = [match["file"] for match in _IMPORT.finditer(manifest.read_text(encoding="utf-8"))]
    return [manifest, *(manifest.parent / name for name in names)]


def join(manifest: Path) -> str:
    """Return one style sheet: each `@import` replaced by its file, wrapped in its layer.

    Addresses inside a part are rewritten as seen from the folder of the manifest.
    Raises FileNotFoundError when the manifest names a file that is not there.
    """
    text = manifest.read_text(encoding="utf-8")
    sheets = [_IMPORT.sub("", text)]
    for layer, imports in groupby(_IMPORT.finditer(text), key=itemgetter("layer")):
        css = "".join(_part(manifest.parent, match["file"]) for match in imports)
        sheets.append(f"@layer {layer} {{ {css} }}" if layer else css)
    return squeeze("".join(sheets))


def squeeze(css: str) -> str:
    """Return the sheet without comments and without white space that means nothing."""
    strings: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match["string"]:
            strings.append(match["string"])
            return f'"{len(strings) - 1}"'
        return " "

    css = _LOOSE.sub(r"\1", _TOKEN.sub(keep, css))
    css = (
        _SLASH.sub("/", _ZERO.sub("", _AFTER_COLON.sub(":", css)))
        .replace(";}", "}")
        .replace("}@", "}\n@")
    )
    return re.sub(r'"(\d+)"', lambda match: strings[int(match[1])], css.strip()) + "\n"


def _part(folder: Path, name: str) -> str:
    """Return one part with its relative addresses as seen from `folder`."""

    def rebase(match: re.Match[str]) -> str:
        return (
            f'url("{posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"]))}")'
        )

    return _URL.sub(rebase, (folder / name).read_text(encoding="utf-8"))


class JoinedSheetFinder(BaseFinder):
    """Offers the joined sheets to `collectstatic` and to the development server alike.

    A joined file is made when asked for and made again when a part is newer, so that nobody
    runs a build command. It lives in `settings.JOINED_SHEETS_DIR`, by default beside STATIC_ROOT.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        beside = Path(settings.STATIC_ROOT or "var/static").parent / "sheets"
        self.storage = FileSystemStorage(getattr(settings, "JOINED_SHEETS_DIR", None) or beside)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no complaint: the manifests travel with the code."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the path of the joined file, or a list of it, or an empty list."""
        if kwargs.get("all"):
            find_all = True
        if path not in SHEETS:
            return []
        found = str(self._fresh(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Yield each joined sheet with the storage that holds it."""
        patterns = [*(ignore_patterns or ())]
        for path in SHEETS:
            if not matches_patterns(path, patterns):
                self._fresh(path)
                yield path, self.storage

    def _fresh(self, path: str) -> Path:
        """Return the joined file, written anew when any of its parts is newer."""
        manifest = SOURCES / SHEETS[path]
        target = Path(self.storage.path(path))
        newest = max(part.stat().st_mtime_ns for part in parts(manifest))
        if not target.is_file() or target.stat().st_mtime_ns <= newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            # Two workers may start at once: each writes its own file, the last rename wins.
            draft = target.with_name(f"{target.name}.{id(self)}")
            draft.write_text(join(manifest), encoding="utf-8")
            draft.replace(target)
        return target
