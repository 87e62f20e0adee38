"""The addresses of the API for words and names: glossary, vocabularies, partners."""

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Query

from discovery.api import shapes
from discovery.api.filters import Since, Slice
from discovery.api.interface import api
from discovery.api.lists import aware, known_language, sliced
from discovery.api.page_endpoints import FAULTS, Listed, only_known
from discovery.api.pages import term
from discovery.public import language_of, public
from discovery.refusals import Refused
from pages.models import GlossaryIndexPage, GlossaryTerm, Partner, PeopleIndexPage
from vocabulary.models import Scheme, Term


class GlossaryList(Listed):
    """A page of the glossary."""

    items: list[shapes.GlossaryEntry]


class PartnerList(Listed):
    """A page of the list of partners."""

    items: list[shapes.PartnerShape]


class VocabularyList(Listed):
    """All vocabularies."""

    items: list[shapes.Vocabulary]


class TermList(Listed):
    """A page of one vocabulary."""

    items: list[shapes.VocabularyTerm]


@api.get("/glossary", response={200: GlossaryList} | FAULTS, tags=["glossary"])
def list_glossary(request: HttpRequest, asked: Query[Since]) -> Any:
    """List the words of the glossary that stand on a public page."""
    only_known(request, asked)
    homes = {
        page.locale_id: (page.get_full_url() or "", language_of(page))
        for page in public(GlossaryIndexPage.objects.all(), language=known_language(asked.language))
    }
    found = GlossaryTerm.objects.filter(live=True, locale_id__in=homes)
    if asked.updated_since is not None:
        found = found.filter(last_published_at__gte=aware(asked.updated_since))

    def write(entry: GlossaryTerm) -> dict[str, Any]:
        address, language = homes[entry.locale_id]
        return {
            "id": entry.pk,
            "url": f"{address}{entry.path}",
            "term": entry.term,
            "slug": entry.slug,
            "definition": entry.definition,
            "source": entry.source,
            "synonyms": list(entry.synonyms),
            "language": language,
            "updated": entry.last_published_at,
        }

    return sliced(found.order_by("pk"), asked, write)


@api.get("/partners", response={200: PartnerList} | FAULTS, tags=["partners"])
def list_partners(request: HttpRequest, asked: Query[Slice]) -> Any:
    """List the organisations of the project, while their directory is public."""
    only_known(request, asked)
    home = public(PeopleIndexPage.objects.all()).order_by("pk").first()
    address = (home.get_full_url() or "") if home else ""
    found = Partner.objects.live() if home else Partner.objects.none()

    def write(partner: Partner) -> dict[str, Any]:
        return {
            "id": partner.pk,
            "url": f"{address}{partner.path}",
            "name": partner.name,
            "short_name": partner.short_name,
            "kind": partner.kind,
            "country": term(partner.country),
            "website": partner.url,
            "ror": partner.ror,
            "is_example": partner.is_example,
            "updated": partner.last_published_at,
        }

    return sliced(found.select_related("country").order_by("pk"), asked, write)


@api.get("/vocabularies", response={200: VocabularyList} | FAULTS, tags=["vocabularies"])
def list_vocabularies(request: HttpRequest) -> Any:
    """List the vocabularies."""
    if request.GET:
        raise Refused("This list takes no parameter.", 422)
    counts = dict(Term.objects.order_by().values_list("scheme").annotate(number=Count("pk")))
    items = [
        {
            "code": scheme.value,
            "label": str(scheme.label),
            "count": counts.get(scheme.value, 0),
            "terms": request.build_absolute_uri(
                reverse("discovery_machines:discovery_api:list_terms", args=(scheme.value,))
            ),
        }
        for scheme in Scheme
    ]
    return {"total": len(items), "page": 1, "per_page": len(items), "items": items}


@api.get("/vocabularies/{slug:scheme}", response={200: TermList} | FAULTS, tags=["vocabularies"])
def list_terms(request: HttpRequest, scheme: str, asked: Query[Slice]) -> Any:
    """List the terms of a vocabulary, retired ones included and marked."""
    only_known(request, asked)
    if scheme not in Scheme.values:
        raise Http404

    def write(row: Term) -> dict[str, Any]:
        return {
            "code": row.code,
            "label": row.label,
            "uri": row.uri,
            "labels": row.labels,
            "broader": row.parent.uri if row.parent else None,
            "is_retired": row.is_retired,
        }

    return sliced(Term.objects.of(Scheme(scheme)), asked, write)
