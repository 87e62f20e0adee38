"""Wagtail's background tasks reach Celery after commit, and run at once where a test asks."""

import pytest
from django.db import transaction
from django_tasks import task

from config import task_backend, tasks

done: list[str] = []


@task()
def note(what: str, *, loudly: bool = False) -> None:
    done.append(what.upper() if loudly else what)


@pytest.fixture(autouse=True)
def forget():
    done.clear()


@pytest.mark.django_db(transaction=True)
def test_a_task_is_sent_after_commit_and_not_before(eager_celery):
    with transaction.atomic():
        note.enqueue("page", loudly=True)
        assert done == []
    assert done == ["PAGE"]


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_sends_nothing(eager_celery):
    with transaction.atomic():
        note.enqueue("page")
        transaction.set_rollback(True)
    assert done == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_costs_a_log_line_only(monkeypatch, caplog):
    def away(*args, **kwargs):
        raise OSError("no broker")

    monkeypatch.setattr(task_backend.run_task, "delay", away)
    note.enqueue("page")
    assert "The broker took no task" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_touches_many_rows_sends_each_task_once_in_few_parcels(
    eager_celery, monkeypatch
):
    parcels = []
    send = task_backend.run_tasks.delay
    monkeypatch.setattr(
        task_backend.run_tasks, "delay", lambda calls: parcels.append(len(calls)) or send(calls)
    )
    with transaction.atomic(), task_backend.gathered():
        for number in range(task_backend.PARCEL + 10):
            note.enqueue(str(number))
            note.enqueue(str(number))
        assert done == parcels == []
    assert parcels == [task_backend.PARCEL, 10]
    assert done == [str(number) for number in range(task_backend.PARCEL + 10)]


@pytest.mark.django_db(transaction=True)
def test_a_deed_that_fails_sends_none_of_what_it_gathered(eager_celery):
    def fail():
        with transaction.atomic(), task_backend.gathered():
            note.enqueue("page")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    note.enqueue("later")
    assert done == ["later"]


@pytest.mark.django_db
def test_one_task_of_a_parcel_that_fails_keeps_none_of_the_others_from_being_run(caplog):
    path = f"{__name__}.note"
    tasks.run_tasks([(path, ["first"], {}), ("no.such.task", [], {}), (path, ["third"], {})])
    assert done == ["first", "third"]
    assert "A task failed" in caplog.text


def test_a_test_may_ask_for_immediate_tasks(immediate_tasks):
    note.enqueue("now")
    assert done == ["now"]


@pytest.mark.django_db
def test_the_worker_finds_the_task_by_its_path():
    tasks.run_task(f"{__name__}.note", ["later"], {"loudly": True})
    assert done == ["LATER"]


@pytest.mark.django_db
def test_the_nightly_commands_run():
    tasks.publish_scheduled()


@pytest.mark.django_db
def test_a_page_whose_indexing_was_lost_is_found_after_the_nightly_refresh():
    from wagtail.models import Page
    from wagtail.search.models import IndexEntry

    root = Page.objects.filter(depth=1).get()
    root.add_child(title="Lighthouse", slug="lighthouse")
    IndexEntry.objects.all().delete()
    assert not Page.objects.all().search("Lighthouse")
    tasks.refresh_index()
    assert [page.title for page in Page.objects.all().search("Lighthouse")] == ["Lighthouse"]
