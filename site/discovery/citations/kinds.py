"""What a type of publication is called by each of the standards."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Kind:
    """One type of publication in five vocabularies.

    `datacite` is DataCite's resourceTypeGeneral, `openaire` the word of info:eu-repo/semantics.
    """

    datacite: str
    bibtex: str
    ris: str
    csl: str
    schema: str
    openaire: str


REPORT: Final = Kind("Report", "techreport", "RPRT", "report", "Report", "report")
TEXT: Final = Kind("Text", "misc", "GEN", "document", "CreativeWork", "other")
TEACHING: Final = Kind("Text", "misc", "GEN", "document", "LearningResource", "lecture")
ARTICLE: Final = Kind(
    "JournalArticle", "article", "JOUR", "article-journal", "ScholarlyArticle", "article"
)

KINDS: Final[dict[str, Kind]] = {
    "good-practice-case": REPORT,
    "tool-guide": TEACHING,
    "article": Kind("Text", "misc", "MGZN", "article", "Article", "contributionToPeriodical"),
    "interview": Kind("Text", "misc", "GEN", "interview", "Article", "other"),
    "policy-brief": REPORT,
    "report-deliverable": REPORT,
    "journal-article": ARTICLE,
    "conference-paper": Kind(
        "ConferencePaper",
        "inproceedings",
        "CPAPER",
        "paper-conference",
        "ScholarlyArticle",
        "conferenceObject",
    ),
    "book": Kind("Book", "book", "BOOK", "book", "Book", "book"),
    "book-chapter": Kind("BookChapter", "incollection", "CHAP", "chapter", "Chapter", "bookPart"),
    "thesis": Kind("Dissertation", "phdthesis", "THES", "thesis", "Thesis", "doctoralThesis"),
    "working-paper": Kind("Preprint", "techreport", "RPRT", "report", "Report", "workingPaper"),
    "dataset": Kind("Dataset", "misc", "DATA", "dataset", "Dataset", "dataset"),
    "presentation": Kind(
        "Text", "misc", "SLIDE", "speech", "PresentationDigitalDocument", "conferenceObject"
    ),
    "training-material": TEACHING,
    "factsheet": Kind("Text", "misc", "PAMP", "pamphlet", "CreativeWork", "other"),
    "video": Kind("Audiovisual", "misc", "VIDEO", "motion_picture", "VideoObject", "other"),
    "podcast": Kind("Audiovisual", "misc", "SOUND", "broadcast", "AudioObject", "other"),
    "press-release": Kind("Text", "misc", "NEWS", "article-newspaper", "NewsArticle", "other"),
    "newsletter-issue": TEXT,
}


def kind_of(code: str) -> Kind:
    """Return what the standards call a type; a text of no special kind where they have no word."""
    return KINDS.get(code, TEXT)
