"""What each type of page is in schema.org's words, added to what the page says of itself."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import HttpRequest
from wagtail.models import Page

from discovery.linked_data.directory import directory, glossary, questions
from discovery.linked_data.plain import children_of, licence_address, words_of
from discovery.linked_data.publication import publication
from pages.models import ArticlePage
from pages.models.bylines import authors_of
from pages.models.terms import terms_of

Shown = Mapping[str, Any]
Describe = Callable[[Any, HttpRequest | None, Shown], dict[str, Any]]


def description_of(page: Page, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return the node of a page without its address and dates.

    A type of a room beside this one describes itself by `linked_data(request)`; to types of the
    portal their words are added here. `shown` is the context of the template: what was looked
    up for it is not looked up again.
    """
    own = page.linked_data(request) if hasattr(page, "linked_data") else {}
    describe = BY_KIND.get(getattr(page, "kind", ""))
    return own | (describe(page, request, shown) if describe else {})


def tool(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return a tool as a thing to learn from and as instructions."""
    return subjects(page) | {
        "@type": ["LearningResource", "HowTo"],
        "identifier": page.code,
        "abstract": page.purpose,
        "learningResourceType": "Tool",
        "educationalUse": "Self study" if _code(page, "facilitation") == "self" else "Workshop",
        "educationalLevel": str(page.difficulty or ""),
        "teaches": page.outputs_text,
        "competencyRequired": page.inputs_text,
        "license": licence_address(page),
        "timeRequired": duration(page.minutes_max),
        "totalTime": duration(page.minutes_max),
        "isAccessibleForFree": True,
        "creditText": page.origin_text,
        "lastReviewed": page.reviewed.isoformat() if page.reviewed else "",
        "step": [
            {"@type": "HowToStep", "position": place, "name": step["title"], "text": step["text"]}
            for place, step in enumerate(children_of(page.steps), start=1)
        ],
    }


def path(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return a tool path as an ordered list of tools."""
    tools = [step["tool"] for step in children_of(page.steps)]
    passed = [tool for tool in tools if tool is not None and tool.live]
    return subjects(page) | {
        "@type": ["LearningResource", "ItemList"],
        "learningResourceType": "Learning path",
        "license": licence_address(page),
        "teaches": page.outcome_text,
        "isAccessibleForFree": True,
        "itemListOrder": "https://schema.org/ItemListOrderAscending",
        "numberOfItems": len(passed),
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": tool.title,
                "url": tool.get_full_url(request),
            }
            for place, tool in enumerate(passed, start=1)
        ],
    }


def article(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return an article; news is news, everything else a text that stays."""
    is_news = page.article_kind == ArticlePage.Kind.NEWS
    return subjects(page) | {
        "@type": "NewsArticle" if is_news else "Article",
        "headline": page.title[:110],
        "datePublished": page.date.isoformat(),
        "author": authors(page),
        "license": licence_address(page),
        "timeRequired": duration(page.reading_minutes),
        "isAccessibleForFree": True,
    }


def case(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return a case as an article about a firm."""
    firm = {
        "@type": "Organization",
        "name": page.company_name,
        "numberOfEmployees": page.staff
        and {"@type": "QuantitativeValue", "value": int(page.staff)},
        "foundingDate": str(page.founded or ""),
        "location": page.country and {"@type": "Country", "name": str(page.country)},
    }
    return subjects(page) | {
        "@type": "Article",
        "headline": page.title[:110],
        "articleSection": "Good practice case",
        "abstract": words_of(page.challenge),
        "license": licence_address(page),
        # An invented firm is named in the text as what it is, and is no organisation.
        "about": None if page.is_example else firm,
        "isAccessibleForFree": True,
    }


def listing(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return a page that lists others."""
    return {"@type": "CollectionPage", "description": page.summary or getattr(page, "lede", "")}


def home(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return the home page."""
    return {"@type": "WebPage", "description": page.summary or getattr(page, "lede", "")}


def audience(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return a door for one group."""
    group = getattr(page, "group", None)
    return {
        "@type": "CollectionPage",
        "audience": group and {"@type": "Audience", "audienceType": str(group)},
    }


def subjects(page: Any) -> dict[str, Any]:
    """Return what a page is about and for whom, from the terms that the page has loaded."""
    return {
        "about": [
            {"@type": "DefinedTerm", "@id": term.uri, "name": str(term)}
            for term in terms_of(page, "themes")
        ],
        "audience": [
            {"@type": "Audience", "audienceType": str(term)}
            for term in terms_of(page, "stakeholder_groups")
        ],
    }


def authors(page: Any) -> list[dict[str, Any]]:
    """Return who wrote an article: people with their ORCID iD, else whoever is printed."""
    people = [
        {
            "@type": "Person",
            "name": person.name,
            "givenName": person.given_name,
            "familyName": person.family_name,
            "sameAs": f"https://orcid.org/{person.orcid}" if person.orcid else "",
        }
        for person in authors_of(page)
    ]
    words = page.authors_text
    return people or ([{"@type": "Organization", "name": words}] if words else [])


def duration(minutes: int | None) -> str:
    """Return minutes as an ISO 8601 duration; empty where nobody knows."""
    return f"PT{minutes}M" if minutes else ""


def _code(page: Any, name: str) -> str:
    term = getattr(page, name, None)
    return str(term.code) if term else ""


BY_KIND: Final[dict[str, Describe]] = {
    "tool": tool,
    "path": path,
    "article": article,
    "case": case,
    "publication": publication,
    "home": home,
    "audience": audience,
    "glossary": glossary,
    "people": directory,
    "faq": questions,
    **dict.fromkeys(("toolbox", "cases", "news", "events", "publications"), listing),
}
