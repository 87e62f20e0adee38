"""Brings a database up to date: tables, vocabularies, groups, the site's address, sample."""

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from community.stewards.roles import ensure_stewards
from config.sample import is_empty, load_sample_site
from dissemination_metrics.actions import let_coordinators_work
from editorial.roles import let_everybody_work
from events.roles import let_editors_meet
from newsletters.roles import let_publishers_send
from pages.actions import let_editors_work, move_site
from search.actions import fill_if_empty
from vocabulary.actions import load_vocabularies

Say = Callable[[str], None]


def prepare(*, say: Say = lambda what: None, with_sample_site: bool = False) -> None:
    """Apply migrations, load the vocabularies, set the address; a second run changes nothing.

    With `with_sample_site` an empty database also receives the sample site.
    """
    if are_migrations_waiting():
        say("Building the tables")
        call_command("migrate", verbosity=0, interactive=False)
    load_vocabularies()
    let_editors_work()
    let_editors_meet()
    let_publishers_send()
    let_coordinators_work()
    let_everybody_work()
    ensure_stewards()
    if with_sample_site and is_empty():
        say("Loading the sample site")
        load_sample_site()
    move_site(url=settings.SITE_URL)
    fill_if_empty()


def are_migrations_waiting() -> bool:
    """Return whether a migration has not been applied yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
