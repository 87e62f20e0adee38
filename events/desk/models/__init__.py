"""What the desk keeps beside the registrations."""

from events.desk.models.batch import Batch, BatchItem, Deed
from events.desk.models.note import Note
from events.desk.models.people_file import PeopleFile, PeopleLine

__all__ = ["Batch", "BatchItem", "Deed", "Note", "PeopleFile", "PeopleLine"]
