"""The glossary: all terms from A to Z, with a page for each."""

import unicodedata
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from pages.models.glossary import GlossaryTerm
from pages.models.glossary_words import forget_words
from pages.models.listing import ListingPage
from pages.models.terms import load_related
from pages.models.tool import ToolPage

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "#"


class GlossaryIndexPage(RoutablePageMixin, ListingPage):
    """The terms of its language in alphabetical order."""

    kind = "glossary"
    footer_place = "explore"
    answers_below = True
    lane_scope = "glossary"
    lane_shows = ("toolbox",)
    lane_params: tuple[str, ...] = ()
    page_description = _("Lists the glossary terms of its language, with a page for each.")
    template = "pages/glossary_index.html"
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def listed(self) -> Any:
        """Return the published terms of the page's language."""
        return GlossaryTerm.objects.live().filter(locale_id=self.locale_id)

    def save(self, *args: Any, **options: Any) -> None:
        """Save the page and let the texts know: they lead here."""
        super().save(*args, **options)
        forget_words(self.locale_id)

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the whole glossary."""
        terms = list(self.listed())
        shown = {"letters": letters_of(terms), "count": len(terms)}
        answer: HttpResponse = self.render(request, context_overrides=shown)
        return answer

    @path("<slug:slug>/")
    def term_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Return the page of one term. Raises Http404 when there is none."""
        term = self.listed().select_related("locale").filter(slug=slug).first()
        if term is None:
            raise Http404
        self.versions_below = paths_of(term)
        shown = term_context(term, request)
        template = "pages/glossary_term.html"
        answer: HttpResponse = self.render(request, context_overrides=shown, template=template)
        return answer


def glossary_url(locale_id: int) -> str:
    """Return the address of the glossary of a language; empty before there is one."""
    page = GlossaryIndexPage.objects.live().filter(locale_id=locale_id).first()
    return (page.get_url() or "") if page else ""


def sort_key(word: str) -> str:
    """Return a word without accents and capitals, to be sorted by."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()


def letters_of(terms: list[GlossaryTerm]) -> list[dict[str, Any]]:
    """Return every letter of the alphabet with its terms; signs and figures come last."""
    shelves: dict[str, list[GlossaryTerm]] = {letter: [] for letter in ALPHABET}
    for term in sorted(terms, key=lambda each: sort_key(each.term)):
        first = sort_key(term.term)[:1].upper()
        shelves.setdefault(first if first in shelves else OTHER, []).append(term)
    return [
        {"letter": letter, "id": f"letter-{number}", "terms": found}
        for number, (letter, found) in enumerate(shelves.items(), start=1)
    ]


def term_context(term: GlossaryTerm, request: HttpRequest) -> dict[str, Any]:
    """Return a term with its related terms, whichever names the other, its tools and its names."""
    chosen = _ids_in(term.related_terms.all())
    around = GlossaryTerm.objects.live().filter(Q(pk__in=chosen) | Q(related_terms=term.pk))
    related = around.exclude(pk=term.pk).distinct()
    used_by = ToolPage.objects.live().filter(pk__in=_ids_in(term.tools.all()))
    tools = list(used_by.for_cards().by_code())
    load_related([term, *tools])
    return {
        "term": term,
        "related": sorted(related, key=lambda each: sort_key(each.term)),
        "tools": [tool.card(request) for tool in tools],
        "labels": labels_of(term),
    }


def paths_of(term: GlossaryTerm) -> dict[str, str]:
    """Return the path of a term in the glossary of each language in which it is published."""
    same = GlossaryTerm.objects.live().filter(translation_key=term.translation_key)
    return {one.locale.language_code: one.path for one in same.select_related("locale")}


def _ids_in(chosen: Any) -> Any:
    """Return what stands in `pk__in`: a subquery, or the ids of what a draft holds in memory."""
    return chosen.values("pk") if isinstance(chosen, QuerySet) else [each.pk for each in chosen]


def labels_of(term: GlossaryTerm) -> list[dict[str, str]]:
    """Return what the term is called in the site's other languages, as the vocabulary knows it."""
    labels = term.vocabulary_term.labels if term.vocabulary_term else {}
    own = term.locale.language_code
    return [
        {"code": code, "language": str(name), "text": labels[code]}
        for code, name in settings.LANGUAGES
        if code != own and labels.get(code)
    ]


def preview_of(request: HttpRequest, term: GlossaryTerm) -> dict[str, Any]:
    """Return the context in which an unpublished term is shown to an editor."""
    pages = GlossaryIndexPage.objects.live()
    page = pages.filter(locale_id=term.locale_id).first() or GlossaryIndexPage(depth=2)
    return {"request": request, "page": page, "self": page, **term_context(term, request)}
