"""Harvesting by the letter of OAI-PMH 2.0, held against its own XSD."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from lxml import etree

from discovery import harvesting, tasks
from discovery.models import HarvestRecord
from discovery.oai import answers
from pages.models import PublicationPage
from tests.discovery import kernel4
from tests.factories import catalogue
from tests.factories import pages as make
from vocabulary.models import Scheme

pytestmark = pytest.mark.django_db
O = "{http://www.openarchives.org/OAI/2.0/}"  # noqa: E741
DC = "{http://purl.org/dc/elements/1.1/}"
# The official schema, as the package pyoai 2.5.0 carries it.
SCHEMA = etree.XMLSchema(etree.parse(str(Path(__file__).parent / "schemas" / "OAI-PMH.xsd")))
ELEMENTS = {
    f"{DC}{name}"
    for name in [
        "title",
        "creator",
        "subject",
        "description",
        "publisher",
        "contributor",
        "date",
        "type",
        "format",
        "identifier",
        "source",
        "language",
        "relation",
        "coverage",
        "rights",
    ]
}
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def ask(client, **asked):
    answer = client.get("/oai", asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return checked(answer.content)


def checked(content):
    root = etree.fromstring(content)
    SCHEMA.assertValid(root)
    for record in root.iter("{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"):
        assert {child.tag for child in record} <= ELEMENTS
        assert all(child.text for child in record)
    for resource in root.iter(f"{kernel4.K}resource"):
        assert kernel4.faults(resource) == []
    return root


def code(root):
    found = root.find(f"{O}error")
    return found.get("code") if found is not None else None


def identifiers(root):
    return [int(one.text.rpartition("/")[2]) for one in root.iter(f"{O}identifier")]


def token(root):
    found = root.find(f".//{O}resumptionToken")
    return found.text if found is not None else None


def walk(client, between=lambda: None, verb="ListIdentifiers", **asked):
    """Harvest a whole list; return the numbers of the pages as they came."""
    root = ask(client, verb=verb, metadataPrefix="oai_dc", **asked)
    found = identifiers(root)
    while place := token(root):
        between()
        root = ask(client, verb=verb, resumptionToken=place)
        found += identifiers(root)
    return found


@pytest.fixture
def three():
    """Three publications that harvesters are told of."""
    make.home_page()
    pages = [catalogue.PublicationPageFactory() for _number in range(3)]
    harvesting.keep_records()
    return pages


def test_the_provider_says_who_it_is(client, three):
    root = ask(client, verb="Identify")
    told = {child.tag.removeprefix(O): child.text for child in root.find(f"{O}Identify")}
    assert told["baseURL"] == "http://testserver/oai"
    assert told["deletedRecord"] == "persistent"
    assert told["granularity"] == "YYYY-MM-DDThh:mm:ssZ"


def test_it_gives_dublin_core_and_datacite(client, three):
    root = ask(client, verb="ListMetadataFormats")
    prefixes = [one.text for one in root.iter(f"{O}metadataPrefix")]
    assert prefixes == ["oai_dc", "oai_datacite"]
    ours = answers.identifier_of(three[0].pk)
    assert code(ask(client, verb="ListMetadataFormats", identifier=ours)) is None


def test_sets_are_types_themes_and_openaire(client):
    make.home_page()
    catalogue.PublicationPageFactory(themes=[make.term(Scheme.THEME, "funding")])
    harvesting.keep_records()
    root = ask(client, verb="ListSets")
    specs = [one.text for one in root.iter(f"{O}setSpec")]
    assert specs == ["openaire", "theme", "theme:funding", "type", "type:report-deliverable"]


@pytest.mark.parametrize("prefix", ["oai_dc", "oai_datacite"])
@pytest.mark.parametrize("verb", ["ListRecords", "GetRecord"])
def test_records_come_in_both_forms(client, three, verb, prefix):
    more = {"identifier": answers.identifier_of(three[0].pk)} if verb == "GetRecord" else {}
    root = ask(client, verb=verb, metadataPrefix=prefix, **more)
    assert len(list(root.iter(f"{O}metadata"))) == (1 if verb == "GetRecord" else 3)


def test_dublin_core_has_the_words_that_openaire_looks_for(client, three):
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    texts = {element.text for element in root.iter() if element.tag in ELEMENTS}
    assert {
        "info:eu-repo/grantAgreement/EC/H2020/691440",
        "info:eu-repo/semantics/openAccess",
        "info:eu-repo/semantics/report",
        "Müller, Jörg",
    } <= texts


def test_harvesters_may_ask_by_post(client, three):
    answer = client.post("/oai", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"})
    assert len(identifiers(checked(answer.content))) == 3


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "badVerb"),
        ("verb=Nothing", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&more=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-13-01", "badArgument"),
        (
            "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z",
            "badArgument",
        ),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00%2B01:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a%00b", "badArgument"),
        ("verb=ListRecords&metadataPrefix=" + "x" * 10_000, "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=no:set", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=0001-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=9999-12-31", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=" + "x" * 10_000, "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=x&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        (
            "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:publication/1e9",
            "idDoesNotExist",
        ),
        (
            "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:testserver:publication/"
            + "9" * 40,
            "idDoesNotExist",
        ),
        (
            "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:other:publication/1",
            "idDoesNotExist",
        ),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=no%20uri", "badArgument"),
        ("verb=ListMetadataFormats&identifier=urn:x:1", "idDoesNotExist"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31", None),
    ],
)
def test_each_fault_has_its_code(client, three, asked, expected):
    answer = client.get(f"/oai?{asked}")
    assert answer.status_code == 200
    assert code(checked(answer.content)) == expected


def test_without_a_record_there_are_no_sets(client):
    make.home_page()
    assert code(ask(client, verb="ListSets")) == "noSetHierarchy"


def test_a_token_that_was_changed_or_is_of_another_verb_is_refused(client, three, monkeypatch):
    monkeypatch.setattr(answers, "AT_ONCE", {"ListRecords": 1, "ListIdentifiers": 1})
    place = token(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc"))
    assert code(ask(client, verb="ListRecords", resumptionToken=place)) == "badResumptionToken"
    assert (
        code(ask(client, verb="ListIdentifiers", resumptionToken=place[:-1]))
        == "badResumptionToken"
    )
    foreign = signing.dumps({"after": 1}, salt="another")
    assert (
        code(ask(client, verb="ListIdentifiers", resumptionToken=foreign)) == "badResumptionToken"
    )


def test_a_list_in_parts_is_whole(client, three, monkeypatch):
    monkeypatch.setattr(answers, "AT_ONCE", {"ListRecords": 2, "ListIdentifiers": 2})
    assert walk(client) == [page.pk for page in three]
    root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    found = root.find(f".//{O}resumptionToken")
    assert (found.get("completeListSize"), found.get("cursor")) == ("3", "0")


def test_dates_select_by_when_a_change_was_noted(client):
    make.home_page()
    with time_machine.travel(NOON, tick=False):
        first = catalogue.PublicationPageFactory()
        harvesting.keep_records()
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        second = catalogue.PublicationPageFactory()
        harvesting.keep_records()
    assert walk(client, **{"from": "2026-05-02"}) == [second.pk]
    assert walk(client, until="2026-05-01") == [first.pk]
    assert walk(client, until="2026-05-01T12:00:00Z") == [first.pk]
    assert walk(client, **{"from": "2026-05-01T12:00:00Z"}) == [first.pk, second.pk]


def test_publishing_and_unpublishing_are_told_after_the_commit(
    client, django_capture_on_commit_callbacks
):
    make.home_page()
    with django_capture_on_commit_callbacks(execute=True):
        page = catalogue.PublicationPageFactory()
        page.save_revision().publish()
    assert not HarvestRecord.objects.get(page_id=page.pk).is_deleted
    with django_capture_on_commit_callbacks(execute=True):
        PublicationPage.objects.get(pk=page.pk).unpublish()
    assert HarvestRecord.objects.get(page_id=page.pk).is_deleted


def test_a_deleted_publication_leaves_a_tombstone(
    client, three, django_capture_on_commit_callbacks
):
    gone = three[1].pk
    with django_capture_on_commit_callbacks(execute=True):
        PublicationPage.objects.get(pk=gone).delete()
    root = ask(
        client, verb="GetRecord", metadataPrefix="oai_dc", identifier=answers.identifier_of(gone)
    )
    assert root.find(f".//{O}header").get("status") == "deleted"
    assert root.find(f".//{O}metadata") is None
    assert len(walk(client)) == 3


def test_what_was_hidden_a_moment_ago_is_told_as_deleted(client, three, hide):
    hide(three[0].get_parent())
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    assert {header.get("status") for header in root.iter(f"{O}header")} == {"deleted"}
    assert tasks.keep_harvest_records() == 3
    assert HarvestRecord.objects.filter(is_deleted=True).count() == 3


def test_keeping_the_records_twice_changes_nothing(three):
    assert harvesting.keep_records() == 0


def test_a_page_of_the_list_costs_few_queries_however_long_it_is(client, three):
    ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as captured:
            ask(client, verb="ListRecords", metadataPrefix="oai_dc")
        counts.append(len(captured))
        for _number in range(3):
            catalogue.PublicationPageFactory()
        harvesting.keep_records()
    assert counts[0] == counts[1] <= 10


CHANGES = some.lists(
    some.tuples(some.sampled_from(["new", "change", "delete"]), some.integers(0, 9)), max_size=6
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(start=some.integers(1, 9), size=some.integers(1, 4), changes=CHANGES)
def test_nothing_is_lost_or_sent_twice_while_records_change(monkeypatch, start, size, changes):
    monkeypatch.setattr(answers, "AT_ONCE", {"ListRecords": size, "ListIdentifiers": size})
    monkeypatch.setattr(answers, "records_of", dict.fromkeys)
    HarvestRecord.objects.all().delete()
    for number in range(start):
        HarvestRecord.objects.create(page_id=number + 1, datestamp=NOON)
    waiting = list(changes)

    def change():
        if not waiting:
            return
        deed, which = waiting.pop()
        rows = list(HarvestRecord.objects.order_by("pk"))
        if deed == "new":
            HarvestRecord.objects.create(page_id=rows[-1].page_id + 1, datestamp=datetime.now(UTC))
            return
        row = rows[which % len(rows)]
        row.datestamp, row.is_deleted = datetime.now(UTC), deed == "delete"
        row.save()

    found = walk_quietly(change)
    assert len(found) == len(set(found))
    assert found == sorted(HarvestRecord.objects.values_list("page_id", flat=True))[: len(found)]
    assert set(range(1, start + 1)) <= set(found)


def walk_quietly(between):
    """Harvest without a client: the rate of a test is no harvester's."""
    from django.http import QueryDict

    from discovery.oai.questions import read_question

    def answer(asked):
        inside = answers.answer_to(read_question(QueryDict(asked)))
        return etree.fromstring(f'<a xmlns="{O[1:-1]}">{inside}</a>')

    root = answer("verb=ListIdentifiers&metadataPrefix=oai_dc")
    found = identifiers(root)
    while place := token(root):
        between()
        root = answer(f"verb=ListIdentifiers&resumptionToken={place}")
        found += identifiers(root)
    return found


def test_a_harvester_that_asks_too_often_waits(client, three, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"discovery.oai": "1/h"}
    assert client.get("/oai?verb=Identify").status_code == 200
    refused = client.get("/oai?verb=Identify")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
