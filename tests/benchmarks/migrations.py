"""How fast an empty database gets its tables, the same as Django's: `make bench-migrations`.

The floor is Django's own `migrate`. Both write into a cluster of their own; then tables, rows and
permissions are compared. Ends with one line of JSON; fails where the two differ. What pg_dump says
is compared line by line, sorted: the order of statements says nothing.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WAYS = ("django", "ours")
PERMISSIONS = """
SELECT app_label, model, codename, auth_group.name FROM django_content_type AS kind
LEFT JOIN auth_permission AS permission ON permission.content_type_id = kind.id
LEFT JOIN auth_group_permissions ON permission_id = permission.id
LEFT JOIN auth_group ON auth_group.id = group_id ORDER BY 1, 2, 3, 4
"""


def migrate(way: str) -> dict[str, object]:
    """Build the tables of this run's cluster, and return the seconds and all that is there then."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command as Own
    from django.db import connection

    django.setup()
    settings.CLUSTER.start()
    try:
        began = time.perf_counter()
        call_command(Own() if way == "django" else "migrate", verbosity=0)
        seconds = time.perf_counter() - began
        with connection.cursor() as cursor:
            rows = counted(cursor)
            cursor.execute(PERMISSIONS)
            permissions = cursor.fetchall()
        connection.close()
        return {
            "seconds": seconds,
            "tables": dump(connection.settings_dict["NAME"]),
            "rows": rows,
            "permissions": permissions,
        }
    finally:
        settings.CLUSTER.stop()


def counted(cursor) -> list[tuple[str, int]]:
    """Return how many rows each table has."""
    from django.db import connection

    rows = []
    for table in sorted(connection.introspection.table_names(cursor)):
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        rows.append((table, cursor.fetchone()[0]))
    return rows


def dump(database: str) -> list[str]:
    """Return what pg_dump says of the tables, sorted, without the key that differs each time."""
    from config.launch.postgres import _binary

    told = subprocess.run(
        [_binary("pg_dump"), "--schema-only", "--no-owner", f"--dbname={database}"],
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted(line for line in told.stdout.splitlines() if "restrict" not in line)


def in_cluster_of_its_own(way: str) -> dict[str, object]:
    """Migrate one way in a fresh process and a fresh cluster."""
    run = f"bench-migrations-{way}-{os.getpid()}"
    environment = {key: os.environ[key] for key in ("HOME", "PATH") if key in os.environ}
    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        try:
            subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.migrations", "--way", way, told.name],
                cwd=ROOT,
                env=environment
                | {"TEST_RUN": run, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
                check=True,
            )
        finally:
            shutil.rmtree(ROOT / "var" / "test" / run, ignore_errors=True)
        return json.loads(Path(told.name).read_text())


def differences(first: dict[str, object], second: dict[str, object]) -> list[str]:
    """Return what one has and the other has not."""
    found = []
    for part in ("tables", "rows", "permissions"):
        one, other = ([str(item) for item in each[part]] for each in (first, second))
        found += [f"{part}, Django's alone: {item}" for item in one if item not in set(other)]
        found += [f"{part}, ours alone: {item}" for item in other if item not in set(one)]
        if not found and one != other:
            found.append(f"{part}: {len(one)} and {len(other)} lines")
    return found


def main() -> int:
    """Measure both ways, compare, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the same: there is one size")
    parser.add_argument("--full", action="store_true", help="the same: there is one size")
    parser.add_argument("--way", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        way, file = options.way
        Path(file).write_text(json.dumps(migrate(way)))
        return 0
    results = {way: in_cluster_of_its_own(way) for way in WAYS}
    found = differences(*results.values())
    print("\n".join(found or ["The tables, rows and permissions are the same."]))
    print(
        json.dumps(
            {f"{way}_s": round(result["seconds"], 1) for way, result in results.items()}
            | {"tables": len(results["ours"]["rows"]), "differences": len(found)}
        )
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
