"""The addresses of the API for pages: a list and one of each kind."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Schema

from discovery.api import pages, shapes
from discovery.api.filters import About, OfCases, OfPaths, OfPublications, OfTools, Slice
from discovery.api.interface import api
from discovery.api.lists import Kind, listed, one
from discovery.citations.batch import bring_along
from discovery.reading.sections import links_of, sections_of
from discovery.refusals import Refused
from pages.models import ArticlePage, CasePage, PublicationPage, ToolPage, ToolPathPage

FAULTS = {404: shapes.Problem, 422: shapes.Problem, 429: shapes.Problem}
TOOLS = Kind(ToolPage, pages.tool)
CASES = Kind(CasePage, pages.case, stage_field="stages")
PATHS = Kind(ToolPathPage, pages.path)
ARTICLES = Kind(ArticlePage, pages.article, bring=pages.bring_articles)
PUBLICATIONS = Kind(PublicationPage, pages.publication, bring=bring_along)


class Listed(Schema):
    """What all lists have in common."""

    total: int
    page: int
    per_page: int


class ToolList(Listed):
    """A page of the list of tools."""

    items: list[shapes.Tool]


class WholeTool(shapes.Tool, shapes.Whole):
    """A tool with its texts."""


class CaseList(Listed):
    """A page of the list of cases."""

    items: list[shapes.Case]


class WholeCase(shapes.Case, shapes.Whole):
    """A case with its texts."""


class PathList(Listed):
    """A page of the list of paths."""

    items: list[shapes.Path]


class WholePath(shapes.Path, shapes.Whole):
    """A path with its texts."""


class ArticleList(Listed):
    """A page of the list of articles."""

    items: list[shapes.Article]


class WholeArticle(shapes.Article, shapes.Whole):
    """An article with its texts."""


class PublicationList(Listed):
    """A page of the list of publications."""

    items: list[shapes.Publication]


class WholePublication(shapes.Publication, shapes.Whole):
    """A publication with its texts."""


def only_known(request: HttpRequest, asked: Slice) -> None:
    """Refuse a parameter that this list does not take, and one that is given twice.

    Raises:
        Refused: with the names of those it takes.
    """
    known = type(asked).model_fields
    if any(name not in known or len(values) > 1 for name, values in request.GET.lists()):
        raise Refused("This list takes, each once: " + ", ".join(known) + ".", 422)


def whole(kind: Kind, number: int) -> dict[str, Any]:
    """Return one page with its texts, part by part. Raises Http404."""
    page = one(kind, number)
    parts = sections_of(page, links_of([page]))
    texts = [{"heading": part.heading, "html": str(part.html)} for part in parts]
    return kind.write(page) | {"parts": texts}


@api.get("/tools", response={200: ToolList} | FAULTS, tags=["tools"])
def list_tools(request: HttpRequest, asked: Query[OfTools]) -> Any:
    """List the tools."""
    only_known(request, asked)
    return listed(TOOLS, asked)


@api.get("/tools/{int:number}", response={200: WholeTool} | FAULTS, tags=["tools"])
def read_tool(request: HttpRequest, number: int) -> Any:
    """Read a tool with its texts."""
    return whole(TOOLS, number)


@api.get("/cases", response={200: CaseList} | FAULTS, tags=["cases"])
def list_cases(request: HttpRequest, asked: Query[OfCases]) -> Any:
    """List the cases."""
    only_known(request, asked)
    return listed(CASES, asked)


@api.get("/cases/{int:number}", response={200: WholeCase} | FAULTS, tags=["cases"])
def read_case(request: HttpRequest, number: int) -> Any:
    """Read a case with its texts."""
    return whole(CASES, number)


@api.get("/paths", response={200: PathList} | FAULTS, tags=["paths"])
def list_paths(request: HttpRequest, asked: Query[OfPaths]) -> Any:
    """List the paths."""
    only_known(request, asked)
    return listed(PATHS, asked)


@api.get("/paths/{int:number}", response={200: WholePath} | FAULTS, tags=["paths"])
def read_path(request: HttpRequest, number: int) -> Any:
    """Read a path with its texts."""
    return whole(PATHS, number)


@api.get("/articles", response={200: ArticleList} | FAULTS, tags=["articles"])
def list_articles(request: HttpRequest, asked: Query[About]) -> Any:
    """List the articles."""
    only_known(request, asked)
    return listed(ARTICLES, asked)


@api.get("/articles/{int:number}", response={200: WholeArticle} | FAULTS, tags=["articles"])
def read_article(request: HttpRequest, number: int) -> Any:
    """Read an article with its texts."""
    return whole(ARTICLES, number)


@api.get("/publications", response={200: PublicationList} | FAULTS, tags=["publications"])
def list_publications(request: HttpRequest, asked: Query[OfPublications]) -> Any:
    """List the publications."""
    only_known(request, asked)
    return listed(PUBLICATIONS, asked)


@api.get(
    "/publications/{int:number}", response={200: WholePublication} | FAULTS, tags=["publications"]
)
def read_publication(request: HttpRequest, number: int) -> Any:
    """Read a publication with its texts."""
    return whole(PUBLICATIONS, number)
