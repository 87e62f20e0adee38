"""Generated covers: the same for the same page, different for others, safe in any case."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.test.html import parse_html
from hypothesis import given
from hypothesis import strategies as st

from pages.covers import COMPOSITIONS, PALETTES, SIZES, Dice, cover_svg, turn_of
from pages.css import SOURCES
from pages.drawing import Canvas, arc, point, ring

TITLES = [f"Title number {number} of many" for number in range(300)]


def test_the_same_page_always_has_the_same_cover():
    first = cover_svg("toolbox/need", kind="tool", title="The need statement")
    assert cover_svg("toolbox/need", kind="tool", title="The need statement") == first


def test_another_key_another_kind_or_another_title_makes_another_cover():
    covers = {
        cover_svg(str(number), kind="tool", title="The need statement") for number in range(9)
    }
    assert len(covers) > 5
    maze = next(key for key in TITLES if drawn_by(key) == "maze")
    one = cover_svg(maze, kind="tool", title="Many words stand here today")
    assert one != cover_svg(maze, kind="tool", title="Other words stand here now")


def drawn_by(key: str, kind: str = "tool") -> str:
    return COMPOSITIONS[Dice(kind, key).between(0, 10_000) % len(COMPOSITIONS)].__name__


def palette_of(svg: str) -> str:
    return re.search(r"drawn (\w+)", svg)[1]


def test_pages_made_one_after_the_other_never_look_alike():
    covers = [cover_svg(str(number), kind="tool", title="Title") for number in range(77)]
    palettes = [palette_of(svg) for svg in covers]
    assert all(one != other for one, other in pairwise(palettes))
    assert len({svg.split(">", 1)[1] for svg in covers[:11]}) == 11


def test_many_pages_share_out_all_compositions_and_palettes():
    compositions = Counter(drawn_by(title) for title in TITLES)
    assert len(compositions) == len(COMPOSITIONS) >= 8
    assert max(compositions.values()) < len(TITLES) / 4
    palettes = Counter(palette_of(cover_svg(title, kind="tool", title=title)) for title in TITLES)
    assert palettes.keys() == set(PALETTES)


@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("compose", COMPOSITIONS)
@given(words=st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=40))
def test_whatever_the_words_the_drawing_is_sound(compose, shape, words):
    width, height = SIZES[shape]
    drawing = compose(Canvas(width, height, tuple(words)), Dice("kind", *words))
    assert parse_html(f"<svg>{drawing}</svg>").children
    for number in re.findall(r"-?\d+\.?\d*", " ".join(re.findall(r' d="([^"]+)"', drawing))):
        assert abs(float(number)) <= 4 * width


@given(key=st.text(max_size=50), kind=st.text(max_size=20), title=st.text(max_size=200))
def test_no_word_of_a_title_reaches_the_markup(key, kind, title):
    svg = cover_svg(key, kind=kind, title=f"{title}<script>alert(1)</script>")
    assert "script" not in svg
    assert parse_html(svg).name == "svg"


def test_covers_speak_only_through_classes_that_the_sheet_knows():
    sheet = (SOURCES / "components" / "cover.css").read_text()
    for title in TITLES[:60]:
        svg = cover_svg(title, kind="tool", title=title)
        assert "style=" not in svg
        assert "#" not in svg
        for name in {
            name for names in re.findall(r'class="([^"]+)"', svg) for name in names.split()
        }:
            assert f".{name}" in sheet or name == "ink", name


def test_covers_decorate_and_stay_small():
    for title in TITLES[:60]:
        svg = cover_svg(title, kind="tool", title=title)
        assert 'aria-hidden="true"' in svg
        assert len(svg) < 4000


def test_a_wide_cover_is_drawn_for_its_shape_and_not_cut():
    assert 'viewBox="0 0 1680 720"' in cover_svg("k", kind="case", title="A title", shape="wide")
    with pytest.raises(KeyError):
        cover_svg("k", kind="case", title="A title", shape="round")


def test_a_page_without_a_title_has_a_cover_too():
    assert "<path" in cover_svg("", kind="", title="")


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_dice_keep_within_their_bounds(low, more):
    dice = Dice("seed")
    assert all(low <= dice.between(low, low + more) <= low + more for _ in range(20))


def test_a_word_opens_to_the_same_side_in_any_case_of_letters():
    assert turn_of("Door") == turn_of("DOOR")
    assert turn_of("door") != turn_of("gate")
    assert 0 <= turn_of("ß" * 40) < 360


def test_a_ring_stands_open_where_it_is_told():
    assert point(0, 0, 10, 90) == "0.0 10.0"
    assert "A10.0 10.0 0 1 1" in ring("a", 0, 0, 10, at=0, gap=40, stroke=2)
    assert "A10.0 10.0 0 0 1" in ring("a", 0, 0, 10, at=0, gap=200, stroke=2)


def test_an_arc_goes_the_shorter_way():
    assert arc(0, 0, 10, 0, 90).startswith("A10.0 10.0 0 0 1")
    assert arc(0, 0, 10, 0, 270).startswith("A10.0 10.0 0 0 0")
