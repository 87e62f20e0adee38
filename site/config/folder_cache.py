"""The cache where there is no Redis: Django's folder of files, made fit for thousands of them."""

import os
import pickle
import random
import time
import zlib
from collections.abc import Callable
from io import BytesIO, FileIO
from pathlib import Path
from typing import IO, Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks

WRITES: Final = 1000  # between two looks for room, on average


class FolderCache(FileBasedCache):
    """A folder whose files are counted now and then, and where what is over goes first.

    Django's own lists the whole folder at each write: with a day's rate limits in it, that was most
    of what a sign-in cost. And where there are too many it forgets any third of them, counters that
    still hold as well. What is added and counted stays in its file, locked for that moment: so both
    of two processes count, and no second file is made and moved each time.
    """

    # What Django keeps to itself; its hints leave it out.
    _max_entries: int
    _list_cache_files: Callable[[], list[str]]
    _is_expired: Callable[[IO[bytes]], bool]
    _delete: Callable[[str], bool]
    _createdir: Callable[[], None]
    _key_to_file: Callable[[str, int | None], str]
    _write_content: Callable[[IO[bytes], float | None, Any], None]

    def add(
        self,
        key: str,
        value: Any,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        """Set the value unless one is there; return whether it was set, which is true for one."""
        self._cull()
        self._createdir()  # it may be deleted at any time
        with _locked(self._key_to_file(key, version), os.O_RDWR | os.O_CREAT) as file:
            if _read(file):
                return False
            content = BytesIO()
            self._write_content(content, timeout, value)
            _write(file, content.getvalue())
            return True

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number that is there and return it.

        Raises:
            ValueError: it is not there, or over.
        """
        try:
            with _locked(self._key_to_file(key, version), os.O_RDWR) as file:
                if known := _read(file):
                    until, value = known[0], int(known[1]) + delta
                    _write(file, pickle.dumps(until) + zlib.compress(pickle.dumps(value)))
                    return value
        except FileNotFoundError:
            pass
        message = f"Key '{key}' not found"
        raise ValueError(message)

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


def _locked(name: str, flags: int) -> FileIO:
    """Return a file that others wait for until it is closed."""
    file = FileIO(os.open(name, flags, 0o600), "r+")
    locks.lock(file, locks.LOCK_EX)
    return file


def _read(file: FileIO) -> tuple[float | None, Any] | None:
    """Return until when a value holds, and the value; None where there is none, or it is over."""
    content = BytesIO(file.read())
    try:
        until = pickle.load(content)  # noqa: S301 - our own, in a folder of our own
        if until is not None and until < time.time():
            return None
        return until, pickle.loads(zlib.decompress(content.read()))  # noqa: S301
    except (EOFError, pickle.UnpicklingError, zlib.error):  # new, or half written when power went
        return None


def _write(file: FileIO, content: bytes) -> None:
    file.seek(0)
    file.write(content)
    file.truncate()
