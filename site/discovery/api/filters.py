"""The parameters of lists, each with its bounds."""

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

Code = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,59}$"), Field(description="A code")
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8})?$")]


class Slice(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=1000)
    per_page: int = Field(20, ge=1, le=100)


class Since(Slice):
    """Which part of a list of things that change."""

    language: Language | None = Field(None, description="Only what is written in it: en")
    updated_since: datetime | None = Field(
        None, description="Only what was published again since: 2026-01-31T12:00:00Z"
    )


class About(Since):
    """Which part of a list of pages."""

    theme: Code | None = Field(None, description="Code of a theme")
    group: Code | None = Field(None, description="Code of a stakeholder group")


class OfTools(About):
    """The parameters of the list of tools."""

    stage: Code | None = Field(None, description="Code of a stage of the cycle")
    mode: Code | None = Field(None, description="Code of a mode of open innovation")
    effort: Code | None = None
    difficulty: Code | None = None
    cost: Code | None = None
    evidence: Code | None = None


class OfCases(About):
    """The parameters of the list of cases."""

    stage: Code | None = Field(None, description="Code of a stage that was passed")
    mode: Code | None = None
    country: Code | None = Field(None, description="Code of a country: PT")
    sector: Code | None = Field(None, description="Letter of a section of NACE: C")
    size: Code | None = None
    result: Code | None = None


class OfPaths(About):
    """The parameters of the list of paths."""

    mode: Code | None = None


class OfPublications(About):
    """The parameters of the list of publications."""

    type: Code | None = Field(None, description="Code of a type of publication")


# Which field of a page, and which vocabulary, a parameter asks for.
FIELDS = {
    "theme": ("themes", "theme"),
    "group": ("stakeholder_groups", "stakeholder_group"),
    "mode": ("oi_modes", "oi_mode"),
    "effort": ("effort", "effort_level"),
    "difficulty": ("difficulty", "difficulty"),
    "cost": ("cost", "cost_level"),
    "evidence": ("evidence_level", "evidence_level"),
    "country": ("country", "country"),
    "sector": ("sector", "nace_section"),
    "size": ("company_size", "company_size"),
    "result": ("result_class", "case_result"),
    "type": ("publication_type", "publication_type"),
}
