"""A strict reader of DataCite's XML, written from the documentation of Metadata Schema 4.6.

No package brings the XSD of kernel-4; this holds its order-free parts: the elements that may stand
at the top, the six that must, what each list holds, and the closed lists of words.
"""

K = "{http://datacite.org/schema/kernel-4}"
GENERAL_TYPES = [
    "Audiovisual",
    "Award",
    "Book",
    "BookChapter",
    "Collection",
    "ComputationalNotebook",
    "ConferencePaper",
    "ConferenceProceeding",
    "DataPaper",
    "Dataset",
    "Dissertation",
    "Event",
    "Image",
    "Instrument",
    "InteractiveResource",
    "Journal",
    "JournalArticle",
    "Model",
    "OutputManagementPlan",
    "PeerReview",
    "PhysicalObject",
    "Preprint",
    "Project",
    "Report",
    "Service",
    "Software",
    "Sound",
    "Standard",
    "StudyRegistration",
    "Text",
    "Workflow",
    "Other",
]
NEEDED = ("identifier", "creators", "titles", "publisher", "publicationYear", "resourceType")
LISTS = {
    "creators": "creator",
    "titles": "title",
    "subjects": "subject",
    "contributors": "contributor",
    "dates": "date",
    "alternateIdentifiers": "alternateIdentifier",
    "relatedIdentifiers": "relatedIdentifier",
    "sizes": "size",
    "formats": "format",
    "rightsList": "rights",
    "descriptions": "description",
    "fundingReferences": "fundingReference",
}
SINGLE = ("identifier", "publisher", "publicationYear", "resourceType", "language", "version")
PERSON = ("Name", "givenName", "familyName", "nameIdentifier", "affiliation")
WORDS = {
    ("resourceType", "resourceTypeGeneral"): GENERAL_TYPES,
    ("date", "dateType"): ["Issued"],
    ("description", "descriptionType"): ["Abstract"],
    ("identifier", "identifierType"): ["DOI", "URL"],
    ("contributor", "contributorType"): ["Editor", "Other"],
    ("creatorName", "nameType"): ["Personal", "Organizational"],
    ("relatedIdentifier", "relatedIdentifierType"): ["DOI", "URL", "ISBN", "ISSN", "Handle"],
}


def faults(root):
    """Return what is against the schema."""
    found = [] if root.tag == f"{K}resource" else [f"root {root.tag}"]
    names = [child.tag.removeprefix(K) for child in root]
    found += [f"missing {name}" for name in NEEDED if names.count(name) != 1]
    found += [f"twice {name}" for name in set(names) if names.count(name) > 1]
    found += [f"unknown {name}" for name in names if name not in (*SINGLE, *LISTS)]
    for name, inside in LISTS.items():
        for child in root.findall(f"{K}{name}/*"):
            if child.tag != f"{K}{inside}":
                found.append(f"{child.tag} in {name}")
    found += [
        f"empty {name}" for name in LISTS for part in root.findall(f"{K}{name}") if not len(part)
    ]
    found += [fault for element in root.iter() for fault in words_in(element)]
    year = root.find(f"{K}publicationYear")
    if year is not None and not (len(year.text) == 4 and year.text.isdecimal()):
        found.append("year")
    return found + people(root)


def words_in(element):
    """Return what is empty in an element, and what words of it are not in their list."""
    name = element.tag.removeprefix(K)
    found = [f"empty {name}"] if not len(element) and not (element.text or "").strip() else []
    for (of, attribute), words in WORDS.items():
        if of == name and attribute in element.attrib and element.get(attribute) not in words:
            found.append(f"{name} {attribute}={element.get(attribute)}")
    return found


def people(root):
    """Return what is wrong with the order inside creators and contributors."""
    found = []
    for kind in ("creator", "contributor"):
        order = [f"{kind}Name", *PERSON[1:]]
        for person in root.iter(f"{K}{kind}"):
            names = [part.tag.removeprefix(K) for part in person]
            if names[:1] != [f"{kind}Name"] or names != sorted(names, key=order.index):
                found.append(f"order in {kind}: {names}")
    return found


def leaves(element):
    """Return the texts of all that has none within, in their order."""
    return [part.text for part in element.iter() if not len(part)]
