"""What stewards did, whom they keep out, whose eyes they look with, and what they bring in."""

from community.stewards.models.act import StewardAct
from community.stewards.models.intake import Intake, IntakeRow, IntakeRowQuerySet
from community.stewards.models.look import Look, LookQuerySet
from community.stewards.models.suspension import Suspension, SuspensionQuerySet

__all__ = [
    "Intake",
    "IntakeRow",
    "IntakeRowQuerySet",
    "Look",
    "LookQuerySet",
    "StewardAct",
    "Suspension",
    "SuspensionQuerySet",
]
