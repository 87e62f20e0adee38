"""Queries that everybody asks while others wait: Django writes their SQL once, the values change.

To write it takes several times as long as PostgreSQL takes to answer.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Func, IntegerField, QuerySet

# Stand in the query where the values will: no row has them.
EVENT: Final = -1
NOW: Final = datetime(1, 1, 2, tzinfo=UTC)
EMAIL: Final = "\0"
# In place of `count()`, which writes and asks at once.
ROWS: Final = Func(function="COUNT", template="COUNT(*)", output_field=IntegerField())


class Statement:
    """The SQL of one query of values, in which marks stand for what changes."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.sql, self.params = self.compiler.as_sql()
        columns = [selected[0] for selected in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)

    def rows(self, values: Mapping[Any, Any]) -> list[tuple[Any, ...]]:
        """Return the rows; `values` has for each mark what stands in its place."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [values.get(one, one) for one in self.params])
            rows = cursor.fetchall()
        if self.converters:
            rows = map(tuple, self.compiler.apply_converters(rows, self.converters))
        return list(rows)
