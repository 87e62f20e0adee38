"""Numbers of generations in memory that all processes of one machine share."""

import fcntl
import logging
import mmap
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from zlib import crc32

logger = logging.getLogger(__name__)

CELLS: Final = 512
BYTES: Final = CELLS * 8
# The first cell moves with every change, so that one look tells that nothing happened.
ANY: Final = 0
# Below a number of the database there is room for moves that it could not be told of.
SHIFT: Final = 16


def cell_of(scope: str) -> int:
    """Return the cell of a scope; two scopes in one cell only flush each other."""
    return 1 + crc32(scope.encode()) % (CELLS - 1)


class Counters:
    """The cells: read without a lock and without a system call, written under a file lock.

    Where the file cannot be had, the cells are this process's own, and other processes learn of a
    change through the database only; `is_shared` says which.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_shared = False
        self.cells: memoryview = memoryview(bytearray(BYTES)).cast("Q")
        self._lock = threading.Lock()
        self._file = -1
        self._open()

    def snapshot(
        self, scopes: Iterable[str], cells: memoryview | None = None
    ) -> tuple[tuple[int, int], ...]:
        """Return the cells of these scopes, each with what it holds now, or held in `cells`."""
        seen = self.cells if cells is None else cells
        return tuple((cell, seen[cell]) for cell in {cell_of(scope) for scope in scopes})

    def holds(self, snapshot: tuple[tuple[int, int], ...]) -> bool:
        """Return whether nothing has changed since."""
        cells = self.cells
        return all(cells[cell] == value for cell, value in snapshot)

    def advance(self, numbers: Mapping[str, int]) -> None:
        """Raise the cells to numbers heard from the database; what is no news changes nothing."""
        heard = [(cell_of(scope), number << SHIFT) for scope, number in numbers.items()]
        if any(value > self.cells[cell] for cell, value in heard):
            with self._writing():
                self._raise(heard)

    def push(self, numbers: Mapping[str, int]) -> None:
        """Move the cells of scopes that this process changed, also when the number is no news."""
        with self._writing():
            self._raise(
                [
                    (cell, max(number << SHIFT, self.cells[cell] + 1))
                    for cell, number in ((cell_of(scope), n) for scope, n in numbers.items())
                ]
            )

    def highest(self) -> int:
        """Return the highest number that was heard of."""
        return max(self.cells[1:]) >> SHIFT

    def rejoin(self) -> None:
        """Share the file again after somebody removed or replaced it, or where it was missing."""
        if not self._is_in_place():
            with self._lock:
                self._open()

    def _raise(self, values: list[tuple[int, int]]) -> None:
        news = [(cell, value) for cell, value in values if value > self.cells[cell]]
        for cell, value in news:
            self.cells[cell] = value
        if news:
            self.cells[ANY] += 1

    def _is_in_place(self) -> bool:
        try:
            here, there = os.fstat(self._file), self.path.stat()
        except OSError:
            return False
        return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)

    def _open(self) -> None:
        """Map the file; where that fails, go on with a copy of what is known."""
        was_told = self._file == -1 and not self.is_shared and any(self.cells)
        try:
            file, cells = _map(self.path)
        except OSError as error:
            if not was_told:
                logger.warning("Processes cannot share what changed: %s", error)
            self.cells = memoryview(bytearray(self.cells.tobytes())).cast("Q")
            self.cells[ANY] += 1
            self._file, self.is_shared = -1, False
            return
        # An older mapping stays valid for whoever still reads it.
        self._file, self.cells, self.is_shared = file, cells, True

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            if not self.is_shared:
                yield
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)


def _map(path: Path) -> tuple[int, memoryview]:
    """Return the open file and its cells; a new file begins with a mark that no other ever had."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        is_new = os.fstat(file).st_size != BYTES
        os.ftruncate(file, BYTES)
        cells = memoryview(mmap.mmap(file, BYTES)).cast("Q")
        if is_new:
            cells[ANY] = time.time_ns()
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
    return file, cells
