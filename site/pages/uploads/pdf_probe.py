"""Looks into a PDF from standard input and writes what it found as JSON to standard output.

It runs as a process of its own, with little memory and little time: a hostile file takes down this
process and nothing else. It imports nothing of ours. Source of the names: ISO 32000-1, 7.5 to 12.6.
"""

import io
import json
import resource
import sys
from typing import Any

import pypdf
from pypdf import filters
from pypdf.generic import DictionaryObject

MEMORY = 512 * 1024 * 1024
SECONDS = 8
MOST_PAGES = 3_000
MOST_NODES = 30_000
OUTPUT = 64 * 1024 * 1024  # bytes that one packed stream may become
ACTIVE = ("/JavaScript", "/JS", "/Launch", "/ImportData", "/SubmitForm", "/RichMedia", "/XFA")


def main() -> None:
    """Read, look, answer: {"pages": 12} or {"problem": "locked"}."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        found = look(sys.stdin.buffer.read())
    except MemoryError:
        found = {"problem": "bomb"}
    except Exception as error:  # noqa: BLE001 - a broken file fails in countless ways
        found = {"problem": "bomb" if "imit" in type(error).__name__ else "broken"}
    sys.stdout.write(json.dumps(found))


def look(data: bytes) -> dict[str, Any]:
    """Return the number of pages, or what is wrong."""
    filters.ZLIB_MAX_OUTPUT_LENGTH = OUTPUT
    filters.LZW_MAX_OUTPUT_LENGTH = OUTPUT
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        return {"problem": "locked"}
    root = reader.root_object
    if is_active(root):
        return {"problem": "active"}
    tree = root.get("/Pages")
    claimed = tree.get_object().get("/Count", 0) if tree is not None else 0
    if not isinstance(claimed, int) or claimed > MOST_PAGES:
        return {"problem": "pages"}
    return walk(tree)


def walk(tree: Any) -> dict[str, Any]:
    """Return the number of pages by walking the tree, each node once; a loop or a flood is told."""
    pages, nodes, seen, waiting = 0, 0, set(), [tree]
    while waiting:
        reference = waiting.pop()
        nodes += 1
        key = getattr(reference, "idnum", None)
        if nodes > MOST_NODES or pages > MOST_PAGES or (key is not None and key in seen):
            return {"problem": "pages"}
        seen.add(key)
        node = reference.get_object() if reference is not None else None
        if node is None:
            continue
        if "/Kids" in node:
            waiting.extend(node["/Kids"])
        else:
            pages += 1
            if is_active(node):
                return {"problem": "active"}
            if streams_nest(node):
                return {"problem": "bomb"}
    return {"pages": pages} if pages else {"problem": "broken"}


def is_active(node: Any, depth: int = 0) -> bool:
    """Return whether an object, or what is right below it, runs something when it is opened."""
    if depth > 4 or node is None:
        return False
    node = node.get_object()
    if isinstance(node, list):
        return any(is_active(part, depth + 1) for part in node[:200])
    if not isinstance(node, DictionaryObject):
        return False
    if any(name in node for name in ACTIVE) or node.get("/S") in ACTIVE:
        return True
    below = ("/OpenAction", "/AA", "/Names", "/AcroForm", "/Annots", "/A", "/O", "/C", "/Next")
    return any(is_active(node.raw_get(name), depth + 1) for name in below if name in node)


def streams_nest(page: Any) -> bool:
    """Return whether the content of a page is packed more than twice, as only bombs are."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    streams = contents if isinstance(contents, list) else [contents]
    for stream in streams[:500]:
        found = stream.get_object() if stream is not None else None
        used = found.get("/Filter") if isinstance(found, dict) else None
        if isinstance(used, list) and len(used) > 2:
            return True
        if found is not None and hasattr(found, "get_data"):
            found.get_data()
    return False


if __name__ == "__main__":
    main()
