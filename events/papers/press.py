"""Sets the document of a certificate from what was frozen when it was issued."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache, partial
from typing import Any, Final

from django.utils.translation import override

from events.papers.drawings import qr_code, signature_drawing
from events.papers.facts import words
from events.papers.links import checking_address, holders_address
from events.papers.models import Certificate
from pages.letterhead import letterhead
from typeset.engine import TOGETHER, typeset

TEMPLATE: Final = "events/papers/documents/certificate.typ"


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the document, the same whenever it is asked for.

    Raises:
        typeset.engine.NotSet: it cannot be set.
    """
    return _setting(certificate)()


def begin_pdfs(
    certificates: Iterable[Certificate],
) -> Iterator[tuple[Certificate, "Future[bytes]"]]:
    """Yield each certificate with its document as it will be, some of them set at the same time.

    The typesetter lets other threads work, so that the caller stores one while the next are set.
    """
    with ThreadPoolExecutor(TOGETHER) as pool:
        begun = [(one, pool.submit(_setting(one))) for one in certificates]
        yield from begun


def _setting(certificate: Certificate) -> Callable[[], bytes]:
    """Return the deed that sets a document, with all that it needs of the database at hand."""
    data, title = _data(certificate), certificate.facts["title"]
    return partial(typeset, TEMPLATE, data, language=certificate.language, title=title)


def _data(certificate: Certificate) -> dict[str, Any]:
    facts = certificate.facts
    with override(certificate.language):
        check, own = checking_address(certificate.serial), holders_address(certificate)
    return {
        **facts,
        "brand": {**facts["brand"], **_drawn()} if facts["brand"] else {},
        "serial": certificate.serial,
        "signature": _signature(facts["signature"]),
        "code": qr_code(own),
        "check_url": check,
        "check_text": check.partition("://")[2].removesuffix("/").rpartition("/")[0],
        "words": _words(certificate.language),
    }


@lru_cache(maxsize=32)
def _words(language: str) -> Mapping[str, str]:
    return words(language)


@lru_cache(maxsize=8)
def _signature(name: str) -> str:
    return signature_drawing(name)


def _drawn() -> dict[str, Any]:
    head = letterhead()
    return {key: head[key] for key in ("logo", "emblem") if key in head}
