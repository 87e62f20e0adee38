"""The shapes of what the API gives; OpenAPI is written from them."""

from datetime import date, datetime

from ninja import Schema
from pydantic import Field


class TermShape(Schema):
    """A term of a controlled vocabulary."""

    code: str
    label: str
    uri: str


class VocabularyTerm(TermShape):
    """A term with its labels in all languages and the term above it."""

    labels: dict[str, str]
    broader: str | None
    is_retired: bool


class Vocabulary(Schema):
    """One vocabulary; its terms stand at `terms`."""

    code: str
    label: str
    count: int
    terms: str


class PageShape(Schema):
    """What all pages have in common."""

    id: int
    url: str
    markdown: str = Field(description="The same in Markdown")
    title: str
    summary: str
    language: str
    translation_key: str = Field(description="The same for all translations of a page")
    is_example: bool = Field(description="Invented to illustrate")
    licence: str = Field(description="Address of the licence; empty where all rights are reserved")
    published: datetime | None
    updated: datetime | None
    image: str
    themes: list[TermShape]
    stakeholder_groups: list[TermShape]


class Part(Schema):
    """One part of a page's text."""

    heading: str
    html: str


class Step(Schema):
    """One thing to do."""

    title: str
    text: str


class Tool(PageShape):
    """A tool of the toolbox."""

    code: str
    stage: TermShape | None
    other_stages: list[TermShape]
    question: str
    purpose: str
    yes_if: str
    no_if: str
    inputs: str
    outputs: str
    time: str
    minutes_min: int | None
    minutes_max: int | None
    people: str
    group_min: int | None
    group_max: int | None
    setting: str
    effort: TermShape | None
    difficulty: TermShape | None
    facilitation: TermShape | None
    cost: TermShape | None
    evidence: TermShape | None
    modes: list[TermShape]
    sectors: list[TermShape]
    company_sizes: list[TermShape]
    steps: list[Step]
    reviewed: date | None


class Case(PageShape):
    """A good practice case."""

    company: str
    country: TermShape | None
    region: str
    sector: TermShape | None
    company_size: TermShape | None
    staff: int | None
    founded: int | None
    life_stage: TermShape | None
    technology: TermShape | None
    modes: list[TermShape]
    mechanisms: list[TermShape]
    partner_types: list[TermShape]
    stages: list[TermShape]
    barriers: list[TermShape]
    success_factors: list[TermShape]
    result: TermShape | None
    evidence: TermShape | None
    lessons: list[str]


class PathStep(Schema):
    """One tool on a path."""

    title: str
    url: str
    why: str
    is_optional: bool


class Path(PageShape):
    """A path through the toolbox."""

    letter: str
    for_whom: str
    question: str
    outcome: str
    time: str
    modes: list[TermShape]
    steps: list[PathStep]


class Article(PageShape):
    """An article, a piece of news or a policy brief."""

    kind: str
    date: date
    authors: str
    minutes_to_read: int


class Creator(Schema):
    """Somebody who made a publication."""

    name: str
    given: str
    family: str
    orcid: str
    affiliation: str
    role: str


class FileShape(Schema):
    """A file of a publication."""

    label: str
    url: str
    media_type: str
    size: int | None


class Publication(PageShape):
    """A publication or deliverable."""

    type: TermShape | None
    date: date
    abstract: str
    doi: str
    version: str
    publisher: str
    grant_number: str
    deliverable_number: str
    dissemination_level: str
    page_count: int | None
    keywords: list[str]
    creators: list[Creator]
    contributors: list[Creator]
    files: list[FileShape]
    citations: dict[str, str] = Field(description="Addresses of citations by their form")


class GlossaryEntry(Schema):
    """A word of the field."""

    id: int
    url: str
    term: str
    slug: str
    definition: str
    source: str
    synonyms: list[str]
    language: str
    updated: datetime | None


class PartnerShape(Schema):
    """An organisation of the project."""

    id: int
    url: str
    name: str
    short_name: str
    kind: str
    country: TermShape | None
    website: str
    ror: str
    is_example: bool
    updated: datetime | None


class Problem(Schema):
    """What is wrong with a question (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


class Whole(Schema):
    """The texts of a page, part by part."""

    parts: list[Part]
