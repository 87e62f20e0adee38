"""Makes the worksheets of the sample tools, so that they are there when the site opens."""

from collections.abc import Mapping
from typing import Any

from toolbox.worksheet_actions import due, make_worksheets


def load(people: Mapping[str, Any]) -> None:
    """Make the worksheets of every tool that has parts and no worksheet yet."""
    for key in due().values_list("pk", flat=True):
        make_worksheets(tool_id=key)
