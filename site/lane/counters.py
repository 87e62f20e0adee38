"""Numbers of generations in memory that all processes of one machine share."""

import fcntl
import logging
import mmap
import os
import threading
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
        self._lock = threading.Lock()
        self._file: int | None = None
        self.cells: memoryview = memoryview(bytearray(BYTES)).cast("Q")
        self._open()

    def snapshot(self, scopes: Iterable[str]) -> dict[int, int]:
        """Return what the cells of these scopes hold now."""
        return {cell: self.cells[cell] for cell in {cell_of(scope) for scope in scopes}}

    def advance(self, numbers: Mapping[str, int]) -> None:
        """Raise the cells to numbers heard from the database; what is no news changes nothing."""
        with self._writing():
            news = {c: n for s, n in numbers.items() if n > self.cells[c := cell_of(s)]}
            self._write(news)

    def push(self, scopes: Iterable[str], numbers: Mapping[str, int]) -> None:
        """Raise the cells of scopes that this process changed; each of them moves in any case."""
        with self._writing():
            self._write(
                {c: max(numbers.get(s, 0), self.cells[c := cell_of(s)] + 1) for s in scopes}
            )

    def push_all(self) -> None:
        """Move every cell: nothing that was made before is to be trusted."""
        with self._writing():
            self._write({cell: self.cells[cell] + 1 for cell in range(1, CELLS)})

    def highest(self) -> int:
        """Return the highest number in any cell of a scope."""
        return max(self.cells[1:])

    def reopen_if_replaced(self) -> None:
        """Join the other processes again after somebody removed or replaced the file."""
        if not self._is_in_place():
            with self._lock:
                before = list(self.cells)
                self._open()
            self.advance_past(before)

    def advance_past(self, before: list[int]) -> None:
        """Move every cell beyond what it held in another file."""
        with self._writing():
            self._write({c: max(self.cells[c], before[c]) + 1 for c in range(1, CELLS)})

    def _write(self, values: Mapping[int, int]) -> None:
        for cell, value in values.items():
            self.cells[cell] = value
        if values:
            self.cells[ANY] += 1

    def _is_in_place(self) -> bool:
        if self._file is None:
            return False
        try:
            here, there = os.fstat(self._file), self.path.stat()
        except OSError:
            return False
        return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)

    def _open(self) -> None:
        was_shared, self.is_shared = self.is_shared, False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            os.ftruncate(file, BYTES)
            cells = memoryview(mmap.mmap(file, BYTES)).cast("Q")
        except OSError as error:
            if was_shared or self._file is None:
                logger.warning("Processes cannot share generations: %s", error)
            self.cells = memoryview(bytearray(self.cells.tobytes())).cast("Q")
            return
        if self._file is not None:
            os.close(self._file)
        self._file, self.cells, self.is_shared = file, cells, True

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._lock:
            if not self.is_shared or self._file is None:
                yield
                return
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                yield
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
