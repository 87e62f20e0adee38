"""The index follows its sources: nothing lost, nothing twice, never empty."""

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from threading import Event

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as some

from search import actions, registry, tasks
from search.folding import storable, storable_json
from search.models import Due, Entry, Word
from search.queries import Query, find
from search.signals import entries_changed


def stored() -> set[tuple[str, str]]:
    return set(Entry.objects.values_list("key", "title"))


def test_a_rebuild_fills_the_index_and_a_second_one_writes_nothing(shelf):
    shelf.put(1, "One")
    shelf.put(1, "Un", language="fr")
    first, second = actions.rebuild(), actions.rebuild()
    assert (first.read, first.changed, first.removed) == (2, 2, 0)
    assert (second.read, second.changed, second.removed) == (2, 0, 0)


def test_a_rebuild_removes_what_no_source_tells_any_more(shelf):
    shelf.put(1, "One")
    shelf.put(2, "Two")
    actions.rebuild()
    del shelf.stock["2", "en"]
    assert actions.rebuild().removed == 1
    assert stored() == {("1", "One")}


def test_what_a_lost_source_left_goes_with_a_rebuild(shelf, monkeypatch):
    shelf.put(1, "One")
    actions.rebuild()
    monkeypatch.setattr(registry, "_sources", {})
    assert actions.rebuild().removed == 1
    assert not Entry.objects.exists()


def test_small_batches_make_the_same_index(shelf):
    for number in range(25):
        shelf.put(number, f"Thing {number}")
    assert actions.rebuild(batch=4).changed == 25
    assert Entry.objects.count() == 25


def test_a_mark_is_settled_after_the_commit(shelf, django_capture_on_commit_callbacks):
    shelf.put(1, "One")
    with django_capture_on_commit_callbacks(execute=True):
        actions.mark("shelf", 1)
        assert not Entry.objects.exists()
    assert stored() == {("1", "One")}
    assert not Due.objects.exists()


def test_what_was_only_marked_is_found_by_the_sweeper(shelf):
    shelf.put(1, "One")
    actions.mark("shelf", 1)  # the process dies before its commit hooks run
    assert tasks.refresh_due() == 1
    assert stored() == {("1", "One")}
    assert tasks.refresh_due() == 0


def test_many_marks_wake_a_worker_instead(shelf, django_capture_on_commit_callbacks, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks.refresh_due, "apply_async", lambda **options: woken.append(options))
    with django_capture_on_commit_callbacks(execute=True):
        actions.mark("shelf", *range(actions.AT_ONCE + 1))
    assert len(woken) == 1
    assert Due.objects.count() == actions.AT_ONCE + 1


def test_a_broker_that_is_away_costs_a_log_line(monkeypatch, caplog):
    def refuse(**_):
        raise OSError

    monkeypatch.setattr(tasks.refresh_due, "apply_async", refuse)
    tasks.wake()
    assert "sweeper" in caplog.text


def test_what_may_no_longer_be_found_leaves_the_index(shelf):
    shelf.put(1, "One")
    shelf.put(1, "Un", language="fr")
    actions.rebuild()
    del shelf.stock["1", "fr"]
    actions.mark("shelf", 1)
    actions.refresh_due()
    assert stored() == {("1", "One")}


def test_a_mark_for_an_unknown_source_is_settled_too(shelf):
    actions.mark("gone", 1)
    assert actions.refresh_due() == 1
    assert not Due.objects.exists()


def test_lists_are_told_of_their_own_kinds(shelf, django_capture_on_commit_callbacks, monkeypatch):
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register_kind("tool", "Tools", scope="toolbox")
    told = []

    def hear(scopes, **_):
        told.append(scopes)

    entries_changed.connect(hear)
    shelf.put(1, "One")
    with django_capture_on_commit_callbacks(execute=True):
        actions.mark("shelf", 1)
    with django_capture_on_commit_callbacks(execute=True):
        actions.mark("shelf", 1)  # says what the index says already
    entries_changed.disconnect(hear)
    assert told == [("toolbox",)]


def test_signs_that_the_database_cannot_hold_do_no_harm(shelf):
    shelf.put(1, "One\x00", body="a\x00b\ud800", card={"text": "x\x00y"})
    actions.rebuild()
    assert Entry.objects.get().title == "One "


def test_how_json_writes_such_signs_may_stand_in_a_text(shelf):
    shelf.put(1, r"The \u0000 sign", card={"text": "\\u0000 \\\\u0000 \ud800\x00."})
    actions.rebuild()
    entry = Entry.objects.get()
    assert (entry.title, entry.card["text"]) == (r"The \u0000 sign", r"\u0000 \\u0000  .")


@given(some.lists(some.sampled_from([r"\u0000", "\\", "\x00", "\ud800"]) | some.text()))
def test_any_text_survives_as_json_but_for_what_the_database_cannot_hold(parts):
    text = "".join(parts)
    assert json.loads(storable_json([text])) == [storable(text)]


def test_a_very_long_text_is_cut(shelf):
    shelf.put(1, "Long", body=" ".join(f"word{number}" for number in range(60_000)))
    actions.rebuild()
    assert len(Entry.objects.get().body) == 100_000


def test_words_of_what_not_everyone_may_see_are_not_offered(shelf):
    shelf.put(1, "Prototype")
    shelf.put(2, "Clandestine", audience=("member",))
    actions.rebuild()
    words = set(Word.objects.values_list("word", flat=True))
    assert "prototype" in words
    assert "clandestine" not in words


def _indexes() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.get_constraints(cursor, "search_entry"))


def _before(shelf, monkeypatch, key, deed) -> None:
    """Let something happen when a rebuild comes to this key."""
    rows = shelf.rows

    def read(keys):
        if key in keys:
            deed()
        return rows(keys)

    monkeypatch.setattr(shelf, "rows", read)


def _kill_a_rebuild_at(key, shelf, monkeypatch, **options) -> None:
    """Rebuild in a process of its own, which is killed when it comes to this key."""
    connection.close()
    with monkeypatch.context() as fault:
        _before(shelf, fault, key, lambda: os.kill(os.getpid(), signal.SIGKILL))
        process = get_context("fork").Process(target=actions.rebuild, kwargs=options)
        process.start()
        process.join(60)
    assert process.exitcode == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_threads_make_the_same_index(shelf):
    for number in range(25):
        shelf.put(number, f"Thing {number}")
    done = actions.rebuild(batch=2, jobs=3)
    assert (done.read, done.changed, Entry.objects.count()) == (25, 25, 25)
    assert actions.rebuild(batch=2, jobs=3).changed == 0


@pytest.mark.django_db(transaction=True)
def test_all_is_found_while_the_index_is_rebuilt(shelf, monkeypatch):
    for number in range(9):
        shelf.put(number, f"Bridge {number}")
    actions.rebuild()
    for number in range(9):
        shelf.put(number, f"Bridge and tower {number}")
    is_midway, may_go_on = Event(), Event()
    _before(shelf, monkeypatch, "4", lambda: (is_midway.set(), may_go_on.wait(60)))
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(lambda: (actions.rebuild(batch=2, jobs=2), connection.close()))
        try:
            assert is_midway.wait(60)
            assert find(Query(text="bridge")).total == 9
            assert find(Query(text="tower")).total < 9
        finally:
            may_go_on.set()
        assert running.result()[0].changed == 9
    assert find(Query(text="tower")).total == 9


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_rebuild_that_is_killed_leaves_every_entry_whole(shelf, monkeypatch, jobs):
    for number in range(9):
        shelf.put(number, f"Bridge {number}")
    actions.rebuild()
    for number in range(9):
        shelf.put(number, f"Bridge and tower {number}")
    _kill_a_rebuild_at("4", shelf, monkeypatch, batch=2, jobs=jobs)
    assert find(Query(text="bridge")).total == 9
    assert find(Query(text="tower")).total < 9
    actions.rebuild()
    assert find(Query(text="tower")).total == 9


@pytest.mark.django_db(transaction=True)
def test_the_next_rebuild_makes_the_indexes_that_a_killed_one_had_put_aside(shelf, monkeypatch):
    before = _indexes()
    for number in range(9):
        shelf.put(number, f"Bridge {number}")
    _kill_a_rebuild_at("4", shelf, monkeypatch, batch=2)
    assert before - _indexes() == {"search_vector", "search_names", "search_facets"}
    actions.rebuild(batch=2)
    assert _indexes() == before
    assert find(Query(text="bridge")).total == 9


@pytest.mark.django_db(transaction=True)
def test_a_source_that_fails_ends_the_rebuild_and_says_why(shelf, monkeypatch):
    for number in range(400):
        shelf.put(number, f"Thing {number}")

    def fail():
        raise IndexError("a fault of the source")

    _before(shelf, monkeypatch, "0", fail)
    with pytest.raises(IndexError, match="a fault of the source"):
        actions.rebuild(batch=1, jobs=2)
    assert Entry.objects.count() < 399


@pytest.mark.django_db
def test_a_missing_extension_is_explained():
    from django.core.exceptions import ImproperlyConfigured

    from search import postgres

    class Editor:
        connection = connection

        def execute(self, sql):
            with connection.cursor() as cursor:
                cursor.execute(sql.replace("unaccent", "no_such_extension"))

    with pytest.raises(ImproperlyConfigured, match="CREATE EXTENSION unaccent"):
        postgres.create_extensions(None, Editor())
