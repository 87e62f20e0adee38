"""People, partners, terms and questions in schema.org's words."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from discovery.linked_data.plain import words_of

Shown = Mapping[str, Any]


def glossary(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return the glossary as a set of terms, or the one term that is shown."""
    address = str(page.get_full_url(request) or "")
    if (term := shown.get("term")) is not None:
        return defined_term(term, address)
    terms = [term for letter in shown.get("letters", ()) for term in letter["terms"]]
    return {
        "@type": "DefinedTermSet",
        "description": page.summary or page.lede,
        "hasDefinedTerm": [defined_term(term, address) for term in terms],
    }


def defined_term(term: Any, address: str) -> dict[str, Any]:
    """Return a term of the glossary at `address`."""
    return {
        "@type": "DefinedTerm",
        "@id": f"{address}{term.path}",
        "url": f"{address}{term.path}",
        "name": term.term,
        "alternateName": list(term.synonyms),
        "description": words_of(term.definition),
        "termCode": term.slug,
        "inDefinedTermSet": address,
    }


def directory(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return the directory of partners and people, or the one of them that is shown."""
    address = str(page.get_full_url(request) or "")
    if (one := shown.get("person")) is not None:
        return {"@type": "ProfilePage", "@id": f"{address}{one.path}"} | {
            "url": f"{address}{one.path}",
            "name": one.name,
            "description": one.words.role,
            "mainEntity": {} if one.is_example else person(one, address),
        }
    if (one := shown.get("partner")) is not None:
        return {"@type": "AboutPage", "@id": f"{address}{one.path}"} | {
            "url": f"{address}{one.path}",
            "name": one.name,
            "description": words_of(one.words.text),
            "mainEntity": {} if one.is_example else organisation(one, address),
        }
    # Invented people and firms are marked in the page, and are nobody to machines.
    real = [one for one in shown.get("partners", ()) if not one.is_example]
    return {
        "@type": "CollectionPage",
        "description": page.summary or page.lede,
        "about": [organisation(one, address) for one in real],
    }


def person(one: Any, address: str) -> dict[str, Any]:
    """Return a person of the project; an address for mail is never told."""
    return {
        "@type": "Person",
        "@id": f"{address}{one.path}#person",
        "name": one.name,
        "givenName": one.given_name,
        "familyName": one.family_name,
        "jobTitle": one.words.role,
        "sameAs": f"https://orcid.org/{one.orcid}" if one.orcid else "",
        "worksFor": one.organisation and {"@type": "Organization", "name": one.organisation.name},
    }


def organisation(one: Any, address: str) -> dict[str, Any]:
    """Return a partner of the project."""
    return {
        "@type": "Organization",
        "@id": f"{address}{one.path}#organization",
        "name": one.name,
        "alternateName": one.short_name,
        "url": one.url,
        "sameAs": one.ror,
        "address": one.country
        and {
            "@type": "PostalAddress",
            "addressCountry": one.country.code,
            "addressLocality": one.place,
        },
    }


def questions(page: Any, request: HttpRequest | None, shown: Shown) -> dict[str, Any]:
    """Return questions with their answers."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": block.value["question"],
                "acceptedAnswer": {"@type": "Answer", "text": words_of(block.value["answer"])},
            }
            for block in page.entries
            if block.block_type == "entry"
        ],
    }
