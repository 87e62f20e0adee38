"""Answers each of the six verbs with the inside of an OAI-PMH answer."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Func, Min
from django.urls import reverse
from django.utils import timezone

from discovery.citations.batch import records_of
from discovery.citations.record import Record
from discovery.citations.xml import element, root
from discovery.linked_data.graph import identity_for
from discovery.models import HarvestRecord
from discovery.oai.formats import FORMATS, MetadataFormat
from discovery.oai.questions import Fault, Question, Window, window_of
from discovery.oai.tokens import Place, place_of, token_of
from vocabulary.models import Term

AT_ONCE: Final = {"ListRecords": 100, "ListIdentifiers": 500}
LAST_NUMBER: Final = 2**63 - 1


def answer_to(question: Question) -> str:
    """Return the element that answers a question.

    Raises:
        Fault: there is no answer.
    """
    return ANSWERS[question.verb](question)


def base_url() -> str:
    """Return the address of the provider."""
    return f"{settings.SITE_URL}{reverse('discovery_machines:oai')}"


def stamp(moment: datetime) -> str:
    """Return a moment as the protocol writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def identify(question: Question) -> str:
    """Return who provides, since when, and how deletions are told."""
    identity = identity_for(None)
    earliest = HarvestRecord.objects.aggregate(first=Min("datestamp"))["first"] or timezone.now()
    described = root(
        "oai-identifier",
        {"xmlns": "http://www.openarchives.org/OAI/2.0/oai-identifier"},
        element("scheme", text="oai"),
        element("repositoryIdentifier", text=_host()),
        element("delimiter", text=":"),
        element("sampleIdentifier", text=identifier_of(1)),
    )
    return element(
        "Identify",
        element("repositoryName", text=f"{identity.project_name}: publications"),
        element("baseURL", text=base_url()),
        element("protocolVersion", text="2.0"),
        element("adminEmail", text=_admin_address(identity.contact_email)),
        element("earliestDatestamp", text=stamp(earliest)),
        element("deletedRecord", text="persistent"),
        element("granularity", text="YYYY-MM-DDThh:mm:ssZ"),
        element("description", described),
    )


def list_formats(question: Question) -> str:
    """Return the forms of metadata; each publication has both."""
    if "identifier" in question.arguments:
        _record(question.arguments["identifier"])
    return element(
        "ListMetadataFormats",
        *(
            element(
                "metadataFormat",
                element("metadataPrefix", text=form.prefix),
                element("schema", text=form.schema),
                element("metadataNamespace", text=form.namespace),
            )
            for form in FORMATS.values()
        ),
    )


def list_sets(question: Question) -> str:
    """Return the sets that hold a record; all of them at once, so there is never a token."""
    if question.token is not None:
        raise Fault("badResumptionToken", "The list of sets is given as a whole.")
    each = Func(F("sets"), function="unnest")
    specs = HarvestRecord.objects.annotate(spec=each).values_list("spec", flat=True)
    names = _names_of_sets(sorted(set(specs.distinct())))
    if not names:
        raise Fault("noSetHierarchy", "There are no sets yet.")
    return element(
        "ListSets",
        *(
            element("set", element("setSpec", text=spec), element("setName", text=name))
            for spec, name in names.items()
        ),
    )


def get_record(question: Question) -> str:
    """Return one record."""
    record = _record(question.arguments["identifier"])
    form = _format(question.arguments["metadataPrefix"])
    found = records_of([record.page_id])
    return element("GetRecord", _whole(record, found.get(record.page_id), form))


def list_some(question: Question) -> str:
    """Return a part of the list of records, or of their headers.

    Records come by their number, which never changes: one that is changed meanwhile comes where it
    always came, a new one at the end, a deleted one as deleted. So nothing is lost or sent twice.
    """
    goes_on = question.token is not None
    place = place_of(question) if goes_on else _beginning(question)
    form = _format(place.arguments["metadataPrefix"])
    size = AT_ONCE[question.verb]
    rows = list(_matching(place.arguments).after(place.after)[: size + 1])
    shown, is_more = rows[:size], len(rows) > size
    if not shown and not goes_on:
        raise Fault("noRecordsMatch", "Nothing fits these dates and this set.")
    if not shown:
        raise Fault("badResumptionToken", "The list has ended: begin again.")
    found = records_of([row.page_id for row in shown])
    if question.verb == "ListRecords":
        parts = [_whole(row, found.get(row.page_id), form) for row in shown]
    else:
        parts = [_header(row, row.page_id not in found) for row in shown]
    return element(question.verb, *parts, _token(place, shown, is_more, goes_on))


def identifier_of(page_id: int) -> str:
    """Return the identifier of a record."""
    return f"oai:{_host()}:publication/{page_id}"


def _beginning(question: Question) -> Place:
    arguments = dict(question.arguments)
    _format(arguments["metadataPrefix"])
    return Place(question.verb, arguments, 0, 0, _matching(arguments).count())


def _matching(arguments: dict[str, str]) -> Any:
    window: Window = window_of(arguments)
    rows = HarvestRecord.objects.all()
    if window.start:
        rows = rows.filter(datestamp__gte=window.start)
    if window.end:
        rows = rows.filter(datestamp__lt=window.end)
    return rows.in_set(arguments["set"]) if "set" in arguments else rows


def _token(place: Place, shown: list[HarvestRecord], is_more: bool, goes_on: bool) -> str:
    """Return the token behind a part; empty behind the last, none where one part is all."""
    if not is_more and not goes_on:
        return ""
    following = Place(
        place.verb, place.arguments, shown[-1].pk, place.given + len(shown), place.total
    )
    return element(
        "resumptionToken",
        text=token_of(following) if is_more else "",
        completeListSize=max(place.total, following.given + is_more),
        cursor=place.given,
    )


def _record(identifier: str) -> HarvestRecord:
    """Return the record of an identifier. Raises Fault: idDoesNotExist."""
    before, _slash, number = identifier.rpartition("/")
    is_ours = f"{before}/" == identifier_of(0)[:-1] and number.isascii() and number.isdecimal()
    record = None
    if is_ours and int(number[:20]) <= LAST_NUMBER:
        record = HarvestRecord.objects.filter(page_id=int(number[:20])).first()
    if record is None:
        raise Fault("idDoesNotExist", "There is no record with this identifier.")
    return record


def _format(prefix: str) -> MetadataFormat:
    """Return the form of a prefix. Raises Fault: cannotDisseminateFormat."""
    if prefix not in FORMATS:
        raise Fault("cannotDisseminateFormat", "We give " + " and ".join(FORMATS) + ".")
    return FORMATS[prefix]


def _whole(row: HarvestRecord, record: Record | None, form: MetadataFormat) -> str:
    header = _header(row, record is None)
    if record is None or row.is_deleted:
        return element("record", header)
    return element("record", header, element("metadata", form.write(record)))


def _header(row: HarvestRecord, is_hidden: bool) -> str:
    """Return a header; a publication that is hidden since a moment ago is told as deleted."""
    return element(
        "header",
        element("identifier", text=identifier_of(row.page_id)),
        element("datestamp", text=stamp(row.datestamp)),
        *(element("setSpec", text=spec) for spec in row.sets),
        status="deleted" if row.is_deleted or is_hidden else None,
    )


def _names_of_sets(specs: Iterable[str]) -> dict[str, str]:
    """Return a name for each set; the terms by one query."""
    branches = {"type": "publication_type", "theme": "theme"}
    roots = {"openaire": "OpenAIRE", "type": "By type", "theme": "By theme"}
    codes = {spec: spec.partition(":")[2] for spec in specs}
    terms = Term.objects.filter(scheme__in=branches.values(), code__in=filter(None, codes.values()))
    labels = {(term.scheme, term.code): term.label for term in terms}
    return {
        spec: str(
            labels.get((branches.get(spec.partition(":")[0], ""), code)) or roots.get(spec, spec)
        )
        for spec, code in codes.items()
    }


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def _admin_address(address: str) -> str:
    """Return an address of the kind that the schema takes: with a dot in its domain."""
    for candidate in (address, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]):
        if "." in candidate.rpartition("@")[2]:
            return candidate
    return f"postmaster@{_host()}.localdomain"


ANSWERS: Final[dict[str, Callable[[Question], str]]] = {
    "Identify": identify,
    "ListMetadataFormats": list_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_some,
    "ListRecords": list_some,
}
