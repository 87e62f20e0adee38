"""Keeps copies of rows and puts them back: what tests start from, and the people they ask for."""

from collections.abc import Callable, Sequence
from functools import cached_property

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NEW = """CREATE TABLE {schema}.{table} AS SELECT * FROM public.{table} now
    WHERE NOT EXISTS (SELECT FROM {before}.{table} was WHERE to_jsonb(was) = to_jsonb(now))"""


class Copies:
    """Copies of rows of tables, in a schema of their own."""

    schema = ""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.copied: list[str] = []

    def execute(self, *statements: str) -> None:
        """Send these statements at once."""
        with self.connection.cursor() as cursor:
            cursor.execute(";\n".join(statements))

    def copy(self, table: str, statement: str) -> None:
        """Create the copy of a table by a statement, and forget it where it is empty."""
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute(f'SELECT EXISTS (SELECT FROM {self.schema}."{table}")')
            if cursor.fetchone()[0]:
                self.copied.append(table)

    @cached_property
    def tables(self) -> Sequence[str]:
        """The tables that tests fill."""
        with self.connection.cursor() as cursor:
            names = self.connection.introspection.table_names(cursor)
        return [name for name in names if name != "django_migrations"]

    def begin(self) -> None:
        """Make an empty schema."""
        self.execute(f"DROP SCHEMA IF EXISTS {self.schema} CASCADE", f"CREATE SCHEMA {self.schema}")

    @property
    def inserts(self) -> list[str]:
        """The statements that put the copies into their tables."""
        return [f'INSERT INTO "{one}" SELECT * FROM {self.schema}."{one}"' for one in self.copied]


class Baseline(Copies):
    """The state of a test database after migrations and vocabularies: where each test begins."""

    schema = "baseline"

    def keep(self) -> None:
        """Copy the filled tables."""
        self.begin()
        for table in self.tables:
            statement = f'CREATE TABLE {self.schema}."{table}" AS TABLE public."{table}"'
            self.copy(table, statement)

    def restore(self) -> None:
        """Put every table back to what it held; sequences go on counting."""
        self.execute(
            "SET session_replication_role = replica",
            *(f'DELETE FROM "{table}"' for table in self.tables),
            *self.inserts,
            "SET session_replication_role = origin",
        )


class Cast(Copies):
    """The rows of the sample people: written once by the site itself, copied for each test."""

    schema = "people"

    def keep(self, load: Callable[[], object], baseline: Baseline) -> None:
        """Let `load` write the rows, copy what is new, and go back to the baseline."""
        self.begin()
        load()
        for table in self.tables:
            self.copy(
                table, NEW.format(schema=self.schema, before=baseline.schema, table=f'"{table}"')
            )
        baseline.restore()

    def enter(self) -> None:
        """Put the people into the database."""
        with transaction.atomic(using=self.connection.alias):
            self.execute(*self.inserts)
