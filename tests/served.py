"""Lets this process keep in memory what a web process keeps that has served a while."""

import math

import pytest

from lane import memory


def keep_as_served(patch: pytest.MonkeyPatch) -> None:
    """Let memory hold, from nothing, for as long as `patch` does; whoever changes forgets."""
    memory.forget()
    patch.setattr(memory, "LONGEST", math.inf)
    patch.setattr(memory, "may_keep", lambda: True)
