"""The index follows its sources: nothing lost, nothing twice, never empty."""

import pytest
from django.db import connection

from search import actions, registry, tasks
from search.models import Due, Entry, Word
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
