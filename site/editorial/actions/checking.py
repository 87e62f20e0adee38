"""Looking at pages by night and after each change of what is public."""

from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from editorial.findings import Finding, Level, findings_on
from editorial.models import PageCheck

AT_ONCE = 200
HOME_DEPTH = 2


def check_page(page: Any) -> PageCheck:
    """Look at a page as it is given, store what was found and return it."""
    found = findings_on(page, missing_locales=missing_locales(page))
    record, _made = PageCheck.objects.update_or_create(page_id=page.pk, defaults=_facts(found))
    return record


def missing_locales(page: Page) -> list[str]:
    """Return the codes of the languages in which a page has no translation; two queries."""
    there = page.get_translations(inclusive=True).values_list("locale__language_code", flat=True)
    codes = set(Locale.objects.values_list("language_code", flat=True))
    return sorted(codes - set(there))


def _facts(found: list[Finding]) -> dict[str, Any]:
    levels = [one.level for one in found]
    return {
        "findings": [one.as_row() for one in found],
        "blocking": levels.count(Level.BLOCKING),
        "warnings": levels.count(Level.WARNING),
        "checked_at": timezone.now(),
    }


def check_all() -> int:
    """Look at all public pages, in handfuls; return how many."""
    codes = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    last, done = 0, 0
    while handful := _next_handful(last):
        there = _languages_of(handful)
        records = [
            PageCheck(
                page_id=page.pk,
                **_facts(findings_on(page, missing_locales=_missing(page, there, codes))),
            )
            for page in handful
        ]
        PageCheck.objects.bulk_create(
            records,
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=["findings", "blocking", "warnings", "checked_at"],
        )
        last, done = handful[-1].pk, done + len(handful)
    PageCheck.objects.filter(page__live=False).delete()
    return done


def _next_handful(last: int) -> list[Any]:
    pages = Page.objects.live().filter(pk__gt=last, alias_of=None, depth__gte=HOME_DEPTH)
    return list(pages.order_by("pk").specific()[:AT_ONCE])


def _languages_of(handful: list[Any]) -> dict[Any, set[int]]:
    found: dict[Any, set[int]] = {page.translation_key: set() for page in handful}
    rows = Page.objects.filter(translation_key__in=found).values_list(
        "translation_key", "locale_id"
    )
    for key, locale in rows:
        found[key].add(locale)
    return found


def _missing(page: Any, there: dict[Any, set[int]], codes: dict[int, str]) -> list[str]:
    return sorted(code for pk, code in codes.items() if pk not in there[page.translation_key])
