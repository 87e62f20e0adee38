"""Which rows of the directory somebody may read: exactly those of the classes they belong to."""

from dataclasses import dataclass

from community.directory.models import EVERYONE, MEMBERS, Entry, colleagues_of
from community.members.models import Affiliation
from community.members.seeing import Viewer


@dataclass(frozen=True)
class Branch:
    """One class of viewers; for members, without those of whom the reader sees another row."""

    audience: str
    without: int | None = None


@dataclass(frozen=True)
class Reader:
    """Somebody who looks around: a visitor, or a member with the organisation that is confirmed."""

    is_member: bool = False
    organisation_id: int | None = None

    def branches(self, kind: str) -> tuple[Branch, ...]:
        """Return the classes whose rows of a kind are read; no thing stands in two of them."""
        if not self.is_member or kind == Entry.Kind.ORGANISATION:
            return (Branch(EVERYONE),)
        if self.organisation_id is None:
            return (Branch(MEMBERS),)
        return (
            Branch(MEMBERS, without=self.organisation_id),
            Branch(colleagues_of(self.organisation_id)),
        )


VISITOR = Reader()


def reader_of(viewer: Viewer | None) -> Reader:
    """Return what a viewer may read; one query for a member, none for a visitor."""
    if viewer is None or not viewer.is_authenticated:
        return VISITOR
    confirmed = Affiliation.objects.confirmed().filter(user=viewer.pk)
    return Reader(
        is_member=True,
        organisation_id=confirmed.values_list("organisation", flat=True).first(),
    )
