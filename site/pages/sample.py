"""Loads the sample pages: written once, by the editor, and from then on content like any other."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Site

from pages.actions import PUBLISHERS, WRITERS, let_editors_work, move_site
from pages.models import (
    ArticlePage,
    AudiencePage,
    CaseIndexPage,
    CasePage,
    HomePage,
    NewsIndexPage,
    SiteDocument,
    SiteIdentity,
    StandardPage,
    ToolboxPage,
    ToolPage,
)
from pages.sample_values import Shelf, fill
from pages.worksheets import worksheet_of
from vocabulary.models import Term

FOLDER: Final = Path(__file__).parent / "sample"
# The three lists: slug, type, file; and what stands in each: file and type.
LISTS: Final = (
    ("toolbox", ToolboxPage, "toolbox", "tools", ToolPage),
    ("cases", CaseIndexPage, "cases", "good-practice-cases", CasePage),
    ("news", NewsIndexPage, "news", "articles", ArticlePage),
)
BETWEEN_CASES: Final = timedelta(days=21)  # as if one were published every third week


@transaction.atomic
def load(people: Mapping[str, Any]) -> None:
    """Create the sample pages that are missing, as the person called "editor".

    Pages that exist are left as they are, whatever an editor has made of them; so are pages that
    an editor has deleted below a home page that is there.
    """
    editor = people["editor"]
    let_editors_work()
    editor.groups.add(*Group.objects.filter(name__in=(WRITERS, PUBLISHERS)))
    if not HomePage.objects.exists():
        _write(_take_over_welcome_page(), editor)
    move_site(url=settings.SITE_URL)


def add_list(home: Page, page: Page) -> Page:
    """Add a list of another room to the menu: behind the lists there are, before all else."""
    other = home.get_children().filter(show_in_menus=False).first()
    if other is None:
        home.add_child(instance=page)
    else:
        other.add_sibling(pos="left", instance=page)
    return page


def _write(home: HomePage, editor: Any) -> None:
    """Plant every page as an empty draft first, so that texts may link to each other."""
    terms = {(term.scheme, term.code): term for term in Term.objects.select_related("parent")}
    shelf = Shelf(terms=terms)
    entries = [*_plant_lists(home, shelf), *_plant_others(home, shelf)]
    entries.append((home, _home_entry(shelf)))
    for page, entry in entries:
        fill(page, entry, shelf)
        if isinstance(page, ToolPage):
            page.worksheet = _worksheet(page, editor)
        page.save_revision(user=editor).publish(user=editor)


def _worksheet(tool: ToolPage, editor: Any) -> SiteDocument:
    file = ContentFile(worksheet_of(tool), name=f"worksheet-{tool.slug}.odt")
    title = gettext("Worksheet: %(tool)s") % {"tool": tool.title}
    document: SiteDocument = SiteDocument.objects.create(
        title=title, file=file, uploaded_by_user=editor, language=tool.locale.language_code
    )
    return document


def _read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def _take_over_welcome_page() -> HomePage:
    """Return a new home page in the place of Wagtail's welcome page, with site and identity."""
    locale, _created = Locale.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    root = Page.get_first_root_node()
    for welcome in root.get_children().filter(content_type__model="page"):
        welcome.delete()
    root.refresh_from_db()
    home: HomePage = root.add_child(
        instance=HomePage(title="Home", slug="home", locale=locale, live=False)
    )
    site, _created = Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "localhost",
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )
    SiteIdentity.objects.update_or_create(site=site, defaults=_read("identity"))
    return home


def _draft(parent: Any, model: type[Any], entry: dict[str, Any], slug: str) -> Any:
    return parent.add_child(instance=model(title=entry["title"], slug=slug, live=False))


def _plant_lists(home: HomePage, shelf: Shelf) -> list[tuple[Any, dict[str, Any]]]:
    planted = []
    for slug, model, file, children_file, child_model in LISTS:
        entry = _read(file)
        index = _draft(home, model, entry, slug)
        index.show_in_menus = True
        shelf.pages[slug] = index
        planted.append((index, entry))
        for place, child_entry in enumerate(_read(children_file)):
            child = _draft(index, child_model, child_entry, child_entry["slug"])
            child.first_published_at = timezone.now() - place * BETWEEN_CASES
            shelf.pages[f"{slug}/{child.slug}"] = child
            if isinstance(child, ToolPage):
                shelf.tools[child_entry["code"]] = child
            planted.append((child, child_entry))
    return planted


def _plant_others(home: HomePage, shelf: Shelf) -> list[tuple[Any, dict[str, Any]]]:
    planted = []
    for file, model in (("audiences", AudiencePage), ("standard", StandardPage)):
        for entry in _read(file):
            page = shelf.pages[entry["slug"]] = _draft(home, model, entry, entry["slug"])
            planted.append((page, entry))
    return planted


def _home_entry(shelf: Shelf) -> dict[str, Any]:
    entry = _read("home")
    for name in ("primary", "secondary"):
        target = entry.pop(f"{name}_cta")
        entry[f"{name}_text"] = target["text"]
        entry[f"{name}_page"] = shelf.pages[target["page"]].page_ptr
    return dict(entry)
