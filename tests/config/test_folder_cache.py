"""The cache without Redis: thousands of files cost a write nothing, and what holds is kept."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import folder_cache
from config.folder_cache import FolderCache


@pytest.fixture
def cache(tmp_path):
    """A cache with room for thirty entries."""
    return FolderCache(str(tmp_path / "cache"), {"OPTIONS": {"MAX_ENTRIES": 30}})


def held(cache) -> set[int]:
    return {number for number in range(1000) if cache.get(f"counter:{number}") is not None}


def test_a_write_does_not_list_the_folder(cache, monkeypatch):
    monkeypatch.setattr(folder_cache.random, "randrange", lambda most: most - 1)
    monkeypatch.setattr(cache, "_list_cache_files", lambda: pytest.fail("the folder was listed"))
    cache.set("counter:1", 1, timeout=60)
    assert cache.add("counter:1", 2) is False
    assert cache.incr("counter:1") == 2


def test_room_is_made_now_and_then(cache, monkeypatch):
    monkeypatch.setattr(folder_cache, "WRITES", 1)
    for number in range(100):
        cache.set(f"counter:{number}", 1, timeout=60)
    assert 20 <= len(held(cache)) <= 30


def test_what_is_over_goes_before_any_counter_that_holds(cache, time_machine, monkeypatch):
    monkeypatch.setattr(folder_cache.random, "randrange", lambda most: 1)
    time_machine.move_to("2026-01-01 12:00", tick=False)
    for number in range(100):
        cache.set(f"counter:{number}", 1, timeout=60 if number < 80 else 86_400)
    time_machine.move_to("2026-01-01 13:00", tick=False)
    monkeypatch.setattr(folder_cache.random, "randrange", lambda most: 0)
    cache.set("counter:100", 1, timeout=60)
    assert held(cache) == {*range(80, 101)}
    assert len(cache._list_cache_files()) == 21


def test_an_entry_is_added_once_and_again_when_it_is_over(cache, time_machine):
    time_machine.move_to("2026-01-01 12:00", tick=False)
    assert cache.add("counter", 1, timeout=60) is True
    assert cache.add("counter", 5, timeout=60) is False
    assert cache.get("counter") == 1
    time_machine.move_to("2026-01-01 12:02", tick=False)
    assert cache.add("counter", 7, timeout=60) is True
    assert cache.get("counter") == 7


def test_counting_keeps_until_when_it_holds(cache, time_machine):
    time_machine.move_to("2026-01-01 12:00", tick=False)
    cache.add("counter", 1, timeout=60)
    assert cache.incr("counter", 3) == 4
    time_machine.move_to("2026-01-01 12:00:59", tick=False)
    assert cache.get("counter") == 4
    time_machine.move_to("2026-01-01 12:02", tick=False)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("counter")


def test_what_is_not_there_is_not_counted_and_leaves_no_file(cache):
    with pytest.raises(ValueError, match="not found"):
        cache.incr("counter")
    assert cache._list_cache_files() == []


def test_a_half_written_file_counts_as_none(cache):
    cache.add("counter", 1, timeout=60)
    with Path(cache._key_to_file("counter")).open("r+b") as file:
        file.truncate(15)
    with pytest.raises(ValueError, match="not found"):
        cache.incr("counter")
    assert cache.add("counter", 2, timeout=60) is True


def test_the_folder_may_go_at_any_time(cache):
    shutil.rmtree(cache._dir)
    assert cache.add("counter", 1, timeout=60) is True
    assert cache.incr("counter") == 2


def test_many_at_the_same_moment_are_all_counted(cache):
    def one(_number: int) -> int:
        return 1 if cache.add("counter", 1, timeout=60) else cache.incr("counter")

    with ThreadPoolExecutor(8) as pool:
        counts = list(pool.map(one, range(400)))
    assert sorted(counts) == list(range(1, 401))
