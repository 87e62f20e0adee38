"""The building bricks of texts, and the rows of structured facts on tools, cases and paths."""

from pages.blocks.body import Body
from pages.blocks.case import Episode, Fact, KeyNumber, Partner, PathwayStage, Result
from pages.blocks.figures import ChartBlock, ChartKind, Figure, Figures, Table
from pages.blocks.home import HomeBody, first_composition
from pages.blocks.links import CallToAction, PageCard, Related
from pages.blocks.media import Audio, Download, Downloads, Picture, Video
from pages.blocks.text import (
    INLINE,
    RUNNING,
    Callout,
    Checklist,
    Heading,
    KeyFacts,
    Paragraphs,
    Questions,
    Quote,
    Step,
    Steps,
    WordsInLanguage,
)
from pages.blocks.tool import PartKind, PathStep, Risk, RiskKind, WorksheetPart

__all__ = [
    "INLINE",
    "RUNNING",
    "Audio",
    "Body",
    "CallToAction",
    "Callout",
    "ChartBlock",
    "ChartKind",
    "Checklist",
    "Download",
    "Downloads",
    "Episode",
    "Fact",
    "Figure",
    "Figures",
    "Heading",
    "HomeBody",
    "KeyFacts",
    "KeyNumber",
    "PageCard",
    "Paragraphs",
    "PartKind",
    "Partner",
    "PathStep",
    "PathwayStage",
    "Picture",
    "Questions",
    "Quote",
    "Related",
    "Result",
    "Risk",
    "RiskKind",
    "Step",
    "Steps",
    "Table",
    "Video",
    "WordsInLanguage",
    "WorksheetPart",
    "first_composition",
]
