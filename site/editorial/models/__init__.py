"""What editorial life is made of: steps, links, bundles, checks, reviews, the archive."""

from editorial.models.archive import ArchivedPage
from editorial.models.bundle import Bundle, BundleItem
from editorial.models.calendar_feed import CalendarFeed
from editorial.models.check import LinkFault, MovedDomain, PageCheck
from editorial.models.preview import PreviewLink, Remark
from editorial.models.review import PageReview, ReviewInterval
from editorial.models.step import StepState, TwoPersonTask
from editorial.models.translation import TranslationMark

__all__ = [
    "ArchivedPage",
    "Bundle",
    "BundleItem",
    "CalendarFeed",
    "LinkFault",
    "MovedDomain",
    "PageCheck",
    "PageReview",
    "PreviewLink",
    "Remark",
    "ReviewInterval",
    "StepState",
    "TranslationMark",
    "TwoPersonTask",
]
