"""The building bricks of texts, and the rows of structured facts on tools, cases and paths."""

from pages.blocks.body import (
    INLINE,
    RUNNING,
    Body,
    Callout,
    Download,
    Figure,
    Figures,
    Heading,
    PageCard,
    Paragraphs,
    Picture,
    Quote,
    Step,
    Steps,
)
from pages.blocks.case import Episode, Fact, KeyNumber, Partner, PathwayStage, Result
from pages.blocks.tool import PartKind, PathStep, Risk, RiskKind, WorksheetPart

__all__ = [
    "INLINE",
    "RUNNING",
    "Body",
    "Callout",
    "Download",
    "Episode",
    "Fact",
    "Figure",
    "Figures",
    "Heading",
    "KeyNumber",
    "PageCard",
    "Paragraphs",
    "PartKind",
    "Partner",
    "PathStep",
    "PathwayStage",
    "Picture",
    "Quote",
    "Result",
    "Risk",
    "RiskKind",
    "Step",
    "Steps",
    "WorksheetPart",
]
