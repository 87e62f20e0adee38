"""The embedded PostgreSQL starts in deep folders, refuses a second launcher, outlives nobody."""

import os
import signal
import subprocess
import sys

import psutil
import psycopg
import pytest

from config.launch.postgres import Cluster, ClusterError
from tests.running import ROOT, wait_until

ORPHAN = """
import os, sys
from pathlib import Path
from config.launch.postgres import Cluster
cluster = Cluster(Path(sys.argv[1]), durable=False)
cluster.start()
print(cluster.pid, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def deep_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PGSERVICEFILE", os.environ.get("PGSERVICEFILE", ""))
    return tmp_path / ("deep-" * 20) / ("deeper-" * 14)


def answer(cluster: Cluster) -> str:
    with psycopg.connect(dbname="inspire", **cluster.options()) as connection:
        row = connection.execute("SELECT current_user").fetchone()
        assert row
        return str(row[0])


@pytest.mark.django_db
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a server was given")
def test_the_tests_use_their_own_cluster_and_no_server_of_the_machine(settings):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        assert cursor.fetchone() == (str(settings.CLUSTER.data),)


def test_it_starts_below_a_path_longer_than_a_socket_address(deep_folder):
    cluster = Cluster(deep_folder, durable=False)
    assert len(str(deep_folder)) > 107
    cluster.start()
    try:
        assert answer(cluster) == "inspire"
    finally:
        cluster.stop()


def test_it_opens_no_tcp_port(deep_folder):
    cluster = Cluster(deep_folder, durable=False)
    cluster.start()
    try:
        process = psutil.Process(cluster.pid)
        kinds = {link.family.name for link in process.net_connections(kind="all")}
        assert kinds <= {"AF_UNIX"}
    finally:
        cluster.stop()


def test_nobody_enters_without_the_password(deep_folder):
    cluster = Cluster(deep_folder, durable=False)
    cluster.start()
    try:
        cluster.service_file.write_text(
            cluster.service_file.read_text().replace(cluster.password, "wrong")
        )
        os.environ["PGSERVICEFILE"] = str(cluster.folder / "pg_service.conf")
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(dbname="inspire", service="inspire")
    finally:
        cluster.stop()


def test_a_second_launcher_is_refused_with_the_reason(deep_folder):
    cluster = Cluster(deep_folder, durable=False)
    cluster.start()
    try:
        with pytest.raises(ClusterError, match="already runs"):
            Cluster(deep_folder, durable=False).start()
    finally:
        cluster.stop()


def test_a_moved_folder_gets_a_new_address(tmp_path, monkeypatch):
    monkeypatch.setenv("PGSERVICEFILE", os.environ.get("PGSERVICEFILE", ""))
    first = Cluster(tmp_path / "here", durable=False)
    first.start()
    first.stop()
    (tmp_path / "here").rename(tmp_path / "there")
    second = Cluster(tmp_path / "there", durable=False)
    second.start()
    try:
        assert answer(second) == "inspire"
    finally:
        second.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds a child to its parent")
def test_a_killed_launcher_leaves_no_orphan_and_no_damage(deep_folder):
    done = subprocess.run(
        [sys.executable, "-c", ORPHAN, str(deep_folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    pid = int(done.stdout)
    wait_until(lambda: not psutil.pid_exists(pid), seconds=120, what="the orphan ends")
    cluster = Cluster(deep_folder, durable=False)
    cluster.start()
    try:
        assert answer(cluster) == "inspire"
    finally:
        cluster.stop()


def test_a_broken_cluster_tells_what_its_log_says(tmp_path, monkeypatch):
    monkeypatch.setenv("PGSERVICEFILE", os.environ.get("PGSERVICEFILE", ""))
    monkeypatch.setattr("config.launch.postgres.START_PATIENCE", 5.0)
    cluster = Cluster(tmp_path, durable=False)
    cluster.start()
    cluster.stop()
    (tmp_path / "data" / "global" / "pg_control").unlink()
    with pytest.raises(ClusterError, match="did not start"):
        Cluster(tmp_path, durable=False).start()
