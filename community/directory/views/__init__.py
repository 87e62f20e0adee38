"""The pages of the directory: lists, people, organisations, claims, letters."""

from community.directory.views.claims import claim, claims, decide, leave
from community.directory.views.letters import report, write
from community.directory.views.lists import home, organisations, people, suggestions
from community.directory.views.organisations import add, confirm, edit, organisation
from community.directory.views.people import person

__all__ = [
    "add",
    "claim",
    "claims",
    "confirm",
    "decide",
    "edit",
    "home",
    "leave",
    "organisation",
    "organisations",
    "people",
    "person",
    "report",
    "suggestions",
    "write",
]
