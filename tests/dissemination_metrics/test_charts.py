"""Bars and rings: geometry that never lies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissemination_metrics.charts import HEIGHT, Column, ring, scale_for, stack
from dissemination_metrics.groups import Slot

SLOTS = [Slot(code, code.title(), code) for code in ("a", "b", "c")]
VALUES = st.dictionaries(st.sampled_from("abc"), st.integers(0, 10**6))


@pytest.mark.parametrize(
    ("highest", "top"),
    [
        (0, 2),
        (1, 2),
        (2, 2),
        (3, 4),
        (5, 6),
        (7, 10),
        (11, 20),
        (95, 100),
        (101, 200),
        (1001, 2000),
    ],
)
def test_scales_end_on_round_numbers(highest, top):
    assert scale_for(highest) == top


@given(st.integers(0, 10**9))
def test_a_scale_holds_the_highest_bar_and_has_a_middle(highest):
    top = scale_for(highest)
    assert highest <= top <= max(2, highest * 2.5)
    assert top % 2 == 0


@given(st.lists(VALUES, max_size=8))
def test_bars_stand_on_the_ground_and_stay_within(values):
    chart = stack([Column(str(n), str(n), one) for n, one in enumerate(values)], SLOTS)
    assert sum(chart.totals) == sum(bar.total for bar in chart.bars)
    for bar, one in zip(chart.bars, values, strict=True):
        assert bar.total == sum(one.values())
        heights = sum(segment.height for segment in bar.segments)
        assert heights == pytest.approx(bar.total * HEIGHT / chart.ticks[0], abs=0.05)
        for segment in bar.segments:
            assert -0.01 <= segment.y <= HEIGHT


def test_the_key_names_only_what_occurs():
    chart = stack([Column("x", "x", {"b": 3})], SLOTS)
    assert [slot.code for slot in chart.used] == ["b"]
    assert chart.view_box == "0 0 10 100"
    assert chart.bar_width < 10


@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=3))
def test_the_arcs_of_a_ring_go_round_once(numbers):
    arcs = ring(list(zip(SLOTS, numbers, strict=True)))
    assert [arc.value for arc in arcs] == [number for number in numbers if number]
    assert all(arc.length > 0 for arc in arcs)
    assert all(0 <= -arc.offset <= 100 for arc in arcs)


def test_one_group_closes_the_ring_and_none_draws_nothing():
    assert ring([(SLOTS[0], 7)])[0].dashes == "100.0 0.0"
    assert ring([(SLOTS[0], 0)]) == ()
