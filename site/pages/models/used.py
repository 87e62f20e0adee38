"""What tools owe to the cases that used them: in which countries, and whom a change concerns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from wagtail.models import Page, Revision


def load_countries(tools: Sequence[Any]) -> None:
    """Put into each tool, as `countries`, the codes of those of the public cases that used it.

    A case counts for a tool in every language. Two queries for any number of tools.
    """
    case: Any = apps.get_model("pages", "CasePage")
    used = case.tools_used.through.objects.filter(
        toolpage__translation_key__in=[tool.translation_key for tool in tools],
        casepage__in=case.objects.live().public(),
        casepage__country__isnull=False,
    )
    found: dict[Any, set[str]] = defaultdict(set)
    for key, code in used.values_list("toolpage__translation_key", "casepage__country__code"):
        found[key].add(code)
    for tool in tools:
        tool.countries = found[tool.translation_key]


def tools_beside(pages: Iterable[int]) -> set[int]:
    """Return the ids of the tools, in every language, that these pages use as cases.

    Tools of their earlier versions count as well: what a case no longer names has to hear of it.
    """
    numbers = list(pages)
    case: Any = apps.get_model("pages", "CasePage")
    through = case.tools_used.through.objects.filter(casepage__in=numbers)
    used = set(through.values_list("toolpage", flat=True))
    revisions = Revision.page_revisions.filter(object_id__in=[str(number) for number in numbers])
    for named in revisions.values_list("content__tools_used", flat=True):
        used.update(named or ())
    keys = Page.objects.filter(pk__in=used).values("translation_key")
    return set(Page.objects.filter(translation_key__in=keys).values_list("pk", flat=True))
