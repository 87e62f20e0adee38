"""Loads the sample pages: written once, by the editor, and from then on content like any other."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Locale, Page, Site

from pages.actions import PUBLISHERS, WRITERS, let_editors_work, move_site
from pages.models import (
    HomePage,
    SiteDocument,
    SiteIdentity,
    ToolPage,
)
from pages.sample_library import plant_glossary, plant_library, plant_people
from pages.sample_lists import Planted, plant_lists, plant_others, read
from pages.sample_translations import translate
from pages.sample_values import Shelf, fill
from pages.worksheets import worksheet_of
from vocabulary.models import Term

# Whoever brings another kind of page, or rows that pages point at, adds a planter here. It may put
# rows into `shelf.things` for those after it, and returns the pages that are to be filled.
PLANTERS: Final[list[Callable[[HomePage, Shelf], Planted]]] = [
    plant_people,
    plant_lists,
    plant_library,
    plant_others,
    plant_glossary,
]


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
    entries = [planted for plant in PLANTERS for planted in plant(home, shelf)]
    entries.append((home, read("home")))
    for page, entry in entries:
        _publish(page, entry, shelf, editor)
    for page, entry, own_shelf in translate(home, shelf):
        _publish(page, entry, own_shelf, editor)


def _publish(page: Any, entry: dict[str, Any], shelf: Shelf, editor: Any) -> None:
    fill(page, entry, shelf)
    if isinstance(page, ToolPage):
        page.worksheet = _worksheet(page, editor)
    page.save_revision(user=editor).publish(user=editor)


def _worksheet(tool: ToolPage, editor: Any) -> SiteDocument:
    title = gettext("Worksheet: %(tool)s") % {"tool": tool.title}
    document = SiteDocument(
        title=title, uploaded_by_user=editor, language=tool.locale.language_code
    )
    document.take(worksheet_of(tool), f"worksheet-{tool.slug}.odt")
    document.save()
    return document


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
    SiteIdentity.objects.update_or_create(site=site, defaults=read("identity"))
    return home
