"""Plants the sample's partners, people, publications, glossary, questions, press room and form."""

from typing import Any, Final

from django.core.files.base import ContentFile
from django.utils.translation import gettext

from pages import sample_papers
from pages.models import (
    Contributor,
    FaqPage,
    FormField,
    FormPage,
    GlossaryIndexPage,
    GlossaryTerm,
    HomePage,
    Partner,
    PeopleIndexPage,
    Person,
    PressPage,
    PublicationFile,
    PublicationIndexPage,
    PublicationPage,
    SiteDocument,
    SiteImage,
)
from pages.sample_lists import Planted, draft, read
from pages.sample_values import Shelf, fill
from vocabulary.schemes import Scheme

TRIALS: Final = [
    {"trial": 1, "tool": "1.3", "people": 4, "planned": 60, "taken": 85, "used_again": "yes"},
    {"trial": 2, "tool": "1.3", "people": 3, "planned": 60, "taken": 70, "used_again": "no"},
    {"trial": 3, "tool": "2.4", "people": 5, "planned": 120, "taken": 150, "used_again": "yes"},
    {"trial": 4, "tool": "3.1", "people": 2, "planned": 90, "taken": 110, "used_again": "unknown"},
]


def plant_people(home: HomePage, shelf: Shelf) -> Planted:
    """Write partners and people, published, for pages that name them; return no page."""
    for model, name in ((Partner, "partners"), (Person, "people")):
        for entry in read(name):
            row = model()
            fill(row, entry, shelf)
            row.save()
            shelf.things[model, row.slug] = row
    return []


def plant_library(home: HomePage, shelf: Shelf) -> Planted:
    """Plant publications, directory, glossary and questions; return each page with its entry."""
    words = read("library")
    planted: Planted = []
    for name, model in (
        ("publications", PublicationIndexPage),
        ("partners", PeopleIndexPage),
        ("glossary", GlossaryIndexPage),
    ):
        page = shelf.pages[name] = draft(home, model, words[name], words[name]["slug"])
        planted.append((page, words[name]))
    entry = read("faq")
    faq = shelf.pages[entry["slug"]] = draft(home, FaqPage, entry, entry["slug"])
    planted.append((faq, entry))
    planted += [_press(home, shelf), _contact(home, words["contact"], shelf)]
    return planted + _publications(shelf.pages["publications"], shelf)


def plant_glossary(home: HomePage, shelf: Shelf) -> Planted:
    """Write the terms, published, each with its tools and related terms; return no page."""
    entries = read("glossary")
    terms = {}
    for entry in entries:
        concept = shelf.terms.get((Scheme.GLOSSARY_TERM, entry["vocabulary"]))
        term = GlossaryTerm(locale=home.locale, vocabulary_term=concept)
        for name in ("slug", "term", "definition", "source", "synonyms", "is_linked"):
            if name in entry:
                setattr(term, name, entry[name])
        term.tools = [shelf.tools[code] for code in entry.get("tools", []) if code in shelf.tools]
        term.save()
        terms[term.slug] = term
    for entry in entries:
        term = terms[entry["slug"]]
        term.related_terms = [terms[slug] for slug in entry["related"] if slug in terms]
        term.save()
    return []


def _publications(index: Any, shelf: Shelf) -> Planted:
    planted: Planted = []
    entries = read("publications")
    for entry in reversed(entries):  # an earlier version stands behind the one that replaces it
        page = draft(index, PublicationPage, entry, entry["slug"])
        shelf.pages[f"publications/{page.slug}"] = page
        shelf.things[PublicationPage, page.slug] = page
        page.contributors = [_contributor(row, shelf) for row in entry["contributors"]]
        if entry.get("files", True):
            page.files = _files(page, entry)
        own = ("contributors", "files")
        planted.append((page, {name: part for name, part in entry.items() if name not in own}))
    return planted


def _contributor(row: dict[str, Any], shelf: Shelf) -> Contributor:
    person = shelf.things.get((Person, row.get("person", "")))
    known = {name: part for name, part in row.items() if name != "person"}
    return Contributor(person=person, **known)


def _files(page: PublicationPage, entry: dict[str, Any]) -> list[PublicationFile]:
    label = gettext("Summary paper")
    data = sample_papers.paper(
        title=entry["title"],
        kicker=f"{entry['publisher']} {entry['deliverable_number']}".strip(),
        authors=[str(row) for row in page.contributors.all()],
        keywords=entry["keywords"],
        sections={
            gettext("Abstract"): entry["abstract"],
            gettext("About this file"): gettext(
                "This is an invented example. It shows how a publication is described and offered; "
                "the work itself does not exist."
            ),
        },
    )
    files = [PublicationFile(document=_document(entry["title"], f"{page.slug}.pdf", data, True))]
    files[0].label = label
    if entry.get("data"):
        table = _document(entry["title"], f"{page.slug}.csv", sample_papers.table(TRIALS), False)
        files.append(PublicationFile(document=table, label=gettext("Data (CSV)")))
    return files


def _press(home: HomePage, shelf: Shelf) -> tuple[Any, dict[str, Any]]:
    entry = read("press")
    page = shelf.pages[entry["slug"]] = draft(home, PressPage, entry, entry["slug"])
    sheet = sample_papers.paper(
        title=entry["headline"],
        kicker=entry["title"],
        authors=[entry["contact_name"]],
        sections={entry["title"]: entry["boilerplate"]},
    )
    drawing = SiteImage.objects.create(
        title=gettext("The project’s mark"),
        description=gettext("A ring with a gap, through which a line passes"),
        file=ContentFile(sample_papers.mark(), name="inspire-mark.png"),
        licence="cc-by-4.0",
        credit="INSPIRE",
    )
    fact_sheet = _document(gettext("Fact sheet"), "inspire-fact-sheet.pdf", sheet, True)
    page.downloads = [
        ("file", {"title": gettext("Mark"), "image": drawing, "document": None, "note": ""}),
        ("file", {"title": str(fact_sheet), "image": None, "document": fact_sheet, "note": ""}),
    ]
    return page, entry


def _contact(home: HomePage, entry: dict[str, Any], shelf: Shelf) -> tuple[Any, dict[str, Any]]:
    page = shelf.pages[entry["slug"]] = draft(home, FormPage, entry, entry["slug"])
    page.form_fields = [FormField(**row) for row in entry["form_fields"]]
    return page, {name: part for name, part in entry.items() if name != "form_fields"}


def _document(title: str, name: str, data: bytes, accessible: bool) -> SiteDocument:
    document = SiteDocument(title=title)
    document.take(data, name)
    document.is_accessible = accessible
    document.save()
    return document
