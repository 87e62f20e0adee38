"""What each class of viewers may find of people and organisations, as records to be written."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.html import strip_tags

from community.directory.models import EVERYONE, MEMBERS, Entry, colleagues_of
from community.members.models import Affiliation, Audience, Organisation, Profile
from community.members.seeing import Shown, shown_to
from search.folding import folded, storable
from vocabulary.models import Term

# The facets of each kind, in the order of the page.
FACETS: Final[dict[str, tuple[str, ...]]] = {
    Entry.Kind.PERSON: ("group", "country", "expertise", "language"),
    Entry.Kind.ORGANISATION: ("type", "size", "country", "sector"),
}
TEXT_LIMIT: Final = 4000

Record = dict[str, Any]


def is_seen(shown: Shown) -> bool:
    """Return whether a profile exists for this viewer at all.

    A stranger meets only those who show something to everyone. A member also meets by name those
    who want to be found. Whoever is not met answers as if nobody were there.
    """
    if shown.audience == Audience.NOBODY:
        return True
    wants_to_be_found = shown.profile.is_listed and shown.audience != Audience.EVERYONE
    return bool(shown.fields) or wants_to_be_found


def records_of_people(user_ids: Iterable[int]) -> Iterator[Record]:
    """Yield the records of those of these people who want to be found; some queries for all."""
    listed = Profile.objects.listed().with_terms().filter(user__in=list(user_ids))
    for profile in listed.exclude(handle=""):
        affiliation = _confirmed(profile)
        for audience, name in _classes(affiliation):
            shown = shown_to(audience, profile)
            if is_seen(shown):
                yield _person(shown, name, affiliation)


def records_of_organisations(ids: Iterable[int]) -> Iterator[Record]:
    """Yield the records of those of these organisations that are public; some queries for all."""
    listed = Organisation.objects.listed().filter(pk__in=list(ids))
    joined = listed.select_related("kind__parent", "size", "country").prefetch_related("sectors")
    for organisation in joined:
        yield _organisation(organisation)


def _confirmed(profile: Profile) -> Affiliation | None:
    affiliation: Affiliation | None = getattr(profile.user, "affiliation", None)
    if affiliation is None or not affiliation.is_confirmed:
        return None
    return affiliation


def _classes(affiliation: Affiliation | None) -> list[tuple[Audience, str]]:
    """Return each class of viewers that meets a person, with the name of the class."""
    classes = [(Audience.EVERYONE, EVERYONE), (Audience.MEMBERS, MEMBERS)]
    if affiliation:
        classes.append((Audience.ORGANISATION, colleagues_of(affiliation.organisation_id)))
    return classes


def _person(shown: Shown, audience: str, affiliation: Affiliation | None) -> Record:
    """Return the record of a person; everything in it comes out of `shown`."""
    profile, group, country = shown.profile, shown["stakeholder_group"], shown["country"]
    expertise, interests = shown["expertise"] or [], shown["interests"] or []
    where = affiliation.organisation if affiliation and shown["organisation"] else None
    values = {
        "group": [group.group.code] if group else [],
        "country": [country.code] if country else [],
        "expertise": [term.code for term in expertise],
        "language": list(shown["languages"] or ()),
    }
    card = {
        "headline": shown["headline"],
        "role": shown["role"],
        "organisation": str(shown["organisation"] or ""),
        "photo": shown.profile.small_photo if shown["photo"] else "",
        "interests": [term.code for term in interests],
    }
    said = [shown["headline"], shown["role"], shown["organisation"], shown["orcid"]]
    terms = [*expertise, *interests, *(term for term in (group, country) if term)]
    return _record(
        kind=Entry.Kind.PERSON,
        audience=audience,
        user_id=profile.user_id,
        address=profile.handle,
        name=profile.user.name,
        values=values,
        card=card,
        # Its own people read another row than the other members do.
        colleagues=affiliation.organisation_id if affiliation and audience == MEMBERS else None,
        employer=where.pk if where else None,
        summary=_words(said, terms),
        body=str(shown["biography"] or ""),
    )


def _organisation(organisation: Organisation) -> Record:
    """Return the record of an organisation: it hides nothing, so one row serves everybody."""
    kind, size, country = organisation.kind, organisation.size, organisation.country
    sectors = list(organisation.sectors.all())
    values = {
        "type": [kind.group.code] if kind else [],
        "size": [size.code] if size else [],
        "country": [country.code] if country else [],
        "sector": [term.code for term in sectors],
    }
    terms = [*sectors, *(term for term in (kind, size, country) if term)]
    return _record(
        kind=Entry.Kind.ORGANISATION,
        audience=EVERYONE,
        organisation_id=organisation.pk,
        address=organisation.slug,
        name=organisation.name,
        values=values,
        card={
            "about": strip_tags(organisation.description)[:280],
            "logo": organisation.logo.name if organisation.logo else "",
            "is_example": organisation.is_example,
        },
        summary=_words([], terms),
        body=organisation.description,
    )


def _record(*, values: Mapping[str, list[str]], card: Record, name: str, **fields: Any) -> Record:
    """Return a record as the statement takes it."""
    told = {name: value for name, value in card.items() if value}
    sets = {facet: sorted(set(chosen)) for facet, chosen in values.items()}
    return {
        "user_id": None,
        "organisation_id": None,
        "colleagues": None,
        "employer": None,
        **fields,
        "kind": str(fields["kind"]),
        "name": storable(name)[:200],
        "sort_key": folded(name)[:200],
        "summary": storable(fields["summary"]),
        "body": storable(fields["body"])[:TEXT_LIMIT],
        "card": {**told, **{facet: chosen for facet, chosen in sets.items() if chosen}},
        "facets": [f"{facet}:{value}" for facet, chosen in sets.items() for value in chosen],
    }


def _words(said: Iterable[Any], terms: Iterable[Term]) -> str:
    """Return the words by which somebody is found, terms in every language that they have."""
    labels = (label for term in terms for label in term.labels.values())
    return " ".join(dict.fromkeys(str(word) for word in (*said, *labels) if word))
