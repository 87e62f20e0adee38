"""A publication for RIS: one tag a line, each line ended as the format asks."""

from discovery.citations.record import Record


def ris_of(record: Record) -> str:
    """Return the entry of a publication."""
    rows: list[tuple[str, str]] = [("TY", record.kind.ris), ("ID", record.key)]
    rows += [("AU", name.sorted_name) for name in record.creators]
    rows += [("ED", name.sorted_name) for name in record.contributors if name.role == "editor"]
    rows += [
        ("TI", record.title),
        ("PY", str(record.year)),
        ("DA", record.issued.replace("-", "/")),
        ("PB", record.publisher),
        ("M3", record.kind_label),
        ("M1", record.deliverable_number),
        ("ET", record.version),
        ("SP", str(record.page_count or "")),
        ("DO", record.doi),
        ("UR", record.best_address),
        ("LA", record.language),
        ("AB", record.abstract),
        ("C1", record.licence_address),
    ]
    rows += [("KW", subject) for subject in record.subjects]
    rows += [("L1", file.address) for file in record.files]
    written = [f"{tag}  - {_line(value)}" for tag, value in rows if value]
    return "\r\n".join([*written, "ER  - ", ""])


def _line(text: str) -> str:
    """Return a text on one line: a break within would begin another tag."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
