"""Brings a database up to date: migrations, vocabularies, the site's address, sample content."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from config.sample import is_empty, load_sample_site
from vocabulary.actions import load_vocabularies

Say = Callable[[str], None]


def prepare(*, say: Say = lambda what: None, with_sample_site: bool = False) -> None:
    """Apply migrations, load the vocabularies, set the address; a second run changes nothing.

    With `with_sample_site` an empty database also receives the sample site.
    """
    if waiting_migrations():
        say("Building the tables")
        call_command("migrate", verbosity=0, interactive=False)
    load_vocabularies()
    if with_sample_site and is_empty():
        say("Loading the sample site")
        load_sample_site()
    set_address()


def waiting_migrations() -> bool:
    """Return whether a migration has not been applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def set_address() -> None:
    """Write the address of SITE_URL and the site's name into Wagtail's default site."""
    parts = urlsplit(settings.SITE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first()
    wanted = (parts.hostname or "localhost", port, settings.WAGTAIL_SITE_NAME)
    if site and (site.hostname, site.port, site.site_name) != wanted:
        site.hostname, site.port, site.site_name = wanted
        site.save()
