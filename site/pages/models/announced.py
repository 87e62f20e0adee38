"""Rows that are no pages, yet are shown on them: a change of theirs is told to the lane."""

from typing import Any

from django.db import models

from lane.generations import bump


class Announced(models.Model):
    """Tells on commit that what pages show of it has changed."""

    lane_scope = "site"

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save, and tell."""
        super().save(*args, **options)
        bump(self.lane_scope)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete, and tell."""
        deleted: tuple[int, dict[str, int]] = super().delete(*args, **options)
        bump(self.lane_scope)
        return deleted
