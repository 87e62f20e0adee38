"""What was frozen about the people of an event, without the people."""

from events.reach.models.report import Dimension, ReachLine, ReachReport, Stage

__all__ = ["Dimension", "ReachLine", "ReachReport", "Stage"]
