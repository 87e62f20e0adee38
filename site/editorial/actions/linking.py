"""The nightly check of links: this site's own by look-up, other sites' by spelling only."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from editorial.addresses import Addresses
from editorial.external import external_checker
from editorial.links import Link, anchors_of, host_of, links_in, syntax_fault
from editorial.models import LinkFault, MovedDomain
from pages.models import SiteDocument, SiteImage

AT_ONCE = 100
Kind = LinkFault.Kind
Faults = dict[Link, tuple[str, str]]


class Checker:
    """Judges links, with what is known of all targets of a handful looked up at once."""

    def __init__(self) -> None:
        self.moved = {row.domain.removeprefix("www."): row for row in MovedDomain.objects.all()}
        self.addresses = Addresses()
        self.asked = external_checker()
        self.answers: dict[str, str] = {}

    def faults_in(self, things: list[Any]) -> dict[Any, Faults]:
        """Return for each thing its faulty links with kind and advice."""
        links = {thing: [*links_in(thing), *chosen] for thing, chosen in _with_chosen(things)}
        targets = {link for found in links.values() for link in found}
        known = Known(targets)
        return {thing: self._judge(thing, found, known) for thing, found in links.items()}

    def _judge(self, thing: Any, links: list[Link], known: "Known") -> Faults:
        own = anchors_of(thing)
        faults: Faults = {}
        for link in links:
            if link.kind == "anchor":
                verdict = ("", "") if link.target in own or not link.target else _no_anchor()
            elif link.kind == "address":
                verdict = self._address(link.target)
            else:
                verdict = known.verdict(link)
            if verdict[0]:
                faults[link] = verdict
        return faults

    def _address(self, address: str) -> tuple[str, str]:
        if syntax_fault(address):
            return Kind.SYNTAX, _("Write the whole address, beginning with https://")
        if urlsplit(address).scheme in {"mailto", "tel"} or address.startswith("?"):
            return "", ""
        if self.addresses.is_ours(address):
            return self.addresses.verdict(address)
        moved = self.moved.get(host_of(address))
        if moved is not None:
            return Kind.MOVED, _("It moved to %(domain)s.") % {"domain": moved.moved_to or "?"}
        return self._outside(address)

    def _outside(self, address: str) -> tuple[str, str]:
        if self.asked is None:
            return "", ""
        if address not in self.answers:
            self.answers[address] = self.asked.fault_of(address)
        fault = self.answers[address]
        return (Kind.EXTERNAL, fault) if fault else ("", "")


class Known:
    """Which of the pages, documents and images that are linked to exist."""

    def __init__(self, links: set[Link]) -> None:
        self.live = dict(Page.objects.filter(pk__in=_ids(links, "page")).values_list("pk", "live"))
        documents = SiteDocument.objects.filter(pk__in=_ids(links, "document"))
        self.documents = set(documents.values_list("pk", flat=True))
        images = SiteImage.objects.filter(pk__in=_ids(links, "image"))
        self.images = set(images.values_list("pk", flat=True))

    def verdict(self, link: Link) -> tuple[str, str]:
        """Return kind and advice of a fault; two empty texts when there is none."""
        key = int(link.target) if link.target.isdecimal() else 0
        if link.kind == "page":
            if key not in self.live:
                return Kind.GONE, _("The page was deleted. Choose another, or take the link away.")
            if not self.live[key]:
                return Kind.HIDDEN, _("Publish that page, or take the link away.")
            return "", ""
        there = self.documents if link.kind == "document" else self.images
        if key in there:
            return "", ""
        return Kind.GONE, _("The file was deleted. Choose another, or take the link away.")


def _ids(links: set[Link], kind: str) -> set[int]:
    return {int(one.target) for one in links if one.kind == kind and one.target.isdecimal()}


def _no_anchor() -> tuple[str, str]:
    return Kind.ANCHOR, _("There is no heading of that name on the page.")


def _with_chosen(things: list[Any]) -> Iterator[tuple[Any, list[Link]]]:
    """Yield each thing with what was chosen in its fields, from Wagtail's reference index."""
    chosen: dict[str, list[Link]] = {str(thing.pk): [] for thing in things}
    owner = Page if isinstance(things[0], Page) else type(things[0])
    kinds = _kinds()
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(owner, for_concrete_model=False),
        object_id__in=chosen,
        to_content_type__in=kinds,
    ).values_list("object_id", "to_content_type_id", "to_object_id", "model_path")
    for object_id, kind, target, model_path in rows:
        chosen[object_id].append(Link(kinds[kind], target, model_path.partition(".")[0]))
    for thing in things:
        yield thing, list(dict.fromkeys(chosen[str(thing.pk)]))


def _kinds() -> dict[int, str]:
    named = {Page: "page", SiteDocument: "document", SiteImage: "image"}
    found = ContentType.objects.get_for_models(*named, for_concrete_models=False)
    return {kind.pk: named[model] for model, kind in found.items()}


def check_links() -> int:
    """Check the links of all public pages and all snippets; return how many are faulty.

    What was mended disappears from the report; what is still faulty keeps its first day.
    """
    started, checker = timezone.now(), Checker()
    for handful in _handfuls():
        _store(checker.faults_in(handful), started)
    LinkFault.objects.filter(last_seen__lt=started).delete()
    return LinkFault.objects.count()


def _handfuls() -> Iterator[list[Any]]:
    last = 0
    while pages := list(
        Page.objects.live().filter(pk__gt=last, alias_of=None).order_by("pk").specific()[:AT_ONCE]
    ):
        last = pages[-1].pk
        yield pages
    for model in get_snippet_models():
        rows = list(model._default_manager.order_by("pk"))
        for start in range(0, len(rows), AT_ONCE):
            yield rows[start : start + AT_ONCE]


@transaction.atomic
def _store(found: dict[Any, Faults], moment: Any) -> None:
    finder = AdminURLFinder()
    for thing, faults in found.items():
        page_id: Any = thing.pk if isinstance(thing, Page) else None
        for link, (kind, advice) in faults.items():
            LinkFault.objects.update_or_create(
                page_id=page_id,
                source_label=str(thing)[:255],
                source_url=(finder.get_edit_url(thing) or "")[:500],
                field=link.field[:255],
                href=_told(link),
                defaults={"kind": kind, "advice": advice, "last_seen": moment},
            )


def _told(link: Link) -> str:
    if link.kind == "address":
        return link.target
    return f"#{link.target}" if link.kind == "anchor" else f"{link.kind} {link.target}"
