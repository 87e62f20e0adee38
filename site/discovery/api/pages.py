"""Pages as the API gives them."""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from discovery.citations.formats import FORMATS
from discovery.citations.record import Name, record_of
from discovery.linked_data.plain import children_of, licence_address
from discovery.public import language_of
from discovery.shares import share_address
from discovery.twins import TWIN
from pages.models.bylines import byline_of
from pages.models.terms import load_related, terms_of


def term(value: Any) -> dict[str, str] | None:
    """Return a term, or None."""
    if value is None:
        return None
    return {"code": value.code, "label": str(value), "uri": value.uri}


def terms(values: Iterable[Any]) -> list[dict[str, str]]:
    """Return terms in their order."""
    return [found for value in values if (found := term(value))]


def ground(page: Any) -> dict[str, Any]:
    """Return what all pages have in common."""
    address = page.get_full_url() or ""
    return {
        "id": page.pk,
        "url": address,
        "markdown": f"{address}{TWIN}",
        "title": page.title,
        "summary": page.summary,
        "language": language_of(page),
        "translation_key": str(page.translation_key),
        "is_example": page.is_example,
        "licence": licence_address(page),
        "published": page.first_published_at,
        "updated": page.last_published_at,
        "image": urljoin(settings.SITE_URL, share_address(page)),
        "themes": terms(terms_of(page, "themes")),
        "stakeholder_groups": terms(terms_of(page, "stakeholder_groups")),
    }


def tool(page: Any) -> dict[str, Any]:
    """Return a tool."""
    return ground(page) | {
        "code": page.code,
        "stage": term(page.stage),
        "other_stages": terms(terms_of(page, "other_stages")),
        "question": page.question,
        "purpose": page.purpose,
        "yes_if": page.yes_if,
        "no_if": page.no_if,
        "inputs": page.inputs_text,
        "outputs": page.outputs_text,
        "time": page.duration_text,
        "minutes_min": page.minutes_min,
        "minutes_max": page.minutes_max,
        "people": page.group_text,
        "group_min": page.group_min,
        "group_max": page.group_max,
        "setting": page.setting,
        "effort": term(page.effort),
        "difficulty": term(page.difficulty),
        "facilitation": term(page.facilitation),
        "cost": term(page.cost),
        "evidence": term(page.evidence_level),
        "modes": terms(terms_of(page, "oi_modes")),
        "sectors": terms(terms_of(page, "sectors")),
        "company_sizes": terms(terms_of(page, "company_sizes")),
        "steps": [
            {"title": step["title"], "text": step["text"]} for step in children_of(page.steps)
        ],
        "reviewed": page.reviewed,
    }


def case(page: Any) -> dict[str, Any]:
    """Return a case."""
    return ground(page) | {
        "company": page.company_name,
        "country": term(page.country),
        "region": page.region,
        "sector": term(page.sector),
        "company_size": term(page.company_size),
        "staff": page.staff,
        "founded": page.founded,
        "life_stage": term(page.life_stage),
        "technology": term(page.technology_intensity),
        "modes": terms(terms_of(page, "oi_modes")),
        "mechanisms": terms(terms_of(page, "mechanisms")),
        "partner_types": terms(terms_of(page, "partner_types")),
        "stages": terms(terms_of(page, "stages")),
        "barriers": terms(terms_of(page, "barriers")),
        "success_factors": terms(terms_of(page, "success_factors")),
        "result": term(page.result_class),
        "evidence": term(page.evidence_level),
        "lessons": [str(lesson) for lesson in children_of(page.lessons)],
    }


def path(page: Any) -> dict[str, Any]:
    """Return a path; of its tools those that are public."""
    steps = [step for step in children_of(page.steps) if step["tool"] and step["tool"].live]
    return ground(page) | {
        "letter": page.letter,
        "for_whom": page.for_whom,
        "question": page.question,
        "outcome": page.outcome_text,
        "time": page.duration_text,
        "modes": terms(terms_of(page, "oi_modes")),
        "steps": [
            {
                "title": step["tool"].title,
                "url": step["tool"].get_full_url() or "",
                "why": step["why"],
                "is_optional": step["optional"],
            }
            for step in steps
        ],
    }


def bring_articles(pages: Sequence[Any]) -> None:
    """Put terms and authors into articles; three queries for any number of them, at most."""
    load_related(pages)


def article(page: Any) -> dict[str, Any]:
    """Return an article."""
    return ground(page) | {
        "kind": page.article_kind,
        "date": page.date,
        "authors": byline_of(page),
        "minutes_to_read": page.reading_minutes,
    }


def publication(page: Any) -> dict[str, Any]:
    """Return a publication; its people and files were brought along."""
    record = record_of(page)
    return ground(page) | {
        "type": term(page.publication_type),
        "date": page.date,
        "abstract": page.abstract,
        "doi": page.doi,
        "version": page.version,
        "publisher": page.publisher,
        "grant_number": page.grant_number,
        "deliverable_number": page.deliverable_number,
        "dissemination_level": page.dissemination_level,
        "page_count": page.page_count,
        "keywords": list(page.keywords),
        "creators": [_person(name) for name in record.creators],
        "contributors": [_person(name) for name in record.contributors],
        "files": [
            {
                "label": file.label,
                "url": file.address,
                "media_type": file.media_type,
                "size": file.size,
            }
            for file in record.files
        ],
        "citations": {form.label: f"{record.address}{form.file}" for form in FORMATS},
    }


def _person(name: Name) -> dict[str, str]:
    return {
        "name": name.full_name,
        "given": name.given,
        "family": name.family,
        "orcid": name.orcid,
        "affiliation": name.affiliation,
        "role": name.role,
    }
