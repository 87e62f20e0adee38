"""The cache without Redis: thousands of files cost a write nothing, and what holds is kept."""

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
