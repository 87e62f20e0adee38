"""Erasing during an export: real threads with connections of their own on the real PostgreSQL."""

import threading

import pytest
from django.db import connections

from community.datarights.actions import exporting
from community.datarights.models import DataExport
from community.members.actions import erase_member
from community.members.models import User
from tests.factories.members import ProfileFactory

pytestmark = pytest.mark.django_db(transaction=True)


def in_a_thread(deed):
    def run():
        try:
            deed()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.fixture
def person():
    return ProfileFactory().user


@pytest.fixture
def paused(monkeypatch):
    """Hold the worker after it has read everything and before it stores the file."""
    read, go_on = threading.Event(), threading.Event()
    real = exporting.write_archive

    def write(*args, **kwargs):
        written = real(*args, **kwargs)
        read.set()
        assert go_on.wait(20)
        return written

    monkeypatch.setattr(exporting, "write_archive", write)
    return read, go_on


def test_who_is_erased_while_the_worker_writes_leaves_no_file(person, paused, private_files):
    read, go_on = paused
    exporting.ask_for_export(user=person, language="en")
    built = []
    worker = in_a_thread(lambda: built.append(exporting.build_due()))
    assert read.wait(20)
    erase_member(user=User.objects.get(pk=person.pk))
    go_on.set()
    worker.join(20)
    assert built == [0]
    assert not DataExport.objects.exists()
    assert not private_files.exists() or list(private_files.iterdir()) == []


def test_who_is_erased_while_the_file_is_stored_leaves_no_file(person, private_files, monkeypatch):
    """The worker holds the row; erasing waits for it, then finds the file and deletes it."""
    storing, go_on = threading.Event(), threading.Event()
    storage = exporting.private_storage()
    real = type(storage).save

    def save(self, name, content, max_length=None):
        storing.set()
        assert go_on.wait(20)
        return real(self, name, content, max_length)

    monkeypatch.setattr(type(storage), "save", save)
    exporting.ask_for_export(user=person, language="en")
    worker = in_a_thread(exporting.build_due)
    assert storing.wait(20)
    eraser = in_a_thread(lambda: erase_member(user=User.objects.get(pk=person.pk)))
    eraser.join(0.5)
    assert eraser.is_alive(), "erasing waits for the row"
    go_on.set()
    worker.join(20)
    eraser.join(20)
    assert not User.objects.filter(pk=person.pk).exists()
    assert not DataExport.objects.exists()
    assert list(private_files.iterdir()) == []


def test_two_workers_never_take_the_same_copy(person):
    exporting.ask_for_export(user=person, language="en")
    start, taken = threading.Barrier(4), []

    def take():
        start.wait(20)
        taken.append(exporting.claim())

    threads = [in_a_thread(take) for _ in range(4)]
    for thread in threads:
        thread.join(20)
    assert len([one for one in taken if one]) == 1
