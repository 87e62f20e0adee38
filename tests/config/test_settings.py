"""Production refuses to start on a missing or unsafe value, with a line for each."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings.demands import DEMANDS, refuse_unsafe
from tests.check import ROOT, SAFE


def test_a_safe_environment_is_accepted():
    refuse_unsafe(SAFE)


@pytest.mark.parametrize("name", DEMANDS)
def test_each_missing_value_is_named(name):
    with pytest.raises(ImproperlyConfigured, match=f"- {name} is missing"):
        refuse_unsafe({key: value for key, value in SAFE.items() if key != name})


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("SECRET_KEY", "short", "at least 50 characters"),
        ("SECRET_KEY", "x" * 60, "at least 50 characters"),
        ("ALLOWED_HOSTS", "*", "refused"),
        ("SITE_URL", "http://www.example.org", "https://"),
        ("SITE_URL", "https://", "https://"),
        ("DATABASE_URL", "sqlite:///db", "postgres://"),
        ("EMAIL_URL", "consolemail://", "smtp://"),
        ("DEFAULT_FROM_EMAIL", "root@localhost", "domain"),
        ("DEFAULT_FROM_EMAIL", "INSPIRE <root@localhost>", "domain"),
        ("DEBUG", "1", "must not be set"),
    ],
)
def test_each_unsafe_value_is_refused_with_its_reason(name, value, reason):
    with pytest.raises(ImproperlyConfigured, match=f"- {name} .*{reason}"):
        refuse_unsafe(SAFE | {name: value})


def test_all_faults_are_told_at_once():
    with pytest.raises(ImproperlyConfigured) as caught:
        refuse_unsafe({})
    assert str(caught.value).count("\n  - ") == len(DEMANDS)


def test_a_real_process_does_not_start_without_its_environment():
    kept = {key: os.environ[key] for key in ("HOME", "PATH") if key in os.environ}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=kept | {"DJANGO_SETTINGS_MODULE": "config.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "SECRET_KEY is missing" in done.stderr


def test_every_variable_of_the_settings_is_explained():
    explained = (ROOT / ".env.example").read_text()
    for path in (ROOT / "site" / "config" / "settings").glob("*.py"):
        for line in path.read_text().splitlines():
            for part in line.split("env.")[1:]:
                if '("' not in part[:16]:
                    continue
                name = part.split('("')[1].split('"')[0]
                assert f"{name}=" in explained or name == "DATABASE_NAME" or name == "DEBUG", name
