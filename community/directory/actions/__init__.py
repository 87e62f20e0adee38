"""The deeds of the directory, a file for each part of it."""

from community.directory.actions.claims import claim, confirm, refuse
from community.directory.actions.entries import (
    forget_person,
    rebuild,
    refresh_entries,
    refresh_organisations,
)
from community.directory.actions.letters import forget_letters, report, write
from community.directory.actions.organisations import (
    Facts,
    confirm_organisation,
    create_organisation,
    make_public,
    update_organisation,
)

__all__ = [
    "Facts",
    "claim",
    "confirm",
    "confirm_organisation",
    "create_organisation",
    "forget_letters",
    "forget_person",
    "make_public",
    "rebuild",
    "refresh_entries",
    "refresh_organisations",
    "refuse",
    "report",
    "update_organisation",
    "write",
]
