"""What the index needs of a PostgreSQL server: two extensions, and how each language is read."""

from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

EXTENSIONS: Final = ("unaccent", "pg_trgm")
STEMMED: Final = ("english", "french", "german", "spanish", "italian")
# In the words with letters beyond ASCII, accents go before the stem is taken.
TOKENS: Final = "hword, hword_part, word"


def create_extensions(apps: Any, schema_editor: Any) -> None:
    """Make the extensions where they are missing.

    Raises:
        ImproperlyConfigured: the server lacks one, or this account may not make it.
    """
    for name in EXTENSIONS:
        try:
            with transaction.atomic(using=schema_editor.connection.alias):
                schema_editor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")
        except DatabaseError as fault:
            message = (
                f"The search needs the PostgreSQL extension {name}, and it could not be made "
                f"({str(fault).strip()}). Install the package postgresql-contrib on the server if "
                f"it is missing there; then let an owner of the database run "
                f'"CREATE EXTENSION {name};" once, and migrate again.'
            )
            raise ImproperlyConfigured(message) from fault


def create_configurations(apps: Any, schema_editor: Any) -> None:
    """Make our own text search configurations: each language's stems, with accents folded."""
    for language in (*STEMMED, "simple"):
        stems = f"{language}_stem" if language != "simple" else "simple"
        name = f"search_{language}"
        schema_editor.execute(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS {name}")
        schema_editor.execute(f"CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {language})")
        schema_editor.execute(
            f"ALTER TEXT SEARCH CONFIGURATION {name} "
            f"ALTER MAPPING FOR {TOKENS} WITH unaccent, {stems}"
        )


def drop_configurations(apps: Any, schema_editor: Any) -> None:
    """Take our configurations away; the extensions stay, others may use them."""
    for language in (*STEMMED, "simple"):
        schema_editor.execute(f"DROP TEXT SEARCH CONFIGURATION IF EXISTS search_{language}")


def narrow_rows(apps: Any, schema_editor: Any) -> None:
    """Keep long texts out of the rows: what is ranked and counted by is read from few blocks.

    Lexemes hardly shrink, so that PostgreSQL need not try.
    """
    inside = ", ".join(
        f"ALTER COLUMN {name} SET STORAGE MAIN"
        for name in ("head", "sets", "audience", "facets", "title")
    )
    schema_editor.execute(
        f"ALTER TABLE search_entry SET (toast_tuple_target = 900), {inside},"
        " ALTER COLUMN vector SET STORAGE EXTERNAL"
    )
