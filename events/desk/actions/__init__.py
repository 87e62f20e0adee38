"""The deeds of the desk: note, do something about many, bring people in, give roles."""

from events.desk.actions.batching import ask, begin, forget_batches, work_off_batches
from events.desk.actions.bringing import work_off_files
from events.desk.actions.helping import give_role, give_way_in, take_role
from events.desk.actions.importing import (
    begin_file,
    check_anew,
    forget_files,
    take_in,
    throw_away,
)
from events.desk.actions.noting import write_note

__all__ = [
    "ask",
    "begin",
    "begin_file",
    "check_anew",
    "forget_batches",
    "forget_files",
    "give_role",
    "give_way_in",
    "take_in",
    "take_role",
    "throw_away",
    "work_off_batches",
    "work_off_files",
    "write_note",
]
