"""The kept database is named after what it is made of, made once, and what the tests begin with."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import prepared


@pytest.fixture
def tree(tmp_path):
    """A house with one migration that asks a module for a name."""
    files = {
        "events/migrations/0001_initial.py": "import pages.blocks.case\nfrom events import times\n",
        "events/times.py": "ZONE = 1\n",
        "events/views.py": "",
        "site/pages/blocks/case.py": "",
        "site/config/settings/base.py": "",
        **{f"site/config/{part}": "" for part in prepared.HOW},
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "events/migrations/0001_initial.py",
        "events/migrations/0002_more.py",
        "events/times.py",
        "site/pages/blocks/case.py",
        "site/config/settings/base.py",
        "site/config/migration_state.py",
    ],
)
def test_what_decides_about_tables_gives_another_name(tree, name):
    before = prepared.digest(tree)
    with (tree / name).open("a") as file:
        file.write("CHANGED = True\n")
    assert prepared.digest(tree) != before


def test_another_version_of_a_package_gives_another_name(tree, monkeypatch):
    before = prepared.digest(tree)
    monkeypatch.setattr(prepared, "distributions", list)
    assert prepared.digest(tree) != before


def test_what_does_not_decide_keeps_the_name(tree):
    before = prepared.digest(tree)
    (tree / "events/views.py").write_text("CHANGED = True\n")
    assert prepared.digest(tree) == before


def test_several_who_come_at_once_wait_for_one_to_make_it(tmp_path, monkeypatch):
    made = []

    def make(kept):
        made.append(kept)
        time.sleep(0.2)
        kept.mkdir()
        (kept / "PG_VERSION").write_text("18")

    monkeypatch.setattr(prepared, "FOLDER", tmp_path / "prepared")
    monkeypatch.setattr(prepared, "_make", make)
    places = [tmp_path / f"run-{number}" / "postgres" for number in range(4)]
    with ThreadPoolExecutor(len(places)) as pool:
        list(pool.map(prepared.lay, places))
    assert len(made) == 1
    assert all((place / "PG_VERSION").read_text() == "18" for place in places)


def test_what_cannot_be_built_is_not_kept_and_the_last_one_stays(tmp_path, monkeypatch):
    folder = tmp_path / "prepared"
    (folder / "older").mkdir(parents=True)
    monkeypatch.setattr(prepared, "FOLDER", folder)
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(subprocess.CalledProcessError):
        prepared.lay(tmp_path / "run" / "postgres")
    assert sorted(path.name for path in folder.iterdir()) == ["lock", "older"]


@pytest.mark.django_db
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a server was given")
def test_the_tests_begin_with_tables_that_were_there_before_the_server():
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(applied) < pg_postmaster_start_time() FROM django_migrations")
        assert cursor.fetchone() == (True,)
