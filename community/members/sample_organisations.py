"""The sample organisations: examples in name and mark, so that the directory has something."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from community.members.models import Organisation
from vocabulary.models import Scheme, Term


@dataclass(frozen=True)
class SampleOrganisation:
    """What an example organisation is."""

    name: str
    slug: str
    kind: str
    size: str
    country: str
    sector: str
    description: str
    domains: tuple[str, ...] = ()


ORGANISATIONS: Final = (
    SampleOrganisation(
        name="Example University",
        slug="example-university",
        kind="academia",
        size="large",
        country="IT",
        sector="Q",
        description=(
            "An example: a university that studies how small firms open up to ideas from outside."
        ),
        domains=("example.org",),
    ),
    SampleOrganisation(
        name="Example Tile Works",
        slug="example-tile-works",
        kind="industry",
        size="small",
        country="PT",
        sector="C",
        description="An example: a maker of tiles with forty people and one kiln too many.",
        domains=("example.com",),
    ),
    SampleOrganisation(
        name="Example Coordination Office",
        slug="example-coordination-office",
        kind="policy",
        size="micro",
        country="BE",
        sector="N",
        description="An example: the office that coordinates the project.",
    ),
)


@transaction.atomic
def load_organisations() -> dict[str, Organisation]:
    """Return the sample organisations by name; one that exists already is left as is."""
    known = set(
        Organisation.objects.filter(slug__in=[one.slug for one in ORGANISATIONS]).values_list(
            "slug", flat=True
        )
    )
    missing = [one for one in ORGANISATIONS if one.slug not in known]
    if missing:
        _write(missing, _terms())
    found = Organisation.objects.filter(slug__in=[one.slug for one in ORGANISATIONS])
    return {one.name: one for one in found}


def _write(missing: list[SampleOrganisation], terms: dict[tuple[str, str], Term]) -> None:
    made = Organisation.objects.bulk_create(
        Organisation(
            name=sample.name,
            slug=sample.slug,
            kind=terms[Scheme.STAKEHOLDER_GROUP, sample.kind],
            size=terms[Scheme.COMPANY_SIZE, sample.size],
            country=terms[Scheme.COUNTRY, sample.country],
            description=sample.description,
            domains=list(sample.domains),
            is_confirmed=True,
            is_example=True,
        )
        for sample in missing
    )
    works_in: Any = Organisation.sectors.through
    works_in.objects.bulk_create(
        works_in(organisation=one, term=terms[Scheme.NACE_SECTION, sample.sector])
        for one, sample in zip(made, missing, strict=True)
    )


def _terms() -> dict[tuple[str, str], Term]:
    schemes = (
        Scheme.STAKEHOLDER_GROUP,
        Scheme.COMPANY_SIZE,
        Scheme.COUNTRY,
        Scheme.NACE_SECTION,
    )
    return {(term.scheme, term.code): term for term in Term.objects.filter(scheme__in=schemes)}
