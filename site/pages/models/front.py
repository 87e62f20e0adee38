"""What stands on the home page and is made of other pages."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pages.models.article import ArticlePage
from pages.models.audience import AudiencePage
from pages.models.case import CasePage
from pages.models.case_index import CaseIndexPage
from pages.models.news_index import NewsIndexPage
from pages.models.partner import Partner
from pages.models.terms import load_related
from pages.models.tool import ToolPage
from pages.models.toolbox import ToolboxPage, picture_of
from pages.models.ways import pages_below
from vocabulary.models import Scheme, Term

if TYPE_CHECKING:
    from pages.models.home import HomePage

NEWEST = 3
DOORS = {"toolbox": ToolboxPage, "cases": CaseIndexPage, "news": NewsIndexPage}


class Front:
    """What a home page shows of other pages: each part is asked for once, and only if shown.

    At most six queries, whatever the number of pages.
    """

    def __init__(self, home: "HomePage", request: HttpRequest) -> None:
        self.home = home
        self.request = request
        # Asked before the menu asks, so that its query brings the audiences along.
        self._below = pages_below(home, request, join="audiencepage__group")

    @cached_property
    def audiences(self) -> list[dict[str, Any]]:
        """The doors for the groups, in their order in the menu."""
        audience = ContentType.objects.get_for_model(AudiencePage).pk
        pages = [page.audiencepage for page in self._below if page.content_type_id == audience]
        return [
            {
                "group": page.group,
                "title": page.title,
                "text": page.summary,
                "url": page.get_url(self.request),
            }
            for page in pages
        ]

    @cached_property
    def doors(self) -> dict[str, str]:
        """The addresses of the three lists."""
        types = {ContentType.objects.get_for_model(of).pk: name for name, of in DOORS.items()}
        return {
            types[page.content_type_id]: page.get_url(self.request) or ""
            for page in self._below
            if page.content_type_id in types
        }

    @cached_property
    def stages(self) -> list[dict[str, Any]]:
        """The six stages as the picture draws them."""
        return picture_of(self._stages, self.doors.get("toolbox", ""))

    @cached_property
    def _stages(self) -> list[Any]:
        stages = Term.objects.of(Scheme.OI_STAGE).current()
        return list(stages.annotate(tools=_tools_of(self.home)))

    @cached_property
    def _newest(self) -> tuple[list[Any], list[Any]]:
        """The newest cases and articles, with all their terms."""
        cases = _newest(CasePage.objects, self.home)
        articles = _newest(ArticlePage.objects, self.home)
        load_related([*cases, *articles])
        return cases, articles

    @cached_property
    def news(self) -> list[dict[str, Any]]:
        """The newest things of all kinds with the day on which they came."""
        return _news(*self._newest, self.request)

    @cached_property
    def newest_case(self) -> Any:
        """The card of the newest case, or None."""
        cases, _articles = self._newest
        return cases[0].card(self.request) if cases else None

    @cached_property
    def articles(self) -> list[Any]:
        """The cards of the newest articles."""
        _cases, articles = self._newest
        return [article.card(self.request) for article in articles]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many tools, cases and articles there are."""
        cases, articles = self._newest
        return {
            "tools": sum(stage.tools for stage in self._stages),
            "cases": cases[0].how_many if cases else 0,
            "articles": articles[0].how_many if articles else 0,
        }

    @cached_property
    def partners(self) -> list[Any]:
        """The published organisations that carry the project, in their order."""
        partners: list[Any] = list(Partner.objects.filter(live=True).select_related("logo"))
        return partners


def _tools_of(home: "HomePage") -> Coalesce:
    """Return the number of live tools of a stage, to be asked with the stages."""
    tools = ToolPage.objects.live().descendant_of(home).filter(stage=OuterRef("pk")).order_by()
    number = tools.values("stage").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(number), 0)


def _newest(manager: Any, home: "HomePage") -> list[Any]:
    """Return the newest pages of one type; each knows as `how_many` the size of the whole set."""
    pages = manager.live().descendant_of(home).for_cards()
    return list(pages.annotate(how_many=Window(Count("pk"))).newest_first()[:NEWEST])


def _news(cases: list[Any], articles: list[Any], request: HttpRequest) -> list[dict[str, Any]]:
    """Return the newest things of all kinds with the day on which they came."""
    news = [
        {
            "kicker": _("New case"),
            "date": timezone.localdate(case.first_published_at),
            "card": case.card(request),
        }
        for case in cases
    ]
    news += [
        {
            "kicker": article.get_article_kind_display(),
            "date": article.date,
            "card": article.card(request),
        }
        for article in articles
    ]
    return sorted(news, key=lambda entry: entry["date"], reverse=True)[:NEWEST]
