"""Tests: a throw-away database, no background worker unless a test starts one."""

import os

from config.launch.postgres import Cluster
from config.settings.base import *
from config.settings.environment import ROOT, env

DEBUG = False
SECRET_KEY = "tests-only-" + "x" * 50
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
SITE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = SITE_URL

# One cluster a run; workers of pytest-xdist inherit its name.
VAR = ROOT / "var" / "test" / os.environ.setdefault("TEST_RUN", str(os.getpid()))
CLUSTER = None if "DATABASE_URL" in env.ENVIRON else Cluster(VAR / "postgres", durable=False)
DATABASES["default"] = CLUSTER.settings() if CLUSTER else env.db_url("DATABASE_URL")
if CLUSTER:  # each worker's database begins as a copy, see tests/prepared.py
    DATABASES["default"]["TEST"] = {"TEMPLATE": DATABASES["default"]["NAME"]}

# What one worker of pytest-xdist publishes is no news for the others: their databases are theirs.
OWN = VAR / os.environ.get("PYTEST_XDIST_WORKER", "alone")
LANE_DIR = OWN / "lane"
MEDIA_ROOT = OWN / "media"
PRIVATE_DIR = STORAGES["private"]["OPTIONS"]["location"] = OWN / "private"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT = None
CELERY_BROKER_TRANSPORT_OPTIONS = {}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
PATTERNS_ENABLED = True
EMAIL_URL = ""
SERVE_MEDIA = True
OUTBOX_TRANSPORT = "outbox.transports.MemoryTransport"
OUTBOX_WAKE_SECONDS = 0.0  # each commit that posts mail calls by itself
SAMPLE_SITE_ALLOWED = True
STAFF_SECOND_FACTOR = False  # tests that are about it switch it on
INSTALLED_APPS += ["django_migration_linter"]
