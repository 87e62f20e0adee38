"""Makes the files that sample pages offer: papers as tagged PDF, a table, the project's mark."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any, Final

import typst
from PIL import Image, ImageDraw

INK, ACCENT = (18, 48, 56), (197, 57, 33)
SIDE: Final = 1200
FINER: Final = 4  # drawn so many times larger, then made small: smooth edges
PAPER: Final = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, author: data.authors, keywords: data.keywords)
#set page(paper: "a4", margin: 28mm, numbering: "1")
#set text(size: 11pt, lang: data.language)
#set par(leading: 0.75em, spacing: 1.3em)
#show heading: set block(above: 1.6em, below: 0.9em)
#text(size: 9.5pt)[#data.kicker]
#title()
#text(size: 10pt)[#data.authors.join(", ")]
#for (heading, paragraphs) in data.sections [
  = #heading
  #for words in paragraphs [
    #par(words)
  ]
]
"""


def paper(
    *, title: str, kicker: str, authors: list[str], sections: dict[str, str], **more: Any
) -> bytes:
    """Return a PDF/UA-1 with a title, authors and sections; blank lines part the paragraphs.

    `more` may hold `keywords` and `language`.
    """
    data = {
        "title": title,
        "kicker": kicker,
        "authors": authors,
        "keywords": more.get("keywords", []),
        "language": more.get("language", "en"),
        "sections": [[name, text.split("\n\n")] for name, text in sections.items()],
    }
    made: bytes = typst.compile(
        PAPER.encode(), sys_inputs={"data": json.dumps(data)}, pdf_standards=["ua-1"]
    )
    return made


def table(rows: list[dict[str, Any]]) -> bytes:
    """Return the rows as CSV with a heading (RFC 4180)."""
    written = StringIO()
    writer = csv.DictWriter(written, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def mark() -> bytes:
    """Return the project's mark as PNG: a ring with a gap, through which a line passes."""
    large = SIDE * FINER
    image = Image.new("RGBA", (large, large), (255, 255, 255, 0))
    pen, width = ImageDraw.Draw(image), large // 11
    edge = large // 8
    pen.arc((edge, edge, large - edge, large - edge), 28, 332, fill=INK, width=width)
    middle, thin = large // 2, large // 36
    pen.line((middle, middle, large, middle), fill=ACCENT, width=thin)
    dot = large // 18
    pen.ellipse((middle - dot, middle - dot, middle + dot, middle + dot), fill=ACCENT)
    written = BytesIO()
    image.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(written, "PNG", optimize=True)
    return written.getvalue()
