"""The glossary: all terms from A to Z, with a page for each."""

import unicodedata
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from pages.models.glossary import GlossaryTerm
from pages.models.listing import ListingPage

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = "#"


class GlossaryIndexPage(RoutablePageMixin, ListingPage):
    """The terms of its language in alphabetical order."""

    kind = "glossary"
    answers_below = True
    page_description = _("Lists the glossary terms of its language, with a page for each.")
    template = "pages/glossary_index.html"
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("glossary")
        verbose_name_plural = _("glossaries")

    def listed(self) -> Any:
        """Return the published terms of the page's language."""
        return GlossaryTerm.objects.live().filter(locale_id=self.locale_id)

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
        term = self.listed().filter(slug=slug).first()
        if term is None:
            raise Http404
        shown = term_context(term, request)
        template = "pages/glossary_term.html"
        answer: HttpResponse = self.render(request, context_overrides=shown, template=template)
        return answer


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
    return [{"letter": letter, "terms": found} for letter, found in shelves.items()]


def term_context(term: GlossaryTerm, request: HttpRequest) -> dict[str, Any]:
    """Return a term with its related terms, whichever names the other, and its tools."""
    related = {each.pk: each for each in term.related_terms.all() if each.live}
    tools = [tool for tool in term.tools.all() if tool.live]
    return {
        "term": term,
        "related": sorted(related.values(), key=lambda each: sort_key(each.term)),
        "tools": [tool.card(request) for tool in tools],
    }


def preview_of(request: HttpRequest, term: GlossaryTerm) -> dict[str, Any]:
    """Return the context in which an unpublished term is shown to an editor."""
    pages = GlossaryIndexPage.objects.live()
    page = pages.filter(locale_id=term.locale_id).first() or pages.first()
    return {"request": request, "page": page, "self": page, **term_context(term, request)}
