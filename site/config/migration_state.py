"""Keeps the historical models of a first migration up to date without rendering them all anew.

Nine tenths of the time that `migrate` needs for an empty database Django spends on rendering models
again: whatever points at a page or a person is made anew with each new table, some 28,000 classes
in all. Loading an application does without: a class that arrives is joined to those that are there.
So do these states, for what only adds: a model, a field, an index, a constraint. All else, and each
database that holds something already, goes Django's own way.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState


class JoiningState(ProjectState):
    """A state of all models that joins what is added to the classes rendered before."""

    def clone(self) -> "JoiningState":
        """Return a copy that joins as well."""
        clone = super().clone()
        clone.__class__ = JoiningState
        return clone  # type: ignore[return-value]

    def add_model(self, model_state: ModelState) -> None:
        """Render the new model alone; its relations find their other ends."""
        with self._not_rendering() as rendered:
            super().add_model(model_state)
        if rendered:
            self.apps.render_multiple([model_state])

    def add_field(
        self,
        app_label: str,
        model_name: str,
        name: str,
        field: "models.Field[Any, Any]",
        preserve_default: bool,
    ) -> None:
        """Add the field to the class."""
        with self._not_rendering() as rendered:
            super().add_field(app_label, model_name, name, field, preserve_default)
        if rendered:
            model = self.apps.get_model(app_label, model_name)
            added = self.models[app_label, model_name].fields[name].clone()
            added.contribute_to_class(model, name)
            self.apps.clear_cache()

    def _append_option(self, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
        with self._not_rendering() as rendered:
            super()._append_option(app_label, model_name, option_name, obj)  # type: ignore[misc]
        if rendered:
            self._copy_option(app_label, model_name, option_name)

    def _remove_option(
        self, app_label: str, model_name: str, option_name: str, obj_name: str
    ) -> None:
        with self._not_rendering() as rendered:
            super()._remove_option(app_label, model_name, option_name, obj_name)  # type: ignore[misc]
        if rendered:
            self._copy_option(app_label, model_name, option_name)

    def _copy_option(self, app_label: str, model_name: str, option_name: str) -> None:
        """Tell the class which indexes or constraints it has now."""
        options = self.models[app_label, model_name].options[option_name]
        model = self.apps.get_model(app_label, model_name)
        setattr(model._meta, option_name, copy.deepcopy(options))

    @contextmanager
    def _not_rendering(self) -> Iterator[bool]:
        """Let Django write its books alone; give whether there are classes to bring up to date."""
        apps = self.__dict__.pop("apps", None)
        rendered = apps is not None
        try:
            yield rendered
        finally:
            if rendered:
                self.__dict__["apps"] = apps


class FirstMigrationExecutor(MigrationExecutor):
    """Applies migrations, those to an empty database with states that join."""

    def _create_project_state(self, with_applied_migrations: bool = False) -> ProjectState:
        state: ProjectState = super()._create_project_state(with_applied_migrations)  # type: ignore[misc]
        if not self.loader.applied_migrations:
            state.__class__ = JoiningState
        return state
