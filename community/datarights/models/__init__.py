"""What is asked for and done about people's data; one noun a file."""

from community.datarights.models.closure import Closure, ClosureQuerySet
from community.datarights.models.correction import CorrectionRequest
from community.datarights.models.export import DataExport, DataExportQuerySet, State
from community.datarights.models.retention import InactivityNotice, RetentionRun

__all__ = [
    "Closure",
    "ClosureQuerySet",
    "CorrectionRequest",
    "DataExport",
    "DataExportQuerySet",
    "InactivityNotice",
    "RetentionRun",
    "State",
]
