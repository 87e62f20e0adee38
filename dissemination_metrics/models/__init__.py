"""What was seen, what was counted from it, and what was done: one noun a file."""

from dissemination_metrics.models.activity import Activity, ActivityAudience
from dissemination_metrics.models.figure import CountedDay, Figure, Measure
from dissemination_metrics.models.hit import Hit, LeftOut, Salt

__all__ = [
    "Activity",
    "ActivityAudience",
    "CountedDay",
    "Figure",
    "Hit",
    "LeftOut",
    "Measure",
    "Salt",
]
