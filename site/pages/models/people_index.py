"""The directory of partners and people, with a page for each."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from pages.models.article import ArticlePage
from pages.models.listing import ListingPage
from pages.models.partner import Partner
from pages.models.person import Person
from pages.models.publication import PublicationPage
from pages.models.terms import load_related

MOST = 24  # works shown on the page of a person or a partner


class PeopleIndexPage(RoutablePageMixin, ListingPage):
    """Who carries the project: organisations first, then people by name."""

    kind = "people"
    footer_place = "explore"
    answers_below = True
    lane_scope = "people"
    lane_shows = ("publications", "news")
    lane_params: tuple[str, ...] = ()
    page_description = _("Lists the partners and people of the project, with a page for each.")
    template = "pages/people_index.html"
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("directory of partners and people")
        verbose_name_plural = _("directories of partners and people")

    def listed(self) -> Any:
        """Return the published partners in their order."""
        return Partner.objects.live().select_related("country", "logo")

    @path("")
    def index_route(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the whole directory."""
        people = Person.objects.live().select_related("organisation", "photo")
        shown = {"partners": list(self.listed()), "people": list(people)}
        return self._answer(request, shown, self.template)

    @path("<slug:slug>/")
    def partner_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Return the page of a partner. Raises Http404 when there is none."""
        partner = self.listed().filter(slug=slug).first()
        if partner is None:
            raise Http404
        self._below(partner.path)
        return self._answer(request, partner_context(request, partner), "pages/partner.html")

    @path("people/<slug:slug>/")
    def person_route(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Return the page of a person. Raises Http404 when there is none."""
        people = Person.objects.live().select_related("organisation", "photo")
        person = people.filter(slug=slug).first()
        if person is None:
            raise Http404
        self._below(person.path)
        return self._answer(request, person_context(request, person), "pages/person.html")

    def _below(self, path: str) -> None:
        """Let the page know that each language has the same thing below its directory."""
        self.versions_below = dict.fromkeys(dict(settings.LANGUAGES), path)

    def _answer(self, request: HttpRequest, shown: dict[str, Any], template: str) -> HttpResponse:
        answer: HttpResponse = self.render(request, context_overrides=shown, template=template)
        return answer


def directory_url() -> str:
    """Return the address of the directory; empty before there is one."""
    page = PeopleIndexPage.objects.live().first()
    return (page.get_url() or "") if page else ""


def partner_context(request: HttpRequest, partner: Partner) -> dict[str, Any]:
    """Return a partner with its people and the publications that they contributed to."""
    people = list(partner.people.live().select_related("photo")) if partner.pk else []
    works = PublicationPage.objects.filter(contributors__person__in=people)
    return {"partner": partner, "people": people, "works": _cards(works, request)}


def person_context(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Return a person with the publications and articles that they contributed to."""
    works = PublicationPage.objects.filter(contributors__person=person.pk)
    articles = ArticlePage.objects.filter(authors=person.pk)
    return {
        "person": person,
        "works": _cards(works, request),
        "articles": _cards(articles, request),
    }


def _cards(works: Any, request: HttpRequest) -> list[Any]:
    found = list(works.live().distinct().for_cards().newest_first()[:MOST])
    load_related(found)
    return [work.card(request) for work in found]


def preview_of(
    request: HttpRequest, *, partner: Partner | None = None, person: Person | None = None
) -> dict[str, Any]:
    """Return the context in which an unpublished partner or person is shown to an editor."""
    page = PeopleIndexPage.objects.live().first() or PeopleIndexPage(depth=2)
    shown = partner_context(request, partner) if partner else {}
    shown |= person_context(request, person) if person else {}
    return {"request": request, "page": page, "self": page, **shown}
