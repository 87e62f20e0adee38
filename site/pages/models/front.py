"""What stands on the home page and is made of other pages."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, OuterRef, Subquery, Window
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.models.article import ArticlePage
from pages.models.audience import AudiencePage
from pages.models.case import CasePage
from pages.models.case_index import CaseIndexPage
from pages.models.news_index import NewsIndexPage
from pages.models.terms import load_terms
from pages.models.tool import ToolPage
from pages.models.toolbox import ToolboxPage, picture_of
from pages.models.ways import pages_below
from vocabulary.models import Scheme, Term

if TYPE_CHECKING:
    from pages.models.home import HomePage

NEWEST = 3
DOORS = {"toolbox": ToolboxPage, "cases": CaseIndexPage, "news": NewsIndexPage}


def front_of(home: "HomePage", request: HttpRequest) -> dict[str, Any]:
    """Return the stages, the audiences, the newest cases and articles, and how many there are.

    Five queries, whatever the number of pages.
    """
    below = pages_below(home, request, join="audiencepage__group")
    audience = ContentType.objects.get_for_model(AudiencePage).pk
    audiences = [page.audiencepage for page in below if page.content_type_id == audience]
    stages: list[Any] = list(
        Term.objects.of(Scheme.OI_STAGE).current().annotate(tools=_tools_of(home))
    )
    cases = _newest(CasePage.objects, home)
    articles = _newest(ArticlePage.objects, home)
    load_terms([*cases, *articles])
    doors = doors_of(home, request)
    return {
        "audiences": [
            {
                "group": page.group,
                "title": page.title,
                "text": page.summary,
                "url": page.get_url(request),
            }
            for page in audiences
        ],
        "news": _news(cases, articles, request),
        "stages": picture_of(stages, doors.get("toolbox", "")),
        "doors": doors,
        "newest_case": cases[0].card(request) if cases else None,
        "articles": [article.card(request) for article in articles],
        "counts": {
            "tools": sum(stage.tools for stage in stages),
            "cases": cases[0].how_many if cases else 0,
            "articles": articles[0].how_many if articles else 0,
        },
    }


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


def doors_of(home: "HomePage", request: HttpRequest) -> dict[str, str]:
    """Return the addresses of the three lists and of the two chosen pages.

    One query, shared with the menu; one more when a chosen page stands deeper.
    """
    types = {ContentType.objects.get_for_model(of).pk: name for name, of in DOORS.items()}
    below = {page.pk: page for page in pages_below(home, request)}
    doors = {
        types[page.content_type_id]: page.get_url(request) or ""
        for page in below.values()
        if page.content_type_id in types
    }
    chosen = {"primary": home.primary_page_id, "secondary": home.secondary_page_id}
    deeper = {key for key in chosen.values() if key} - below.keys()
    if deeper:
        below |= {page.pk: page for page in Page.objects.live().filter(pk__in=deeper)}
    for name, key in chosen.items():
        if key in below:
            doors[name] = below[key].get_url(request) or ""
    return doors
