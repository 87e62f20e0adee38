"""Reads the sessions of people from a file, as the list of people writes them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.columns import Column, Read, Reader, folded, in_every_language, picked
from events.sessions.clashes import clash_of
from events.sessions.models import taken_in
from events.sessions.refusals import SessionFull

if TYPE_CHECKING:
    from events.models import EventPage, Session
    from events.parts import Filled

KEY: Final = "sessions"
FIELD: Final = "chosen"
HEADING: Final = gettext_lazy("Sessions")


class SessionsReader(Reader):
    """Understands the titles of the sessions that can be chosen."""

    def __init__(self, event: "EventPage", sessions: list["Session"]) -> None:
        self.columns = (
            Column(name=FIELD, label=_("Sessions"), headings=in_every_language(HEADING)),
        )
        self._sessions = {one.pk: one for one in sessions}
        self._by_title: dict[str, list[int]] = {}
        for one in sessions:
            self._by_title.setdefault(folded(one.title), []).append(one.pk)
        self._taken = taken_in(self._sessions, timezone.now())

    def read(self, told: Mapping[str, str]) -> Read:
        """Return the sessions that a cell lists."""
        titles, unknown = picked(told.get(FIELD, ""), self._by_title)
        if unknown:
            problem = _("“%(text)s” is no session that can be chosen.") % {"text": unknown[:60]}
            return Read(problems={FIELD: problem})
        keys = [self._by_title[title] for title in titles]
        if several := next((found for found in keys if len(found) > 1), None):
            title = self._sessions[several[0]].title
            problem = _("“%(text)s” is the title of several sessions.") % {"text": title}
            return Read(problems={FIELD: problem})
        return Read(given={FIELD: [str(found[0]) for found in keys]})

    def problems(self, filled: "Filled") -> dict[str, str]:
        """Return that two of them are at the same time, or that one is full."""
        given: Mapping[str, Any] = filled.given.get(KEY, {})
        chosen = [self._sessions[int(key)] for key in given.get(FIELD, ())]
        if problem := clash_of(chosen):
            return {FIELD: problem}
        full = [one.title for one in chosen if self._is_full(one)]
        return {FIELD: str(SessionFull(full))} if full else {}

    def _is_full(self, session: "Session") -> bool:
        capacity = session.capacity
        return capacity is not None and self._taken.get(session.pk, 0) >= capacity
