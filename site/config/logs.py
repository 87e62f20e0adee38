"""Log lines: readable ones in development, JSON in production, both with the request's id."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import NamedTuple

request_id: ContextVar[str] = ContextVar("request_id", default="-")

REQUESTS = "inspire.request"
STANDARD = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def extras(record: logging.LogRecord) -> dict[str, object]:
    """Return what the caller added by `extra=`."""
    return {key: value for key, value in record.__dict__.items() if key not in STANDARD}


class Hit(NamedTuple):
    """A request that the anonymous lane answered; `moment` in seconds since 1970."""

    moment: float
    method: str
    route: str
    status: int
    milliseconds: float
    request: str


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC, ISO 8601), level, logger, message, request, extras."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        entry: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, tz=UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id.get(),
        } | extras(record)
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str, ensure_ascii=False)

    def format_hit(self, hit: Hit) -> str:
        """Return the same line for a hit, in a thirtieth of the time: none of it needs escaping."""
        moment = datetime.fromtimestamp(hit.moment, tz=UTC).isoformat(timespec="milliseconds")
        return (
            f'{{"time": "{moment}", "level": "info", "logger": "{REQUESTS}", '
            f'"message": "{hit.method}", "request": "{hit.request}", "route": "{hit.route}", '
            f'"status": {hit.status}, "milliseconds": {hit.milliseconds:.2f}, "lane": "hit"}}'
        )


class ReadableFormatter(logging.Formatter):
    """A line for people: time, level, logger, message, extras."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text."""
        moment = datetime.fromtimestamp(record.created, tz=UTC).astimezone()
        details = " ".join(f"{key}={value}" for key, value in extras(record).items())
        head = f"{moment:%H:%M:%S} {record.levelname:<7} {record.name}:"
        line = f"{head} {record.getMessage()} {details}".rstrip()
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line

    def format_hit(self, hit: Hit) -> str:
        """Return the line of a hit."""
        moment = datetime.fromtimestamp(hit.moment, tz=UTC).astimezone()
        details = f"route={hit.route} status={hit.status} milliseconds={hit.milliseconds:.2f}"
        return f"{moment:%H:%M:%S} INFO    {REQUESTS}: {hit.method} {details} lane=hit"
