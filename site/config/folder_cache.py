"""The cache where there is no Redis: Django's folder of files, made fit for thousands of them."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from django.core.cache.backends.filebased import FileBasedCache

WRITES: Final = 1000  # between two looks for room, on average


class FolderCache(FileBasedCache):
    """A folder whose files are counted now and then, and where what is over goes first.

    Django's own lists the whole folder at each write: with a day's rate limits in it, that was most
    of what a sign-in cost. And where there are too many it forgets any third of them, counters that
    still hold as well.
    """

    # What Django keeps to itself; its hints leave it out.
    _max_entries: int
    _list_cache_files: Callable[[], list[str]]
    _is_expired: Callable[[IO[bytes]], bool]
    _delete: Callable[[str], bool]

    def _cull(self) -> None:
        if random.randrange(WRITES) == 0:  # noqa: S311 - nothing secret
            self._make_room()

    def _make_room(self) -> None:
        """Bring too many files down to two thirds of what may be there; those that hold go last."""
        names = self._list_cache_files()
        if len(names) < self._max_entries:
            return
        holding = [name for name in names if self._holds(name)]
        surplus = len(holding) - self._max_entries * 2 // 3
        for name in random.sample(holding, max(0, surplus)):
            self._delete(name)

    def _holds(self, name: str) -> bool:
        """Return whether an entry holds; one that is over is deleted."""
        try:
            with Path(name).open("rb") as file:
                return not self._is_expired(file)
        except FileNotFoundError:
            return False
