"""The first migration: its states are Django's, and so are the tables that it makes."""

import pytest
from django.apps import apps as models_of_today
from django.core.management import get_commands, load_command_class
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from config.migration_state import FirstMigrationExecutor, JoiningState

ROOMS = (
    *("config", "lane", "vocabulary", "outbox", "search", "pages", "toolbox", "editorial"),
    *("discovery", "community", "events", "newsletters", "dissemination_metrics"),
)

pytestmark = pytest.mark.django_db


def field_of(field):
    """Return what a field says about its table, and which model stands at its other end."""
    related = field.related_model
    return (
        field.name,
        type(field).__name__,
        getattr(field, "column", None),
        getattr(field, "db_type", lambda _: None)(connection),
        getattr(field, "null", None),
        bool(related) and related._meta.label,
    )


def described(apps):
    """Return all that a migration can ask of the models."""
    return {
        model._meta.label: {
            "table": model._meta.db_table,
            "bases": [base.__name__ for base in model.__mro__],
            "fields": [field_of(field) for field in model._meta.local_fields],
            "many to many": [field_of(field) for field in model._meta.local_many_to_many],
            "all": sorted(field.name for field in model._meta.get_fields(include_hidden=True)),
            "indexes": [index.deconstruct() for index in model._meta.indexes],
            "constraints": [each.deconstruct() for each in model._meta.constraints],
            "together": model._meta.unique_together,
        }
        for model in apps.get_models(include_auto_created=True)
    }


def test_joined_classes_are_those_that_django_renders():
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    joined = JoiningState(real_apps=executor.loader.unmigrated_apps)
    assert joined.apps is not None  # rendered from now on
    for migration, _ in plan:
        migration.mutate_state(joined, preserve=False)
    rendered = ProjectState(joined.models, executor.loader.unmigrated_apps)
    ours, djangos = described(joined.apps), described(rendered.apps)
    assert ours.keys() == djangos.keys()
    different = {
        (label, part): (told, djangos[label][part])
        for label, parts in ours.items()
        for part, told in parts.items()
        if told != djangos[label][part]
    }
    assert not different


def test_every_table_of_ours_has_the_columns_indexes_and_constraints_of_its_model():
    with connection.cursor() as cursor:
        for model in models_of_today.get_models(include_auto_created=True):
            of_ours = model.__module__.split(".")[0] in ROOMS
            if not of_ours or not model._meta.managed or model._meta.proxy:
                continue
            table = model._meta.db_table
            columns = {
                each.name for each in connection.introspection.get_table_description(cursor, table)
            }
            assert {field.column for field in model._meta.local_concrete_fields} <= columns, table
            found = connection.introspection.get_constraints(cursor, table)
            named = {each.name for each in (*model._meta.indexes, *model._meta.constraints)}
            assert named <= set(found), table


def test_migrate_is_ours():
    command = load_command_class(get_commands()["migrate"], "migrate")
    assert type(command).__module__ == "config.management.commands.migrate"


def test_a_database_in_use_is_migrated_by_djangos_own_states():
    executor = FirstMigrationExecutor(connection)
    assert type(executor._create_project_state(with_applied_migrations=True)) is ProjectState


def test_an_empty_database_is_migrated_by_joining_states(monkeypatch):
    executor = FirstMigrationExecutor(connection)
    monkeypatch.setattr(executor.loader, "applied_migrations", {})
    assert type(executor._create_project_state(with_applied_migrations=True)) is JoiningState
