"""What the search of the whole site may find here: what everyone finds in the directory."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.directory.actions.entries import ORGANISATIONS, PEOPLE
from community.directory.listing import address_of
from community.directory.models import EVERYONE, Entry
from community.members.changes import SCOPE
from community.members.models import Audience, Organisation, Profile
from community.members.seeing import shown_to
from search.registry import PUBLIC, Row, Source, register_kind, register_source

# What the facets of the directory are called in the search.
FACETS: Final = {
    Entry.Kind.PERSON: {"group": "group", "country": "country", "expertise": "theme"},
    Entry.Kind.ORGANISATION: {
        "type": "group",
        "country": "country",
        "size": "size",
        "sector": "sector",
    },
}
WEIGHT: Final = 0.8  # who looks for a word wants what is written about it first


def register() -> None:
    """Let members and organisations be found in the search of the site."""
    register_kind("member", _("Members"), one=_("Member"), scope=SCOPE)
    register_kind("organisation", _("Organisations"), one=_("Organisation"), scope=SCOPE)
    register_source(EntrySource(PEOPLE, Entry.Kind.PERSON, "member", "user_id"))
    register_source(
        EntrySource(ORGANISATIONS, Entry.Kind.ORGANISATION, "organisation", "organisation_id")
    )


class EntrySource(Source):
    """The rows of the directory that are for everyone; no other row is ever read."""

    def __init__(self, name: str, kind: Entry.Kind, called: str, owner: str) -> None:
        self.name, self.kind, self.called, self.owner = name, kind, called, owner

    def keys(self) -> Iterable[str]:
        """Yield the id of everybody whom everyone finds."""
        ids = self._rows().order_by("pk").values_list(self.owner, flat=True)
        return map(str, ids.iterator(chunk_size=2_000))

    def rows(self, keys: Sequence[str]) -> Iterator[Row]:
        """Yield what everyone finds of these."""
        entries = list(self._rows().filter(**{f"{self.owner}__in": [int(key) for key in keys]}))
        texts = self._texts([getattr(entry, self.owner) for entry in entries])
        for entry in entries:
            yield self._row(entry, *texts[getattr(entry, self.owner)])

    def _rows(self) -> Any:
        return Entry.objects.filter(kind=self.kind, audience=EVERYONE)

    def _texts(self, ids: list[int]) -> dict[int, tuple[str, str]]:
        """Return summary and body of each, as everyone may read them."""
        if self.kind == Entry.Kind.ORGANISATION:
            rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "description")
            return {pk: (text[:300], text) for pk, text in rows}
        texts: dict[int, tuple[str, str]] = {}
        for profile in Profile.objects.with_terms().filter(user__in=ids):
            shown = shown_to(Audience.EVERYONE, profile)
            texts[profile.user_id] = (shown["headline"] or "", shown["biography"] or "")
        return texts

    def _row(self, entry: Entry, summary: str, body: str) -> Row:
        address = address_of(entry.kind, entry.address)
        facets = {name: tuple(entry.card.get(own, ())) for own, name in FACETS[self.kind].items()}
        card: dict[str, Any] = {"title": entry.name, "url": address, "text": summary}
        if entry.card.get("is_example"):
            card["is_example"] = True
        return Row(
            key=str(getattr(entry, self.owner)),
            language=settings.LANGUAGE_CODE,
            kind=self.called,
            title=entry.name,
            url=address,
            summary=summary,
            keywords=str(entry.card.get("organisation", "")),
            body=body,
            facets={name: values for name, values in facets.items() if values},
            card=card | {"kind": self.called},
            weight=WEIGHT,
            audience=(PUBLIC,),
        )
