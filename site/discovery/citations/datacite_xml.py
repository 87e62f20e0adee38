"""DataCite's data as XML: the elements in the order of the schema's own documentation."""

from typing import Any, Final

from discovery.citations.datacite import SCHEMA, datacite_of
from discovery.citations.record import Record
from discovery.citations.xml import element, root

LOCATION: Final = f"{SCHEMA} https://schema.datacite.org/meta/kernel-4/metadata.xsd"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


def datacite_xml_of(record: Record) -> str:
    """Return a publication as DataCite's XML, without the declaration before it.

    Without a DOI the address stands as identifier: OpenAIRE's guidelines take it.
    """
    data = datacite_of(record)
    parts = [
        _identifier(data, record),
        _list("creators", [_person("creator", one) for one in data["creators"]]),
        _list(
            "titles",
            [
                element("title", text=one["title"], xml_lang=one.get("lang"))
                for one in data["titles"]
            ],
        ),
        element("publisher", text=data["publisher"]["name"]),
        element("publicationYear", text=data["publicationYear"]),
        element(
            "resourceType",
            text=data["types"]["resourceType"],
            resourceTypeGeneral=data["types"]["resourceTypeGeneral"],
        ),
        _list(
            "subjects", [element("subject", text=one["subject"]) for one in _all(data, "subjects")]
        ),
        _list("contributors", [_person("contributor", one) for one in _all(data, "contributors")]),
        _list(
            "dates",
            [element("date", text=one["date"], dateType=one["dateType"]) for one in data["dates"]],
        ),
        element("language", text=data.get("language", "")),
        *_identifiers(data),
        _list("sizes", [element("size", text=one) for one in _all(data, "sizes")]),
        _list("formats", [element("format", text=one) for one in _all(data, "formats")]),
        element("version", text=data["version"]) if "version" in data else "",
        _list("rightsList", [_rights(one) for one in _all(data, "rightsList")]),
        _list("descriptions", [_description(one) for one in _all(data, "descriptions")]),
        _list("fundingReferences", [_funding(one) for one in _all(data, "fundingReferences")]),
    ]
    names = {"xmlns": SCHEMA, "xmlns:xsi": XSI, "xsi:schemaLocation": LOCATION}
    return root("resource", names, *parts)


def _all(data: dict[str, Any], name: str) -> list[Any]:
    found: list[Any] = data.get(name, [])
    return found


def _list(name: str, inside: list[str]) -> str:
    return element(name, *inside) if inside else ""


def _identifier(data: dict[str, Any], record: Record) -> str:
    if "doi" in data:
        return element("identifier", text=data["doi"], identifierType="DOI")
    return element("identifier", text=record.address, identifierType="URL")


def _identifiers(data: dict[str, Any]) -> list[str]:
    alternate = [
        element(
            "alternateIdentifier",
            text=one["alternateIdentifier"],
            alternateIdentifierType=one["alternateIdentifierType"],
        )
        for one in _all(data, "alternateIdentifiers")
    ]
    related = [
        element(
            "relatedIdentifier",
            text=one["relatedIdentifier"],
            relatedIdentifierType=one["relatedIdentifierType"],
            relationType=one["relationType"],
        )
        for one in _all(data, "relatedIdentifiers")
    ]
    return [_list("alternateIdentifiers", alternate), _list("relatedIdentifiers", related)]


def _person(name: str, person: dict[str, Any]) -> str:
    role = {"contributorType": person["contributorType"]} if name == "contributor" else {}
    return element(
        name,
        element(f"{name}Name", text=person["name"], nameType=person.get("nameType")),
        *(
            element(part, text=person[part])
            for part in ("givenName", "familyName")
            if part in person
        ),
        *(
            element(
                "nameIdentifier",
                text=one["nameIdentifier"],
                nameIdentifierScheme=one["nameIdentifierScheme"],
                schemeURI=one["schemeUri"],
            )
            for one in _all(person, "nameIdentifiers")
        ),
        *(element("affiliation", text=one["name"]) for one in _all(person, "affiliation")),
        **role,
    )


def _rights(right: dict[str, str]) -> str:
    return element(
        "rights",
        text=right["rights"],
        rightsURI=right.get("rightsUri"),
        rightsIdentifier=right.get("rightsIdentifier"),
        rightsIdentifierScheme=right.get("rightsIdentifierScheme"),
        schemeURI=right.get("schemeUri"),
    )


def _description(described: dict[str, str]) -> str:
    return element(
        "description",
        text=described["description"],
        descriptionType=described["descriptionType"],
        xml_lang=described.get("lang"),
    )


def _funding(funding: dict[str, str]) -> str:
    return element(
        "fundingReference",
        element("funderName", text=funding["funderName"]),
        element(
            "funderIdentifier",
            text=funding["funderIdentifier"],
            funderIdentifierType=funding["funderIdentifierType"],
        ),
        element("awardNumber", text=funding["awardNumber"], awardURI=funding.get("awardUri")),
    )
