"""A small toolbox: two tools a stage, different in time, people and flow."""

import pytest

from tests.factories import pages as make
from vocabulary.models import Scheme, Term


@pytest.fixture
def tool(db):
    """Return a function that plants a tool: its code, and what else differs."""

    def plant(code: str, **fields):
        stage = Term.objects.of(Scheme.OI_STAGE).get(order=int(code[0]))
        fields.setdefault("title", f"Tool {code}")
        fields.setdefault("slug", f"tool-{code.replace('.', '-')}")
        return make.ToolPageFactory(code=code, stage=stage, **fields)

    return plant


@pytest.fixture
def toolbox(tool):
    """Return twelve tools by code."""
    modes = {code: make.term(Scheme.OI_MODE, code) for code in ("inbound", "outbound", "coupled")}
    found = {}
    for stage in range(1, 7):
        found[f"{stage}.1"] = tool(f"{stage}.1", minutes_min=60, group_min=2, group_max=6)
        found[f"{stage}.2"] = tool(
            f"{stage}.2",
            minutes_min=960,
            group_min=4,
            group_max=12,
            setting="onsite",
            oi_modes=[modes["inbound"]],
            facilitation=make.term(Scheme.FACILITATION, "with-adviser"),
        )
    return found
