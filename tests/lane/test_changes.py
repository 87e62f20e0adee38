"""A change flushes what shows it, at once and nothing else."""

import threading
import time

import pytest

from lane import channel as channels
from lane import showing
from lane.channel import channel
from lane.counters import ANY, Counters, cell_of
from tests.lane.visitor import SmallHouse, ask, lane_before


def test_a_change_shows_on_the_next_request_and_flushes_only_its_scope(lane, house, counters):
    ask(lane, "/news/")
    house.scopes = ("toolbox",)
    ask(lane, "/toolbox/")
    counters.push({"news": 1})
    house.text = "newer words"
    assert b"newer" in ask(lane, "/news/").body
    assert b"newer" not in ask(lane, "/toolbox/").body
    counters.push({"site": 2})
    assert b"newer" in ask(lane, "/toolbox/").body


def test_a_change_while_the_answer_is_made_is_not_missed(lane, house, counters):
    inner = house.__call__

    def slow(environ, start_response):
        answer = inner(environ, start_response)
        counters.push({"news": 1})
        return answer

    lane.application = slow
    ask(lane)
    lane.application = house
    house.text = "newer words"
    assert b"newer" in ask(lane).body


def test_two_processes_share_the_cells(tmp_path):
    one, other = Counters(tmp_path / "cells"), Counters(tmp_path / "cells")
    before = other.snapshot(["news"])
    one.push({"news": 7})
    assert not other.holds(before)
    assert other.highest() == 7


def test_a_number_that_is_no_news_changes_nothing(counters):
    counters.push({"news": 7})
    before, any_before = counters.snapshot(["news"]), counters.cells[ANY]
    counters.advance({"news": 7})
    counters.advance({"news": 3})
    assert counters.holds(before)
    assert counters.cells[ANY] == any_before
    counters.advance({"news": 8})
    assert not counters.holds(before)


def test_a_change_that_the_database_could_not_number_is_still_a_change(counters):
    counters.push({"news": 7})
    before = counters.snapshot(["news"])
    counters.push({"news": 0})
    assert not counters.holds(before)
    changed = counters.snapshot(["news"])
    counters.advance({"news": 8})
    assert not counters.holds(changed)


def test_a_file_that_cannot_be_had_leaves_each_process_its_own_cells(tmp_path, house, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    cells = Counters(tmp_path / "file" / "generations")
    assert not cells.is_shared
    monkeypatch.setattr(channel, "heard_at", float("inf"))
    lane = lane_before(house, cells)
    ask(lane)
    ask(lane)
    assert len(house.asked) == 1
    cells.push({"news": 1})
    ask(lane)
    assert len(house.asked) == 2


def test_a_file_that_was_removed_is_joined_again(tmp_path):
    path = tmp_path / "cells"
    one = Counters(path)
    one.push({"news": 7})
    path.unlink()
    other = Counters(path)
    epoch = one.cells[ANY]
    one.rejoin()
    assert one.cells[ANY] != epoch
    other.push({"news": 8})
    assert one.cells[cell_of("news")] == other.cells[cell_of("news")]


def test_what_grew_old_is_made_anew(lane, house, monkeypatch):
    ask(lane)
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 299)
    ask(lane)
    assert len(house.asked) == 1
    monkeypatch.setattr(time, "monotonic", lambda: now + 301)
    ask(lane)
    assert len(house.asked) == 2


def test_nothing_is_trusted_when_nobody_was_heard_for_ten_seconds(lane, house, monkeypatch):
    ask(lane)
    monkeypatch.setattr(channel, "heard_at", time.monotonic() - channels.PATIENCE - 1)
    house.text = "newer words"
    assert b"newer" in ask(lane).body
    assert b"newer" in ask(lane).body
    assert len(house.asked) == 3


@pytest.mark.parametrize("is_heard", [True, False])
def test_an_unchanged_answer_stands_in_when_django_cannot_answer(
    lane, house, monkeypatch, is_heard
):
    ask(lane)
    now = time.monotonic()
    if is_heard:
        monkeypatch.setattr(time, "monotonic", lambda: now + 400)
    else:
        monkeypatch.setattr(channel, "heard_at", now - channels.PATIENCE - 1)
    house.status = 500
    assert ask(lane).status == 200
    assert len(house.asked) == 2
    monkeypatch.setattr(time, "monotonic", lambda: now + 700)
    assert ask(lane).status == 500


def test_an_answer_that_has_changed_stands_in_for_nothing(lane, house, counters):
    ask(lane)
    counters.push({"news": 1})
    house.status = 500
    assert ask(lane).status == 500


def crowd(lane, number: int, **more) -> list:
    replies = []
    threads = [
        threading.Thread(target=lambda: replies.append(ask(lane, **more))) for _ in range(number)
    ]
    for thread in threads:
        thread.start()
    return [threads, replies]


@pytest.mark.parametrize("is_known", [False, True])
def test_a_crowd_that_wants_one_page_has_it_made_once(lane, house, counters, is_known):
    if is_known:
        ask(lane)
        counters.push({"news": 1})
    before = len(house.asked)
    house.gate = threading.Event()
    threads, replies = crowd(lane, 20)
    time.sleep(0.3)
    assert len(replies) == 0
    house.gate.set()
    for thread in threads:
        thread.join(5)
    assert len(replies) == 20
    assert len({reply.body for reply in replies}) == 1
    assert len(house.asked) - before == 1


def test_the_crowd_does_not_wait_for_what_cannot_be_shared(counters):
    house = SmallHouse(is_offered=False, gate=threading.Event())
    lane = lane_before(house, counters)
    threads, replies = crowd(lane, 5)
    time.sleep(0.2)
    house.gate.set()
    for thread in threads:
        thread.join(5)
    assert len(replies) == 5
    assert len(house.asked) == 5


def test_whoever_comes_after_a_change_does_not_get_what_was_begun_before(lane, house, counters):
    house.gate = threading.Event()
    (first,), _ = crowd(lane, 1)
    time.sleep(0.1)
    counters.push({"news": 1})
    threads, later = crowd(lane, 3)
    time.sleep(0.1)
    house.text = "newer words"
    house.gate.set()
    for thread in [first, *threads]:
        thread.join(5)
    assert all(b"newer" in reply.body for reply in later)
    assert len(house.asked) == 2


def test_a_leader_that_fails_does_not_hold_up_the_others(lane, house):
    def broken(environ, start_response):
        raise RuntimeError

    lane.application = broken
    with pytest.raises(RuntimeError):
        ask(lane)
    lane.application = house
    assert ask(lane).status == 200


class TestWhatChangesAllTheTime:
    @pytest.fixture
    def clock(self, monkeypatch):
        """Return a function that lets seconds pass."""
        now = [time.monotonic()]
        monkeypatch.setattr(time, "monotonic", lambda: now[0])

        def let_pass(seconds: float) -> None:
            now[0] += seconds

        return let_pass

    @pytest.fixture
    def change(self, lane, house, counters):
        """Return a function that changes the words and says so, and one that reads them."""
        house.hasty = ("seats",)
        number = [0]

        def write(scope: str = "seats") -> bytes:
            number[0] += 1
            house.text = f"words {number[0]}"
            counters.push({scope: number[0]})
            return house.text.encode()

        return write

    def test_a_change_shows_at_once_where_it_is_quiet(self, lane, change, clock):
        ask(lane)
        clock(30)
        words = change()
        assert ask(lane).body.strip() == words

    def test_where_a_page_is_made_again_and_again_it_lags_for_half_a_second(
        self, lane, house, change, clock
    ):
        ask(lane)
        change()
        shown = ask(lane).body.strip()  # the second within a moment
        clock(0.1)
        words = change()
        assert ask(lane).body.strip() == shown
        clock(showing.MOMENT)
        assert ask(lane).body.strip() == words
        made = len(house.asked)
        for _ in range(10):
            change()
            clock(0.1)
            ask(lane)
        assert len(house.asked) - made <= 2

    def test_every_other_change_shows_at_once_all_the_same(self, lane, change):
        ask(lane)
        change()
        ask(lane)
        change()
        words = change("news")
        assert ask(lane).body.strip() == words
