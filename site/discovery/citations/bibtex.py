"""A publication for BibTeX, in signs that every version of it reads."""

import unicodedata
from typing import Final

from discovery.citations.record import Name, Record

# The signs that TeX reads as orders.
ORDERS: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
}
LETTERS: Final = {
    "ß": r"{\ss}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "œ": r"{\oe}",
    "Œ": r"{\OE}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "å": r"{\aa}",
    "Å": r"{\AA}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "ı": r"{\i}",
    "đ": r"{\dj}",
    "Đ": r"{\DJ}",
    "ð": r"{\dh}",
    "þ": r"{\th}",
    "–": "--",
    "—": "---",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "„": r"{\quotedblbase}",
    "…": r"{\ldots}",
    "€": r"{\texteuro}",
    "°": r"{\textdegree}",
    "×": r"{\texttimes}",
    "\u00a0": "~",
}
# Combining marks and TeX's accents.
ACCENTS: Final = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0327": "c",
    "\u0328": "k",
}
MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def bibtex_of(record: Record) -> str:
    """Return the entry of a publication, with one field a line."""
    entry = record.kind.bibtex
    fields = {
        "author": " and ".join(_name(name) for name in record.creators),
        "editor": " and ".join(_name(n) for n in record.contributors if n.role == "editor"),
        # The inner braces keep the capitals.
        "title": f"{{{escaped(record.title)}}}",
        "year": str(record.year),
        "institution" if entry == "techreport" else "publisher": escaped(record.publisher),
        "type": escaped(record.kind_label) if entry in {"techreport", "phdthesis"} else "",
        "number": escaped(record.deliverable_number),
        "version": escaped(record.version),
        "doi": _bare(record.doi),
        "url": _bare(record.best_address),
        "language": record.language,
        "keywords": ", ".join(escaped(subject) for subject in record.subjects),
        "abstract": escaped(record.abstract),
        "copyright": record.licence,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    month = f"  month = {MONTHS[int(record.issued[5:7]) - 1]},"
    return "\n".join([f"@{entry}{{{record.key},", *lines, month, "}", ""])


def escaped(text: str) -> str:
    """Return a text in which nothing is an order to TeX and each accent is written by one.

    Letters that TeX's accents cannot write (Greek, Cyrillic) stay: UTF-8 has been the default of
    LaTeX since 2018.
    """
    written = "".join(map(_sign, unicodedata.normalize("NFC", text)))
    return " ".join(written.split())


def _sign(sign: str) -> str:
    if sign in ORDERS:
        return ORDERS[sign]
    if sign in LETTERS:
        return LETTERS[sign]
    parted = unicodedata.normalize("NFD", sign)
    bare, marks = parted[:1], parted[1:]
    if marks in ACCENTS and bare.isascii():
        return f"{{\\{ACCENTS[marks]}{{{bare}}}}}"
    return sign if unicodedata.category(sign)[0] != "C" else " "


def _name(name: Name) -> str:
    # The name of an organisation is kept whole by braces.
    if not name.given:
        return f"{{{escaped(name.family)}}}"
    return f"{escaped(name.family)}, {escaped(name.given)}"


def _bare(address: str) -> str:
    """Return an address or DOI, which packages read word for word; braces alone would end it."""
    return "".join(sign for sign in address if sign not in "{}\\" and sign.isprintable())
