"""Stakeholder groups as figures show them, and the group that a member has told us."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from dissemination_metrics.terms import Terms

OTHER: Final = "other-groups"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Slot:
    """One colour of the charts and one column of the tables."""

    code: str  # the group's code, or one of the two above
    label: Any
    tint: str  # the class of our style sheets that colours it


class Slots:
    """The project's four groups, the others as one, and those of whom nobody knows."""

    MAIN: Final = {
        "industry": "industry",
        "policy": "policy",
        "academia": "academia",
        "civil-society": "civil",
    }

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    @cached_property
    def all(self) -> list[Slot]:
        """Every slot, in the order in which charts stack them."""
        labels = {term.code: term.label for term in self.terms.top_groups}
        return [
            *(Slot(code, labels.get(code, code), tint) for code, tint in self.MAIN.items()),
            Slot(OTHER, _("Other groups"), "others"),
            Slot(UNKNOWN, _("Not known"), "unknown"),
        ]

    @property
    def main(self) -> list[Slot]:
        """The four groups that the project is for."""
        return self.all[: len(self.MAIN)]

    def of(self, group_id: int | None) -> str:
        """Return the code of the slot into which a stakeholder group falls."""
        group = self.terms.groups.get(group_id or 0)
        if group is None:
            return UNKNOWN
        code = str(group.group.code)
        return code if code in self.MAIN else OTHER

    def members_of(self, slot: str) -> list[int | None]:
        """Return the ids of the stakeholder groups that fall into a slot; None stands for none."""
        every: list[int | None] = [*self.terms.groups, None]
        return [group_id for group_id in every if self.of(group_id) == slot]


def group_of(user: Any) -> str:
    """Return the code of a member's top-level stakeholder group; empty when there is none."""
    if not user.is_authenticated:
        return ""
    profile = getattr(user, "profile", None)  # the sign-in joins it: no query
    told = profile.stakeholder_group if profile else None
    return str(told.group.code) if told else ""
