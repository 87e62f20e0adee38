"""Pools of seats, the categories that count in them, codes, and what each registration chose."""

from events.pools.models.category import Category
from events.pools.models.choice import SeatChoice
from events.pools.models.code import AccessCode
from events.pools.models.pool import Pool
from events.pools.models.rules import EntryRules

__all__ = ["AccessCode", "Category", "EntryRules", "Pool", "SeatChoice"]
