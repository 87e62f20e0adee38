"""The vocabulary terms that figures and reports need, fetched by one query."""

from functools import cached_property

from vocabulary.models import Scheme, Term

LANGUAGE_OF_THE_FORM = "en"


class Terms:
    """Activities and audiences of the Commission's form, and the groups that map onto them."""

    @cached_property
    def _of(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = {
            scheme: []
            for scheme in (
                Scheme.H2020_ACTIVITY,
                Scheme.H2020_AUDIENCE,
                Scheme.STAKEHOLDER_GROUP,
            )
        }
        terms = Term.objects.filter(scheme__in=list(found)).select_related("parent")
        for term in terms.order_by("order", "code"):
            found[term.scheme].append(term)
        return found

    @property
    def activities(self) -> list[Term]:
        """The types of activity, in the form's order."""
        return self._of[Scheme.H2020_ACTIVITY]

    @property
    def audiences(self) -> list[Term]:
        """The types of audience, in the form's order."""
        return self._of[Scheme.H2020_AUDIENCE]

    @property
    def top_groups(self) -> list[Term]:
        """The stakeholder groups without a broader one, in their order."""
        return [term for term in self._of[Scheme.STAKEHOLDER_GROUP] if term.parent is None]

    @cached_property
    def groups(self) -> dict[int, Term]:
        """Every stakeholder group by its id."""
        return {term.pk: term for term in self._of[Scheme.STAKEHOLDER_GROUP]}

    def group_id(self, code: str) -> int | None:
        """Return the id of a stakeholder group by its code; None when there is none of it."""
        return next((pk for pk, term in self.groups.items() if term.code == code), None)

    def activity(self, code: str) -> Term:
        """Return one type of activity; raise `KeyError` when the form has none of that code."""
        return {term.code: term for term in self.activities}[code]

    def audience(self, pk: int) -> Term:
        """Return one type of audience by its id; raise `KeyError` when the form has none of it."""
        return {term.pk: term for term in self.audiences}[pk]

    def audience_of(self, group_id: int | None) -> Term | None:
        """Return the audience as which the form counts a stakeholder group, if it is known.

        The groups name it themselves (`data.h2020_audience`, the label on the form).
        """
        group = self.groups.get(group_id or 0)
        label = group.data.get("h2020_audience") if group else None
        return self._audiences_by_label.get(label or "")

    @cached_property
    def _audiences_by_label(self) -> dict[str, Term]:
        return {form_label(term): term for term in self.audiences}


def form_label(term: Term) -> str:
    """Return the label letter for letter as it stands on the form, whatever language is active."""
    return str(term.labels[LANGUAGE_OF_THE_FORM])
