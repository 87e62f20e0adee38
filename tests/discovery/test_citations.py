"""Citations in every form, held against the formats' own schemas and their escaping."""

import json
import re
import xml.etree.ElementTree as ET

import pytest
from datacite import schema45
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from discovery.citations import bibtex
from discovery.citations.batch import records_of
from discovery.citations.bibtex import bibtex_of, escaped
from discovery.citations.datacite import datacite_of
from discovery.citations.formats import BY_FILE
from discovery.citations.kinds import KINDS
from discovery.citations.record import record_of
from discovery.citations.ris import ris_of
from pages.models.publication_parts import Contributor
from tests.discovery import kernel4
from tests.factories import catalogue
from tests.factories import pages as make
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """A report with everything that a catalogue asks."""
    report = catalogue.PublicationPageFactory(
        slug="report",
        title="Öffnung & 50% of {it}: a_b",
        authors=["Müller-Lüdenscheidt, Jörg", "Ørsted & Søn"],
        doi="10.5281/zenodo.1234567",
        deliverable_number="D2.1",
        dissemination_level="PU",
        version="1.0",
        page_count=48,
        related_identifiers=(
            (
                "identifier",
                {"relation": "IsSupplementTo", "identifier": "10.5281/zenodo.1", "scheme": "DOI"},
            ),
        ),
    )
    Contributor.objects.filter(page=report, sort_order=0).update(
        orcid="0000-0002-1825-0097", affiliation="Universität Ümlaut"
    )
    Contributor.objects.create(page=report, name="Roe, Jane", role="editor", sort_order=9)
    catalogue.add_file(report)
    return report


@pytest.fixture
def record(page):
    """The record of that report."""
    return record_of(type(page).objects.get(pk=page.pk))


def test_tex_reads_no_order_and_keeps_every_accent(record):
    entry = bibtex_of(record)
    assert entry.startswith(f"@techreport{{MllerLdenscheidt2026-{record.number},\n")
    assert (
        r"author = {M{\"{u}}ller-L{\"{u}}denscheidt, J{\"{o}}rg and {{\O}rsted \& S{\o}n}}" in entry
    )
    assert r"title = {{{\"{O}}ffnung \& 50\% of \{it\}: a\_b}}" in entry
    assert "doi = {10.5281/zenodo.1234567}" in entry
    assert "  month = mar," in entry
    assert entry.count("{") == entry.count("}")


@given(some.text(max_size=80))
def test_no_text_breaks_out_of_its_braces(text):
    written = escaped(text)
    bare = re.sub(r"\\[{}\\]", "", written)
    depth = 0
    for sign in bare:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert not re.search(r"(?<!\\)[%#&$_]", bare.replace(r"\%", ""))


def test_the_special_letters_of_european_names_are_written():
    assert escaped("ß Łódź çã ő Ž") == r"{\ss} {\L}{\'{o}}d{\'{z}} {\c{c}}{\~{a}} {\H{o}} {\v{Z}}"
    assert escaped("Ελλάδα").startswith("Ελλ")
    assert set(bibtex.ORDERS) >= set("\\{}$&#%_~^")


def test_ris_has_one_tag_a_line_whatever_the_text(record):
    lines = ris_of(record).split("\r\n")
    assert lines[0] == "TY  - RPRT"
    assert lines[-2:] == ["ER  - ", ""]
    assert "AU  - Müller-Lüdenscheidt, Jörg" in lines
    assert "DA  - 2026/03/09" in lines
    assert "AB  - What was found. And why." in lines
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])


def test_csl_json_is_read_by_processors(client, page):
    (item,) = json.loads(client.get(f"{page.get_url()}cite.csl.json").content)
    assert item["type"] == "report"
    assert item["author"] == [
        {"family": "Müller-Lüdenscheidt", "given": "Jörg"},
        {"literal": "Ørsted & Søn"},
    ]
    assert item["issued"] == {"date-parts": [[2026, 3, 9]]}
    assert item["DOI"] == "10.5281/zenodo.1234567"


def test_datacite_json_passes_datacites_own_schema(record):
    data = datacite_of(record)
    schema45.validator.validate(data)
    assert data["fundingReferences"][0]["awardNumber"] == "691440"


def test_a_publication_with_the_least_in_it_passes_too():
    page = catalogue.PublicationPageFactory(authors=[], keywords=(), grant_number="")
    data = datacite_of(record_of(page))
    schema45.validator.validate(data)
    assert kernel4.faults(ET.fromstring(client_xml(page))) == []


def client_xml(page):
    from discovery.citations.datacite_xml import datacite_xml_of

    return datacite_xml_of(record_of(page))


def test_datacite_xml_holds_to_kernel_4(client, page):
    answer = client.get(f"{page.get_url()}cite.datacite.xml")
    root = ET.fromstring(answer.content)
    assert kernel4.faults(root) == []
    assert root.find(f"{kernel4.K}identifier").text == "10.5281/zenodo.1234567"


def test_datacite_xml_says_what_datacites_own_writer_says(page, record):
    ours = ET.fromstring(client_xml(page))
    theirs = ET.fromstring(schema45.tostring(datacite_of(record)).encode())
    shared = ("creators", "titles", "publisher", "publicationYear", "subjects", "dates", "version")
    for name in shared:
        mine, other = ours.find(f"{kernel4.K}{name}"), theirs.find(f"{kernel4.K}{name}")
        assert kernel4.leaves(mine) == kernel4.leaves(other), name


def test_every_type_of_publication_has_its_word_in_every_standard():
    codes = set(Term.objects.filter(scheme=Scheme.PUBLICATION_TYPE).values_list("code", flat=True))
    assert codes == set(KINDS)
    allowed = set(kernel4.GENERAL_TYPES)
    assert {kind.datacite for kind in KINDS.values()} <= allowed


def test_the_citation_that_is_accepted_is_found(client, page):
    address = f"{page.get_url()}cite"
    for accept, file in (
        ("application/x-bibtex", "cite.bib"),
        (
            "application/x-research-info-systems;q=0.5, application/vnd.datacite.datacite+xml",
            "cite.datacite.xml",
        ),
        ("application/vnd.citationstyles.csl+json, */*;q=0.1", "cite.csl.json"),
    ):
        answer = client.get(address, HTTP_ACCEPT=accept)
        assert (answer.status_code, answer.url) == (303, f"{page.get_url()}{file}")
        assert "Accept" in answer["Vary"]
    assert client.get(address, HTTP_ACCEPT="text/html").url == page.get_url()
    refused = client.get(address, HTTP_ACCEPT="image/png")
    assert refused.status_code == 406
    assert b"application/x-bibtex" in refused.content


@pytest.mark.parametrize(
    "accept", ["", "x", "application/x-bibtex;q=nan", "a/b;q=" + "9" * 999, "*/*" * 500]
)
def test_a_hostile_accept_gets_a_clear_answer(client, page, accept):
    assert client.get(f"{page.get_url()}cite", HTTP_ACCEPT=accept).status_code in {303, 406}


def test_the_page_puts_up_signposts(client, page):
    header = client.get(page.get_url())["Link"]
    for post in (
        '<https://doi.org/10.5281/zenodo.1234567>; rel="cite-as"',
        '<https://orcid.org/0000-0002-1825-0097>; rel="author"',
        '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
        '<https://schema.org/Report>; rel="type"',
        '<https://schema.org/AboutPage>; rel="type"',
        'cite.bib>; rel="describedby"; type="application/x-bibtex"',
        'rel="item"; type="application/pdf"',
        'linkset.json>; rel="linkset"; type="application/linkset+json"',
    ):
        assert post in header, post


def test_people_find_the_citation_in_every_form_on_the_page(client, page):
    html = client.get(page.get_url()).content.decode()
    assert [file for file in BY_FILE if f'href="{page.get_url()}{file}"' not in html] == []


def test_the_linkset_leads_there_and_back(client, page):
    answer = client.get(f"{page.get_url()}linkset.json")
    assert answer["Content-Type"] == "application/linkset+json"
    first, *back = json.loads(answer.content)["linkset"]
    assert first["anchor"] == page.full_url
    assert first["cite-as"] == [{"href": "https://doi.org/10.5281/zenodo.1234567"}]
    (item,) = first["item"]
    links = {entry["anchor"]: entry for entry in back}
    assert links[item["href"]]["collection"][0]["href"] == page.full_url


def test_only_public_publications_are_cited(client, page, hide):
    tool = make.ToolPageFactory()
    assert client.get(f"{tool.get_url()}cite.bib").status_code == 404
    hide(page.get_parent())
    for file in ("cite.bib", "cite", "linkset.json"):
        assert client.get(f"{page.get_url()}{file}").status_code == 404


def test_an_invented_publication_says_so_in_every_citation(client):
    page = catalogue.PublicationPageFactory(title="A report", is_example=True)
    for file in (
        "cite.bib",
        "cite.ris",
        "cite.csl.json",
        "cite.datacite.json",
        "cite.datacite.xml",
    ):
        assert b"Example: A report" in client.get(f"{page.get_url()}{file}").content


def test_many_records_cost_no_more_queries_than_one():
    pages = [catalogue.PublicationPageFactory() for _number in range(6)]
    for each in pages:
        catalogue.add_file(each)
    records_of([pages[0].pk])
    counts = []
    for numbers in ([pages[0].pk], [each.pk for each in pages]):
        with CaptureQueriesContext(connection) as captured:
            assert len(records_of(numbers)) == len(numbers)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


def test_production_tells_catalogues_of_no_invented_publication(settings):
    page = catalogue.PublicationPageFactory(is_example=True)
    assert page.pk in records_of([page.pk])
    settings.SAMPLE_SITE_ALLOWED = False
    assert records_of([page.pk]) == {}
