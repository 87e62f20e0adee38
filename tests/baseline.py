"""Keeps a copy of every filled table and puts it back: what a transactional test starts from."""

from django.db.backends.base.base import BaseDatabaseWrapper

SCHEMA = "baseline"


class Baseline:
    """The state of a test database after migrations and vocabularies."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        self.statements: list[str] = []

    def keep(self) -> None:
        """Copy the filled tables into a schema of their own."""
        with self.connection.cursor() as cursor:
            tables = [
                table
                for table in self.connection.introspection.table_names(cursor)
                if table != "django_migrations"
            ]
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
            filled = []
            for table in tables:
                cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
                if cursor.fetchone()[0]:
                    cursor.execute(f'CREATE TABLE {SCHEMA}."{table}" AS TABLE public."{table}"')
                    filled.append(table)
        self.statements = [
            "SET session_replication_role = replica",
            *(f'DELETE FROM "{table}"' for table in tables),
            *(f'INSERT INTO "{table}" SELECT * FROM {SCHEMA}."{table}"' for table in filled),
            "SET session_replication_role = origin",
        ]

    def restore(self) -> None:
        """Put every table back to what it held; sequences go on counting."""
        with self.connection.cursor() as cursor:
            cursor.execute(";\n".join(self.statements))
