"""The bricks of texts: each is previewed, none brings style or script, wrong values are told."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from pages import blocks
from pages.charts import Chart, chart_svg
from tests.factories import pages as make

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
STREAMS = (blocks.Body(), blocks.HomeBody())
BRICKS = [
    pytest.param(brick, id=f"{type(stream).__name__}-{name}")
    for stream in STREAMS
    for name, brick in stream.child_blocks.items()
]
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("brick", BRICKS)
def test_every_brick_is_described_and_previewed(brick, client, alice):
    make.ToolPageFactory()
    client.force_login(alice)
    assert brick.get_description()
    assert brick.is_previewable
    address = reverse("wagtailadmin_block_preview")
    answer = client.get(address, {"id": brick.definition_prefix})
    assert answer.status_code == 200
    assert not INLINE.search(answer.content.decode())


@pytest.mark.parametrize("brick", BRICKS)
def test_no_brick_brings_style_or_script(brick):
    make.ToolPageFactory()
    value = brick.get_preview_value()
    html = brick.bind(value).render(brick.get_preview_context(value, {}))
    assert not INLINE.search(html)


def table(*rows, heads=(("text", "Step"), ("number", "Months"))):
    return {
        "columns": [{"type": kind, "heading": heading} for kind, heading in heads],
        "rows": [{"values": list(row)} for row in rows],
        "caption": "",
    }


def chart(data, **changes):
    block = blocks.Body().child_blocks["chart"]
    raw = {"title": "A title", "kind": "bars", "unit": "", "data": data, "source": "Us"} | changes
    return block, block.to_python(raw)


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_a_chart_stands_beside_its_table_and_its_source(kind):
    block, value = chart(table(("One", "2"), ("Two", "-3.5")), kind=kind)
    html = block.render(block.clean(value))
    assert html.count("<svg") == 1
    assert '<th scope="row">One</th>' in html
    assert "Source: Us" in html
    assert "-3.5" in html


@pytest.mark.parametrize(
    "data",
    [
        table(("One", "2")),
        table(("One", None), ("Two", "3")),
        table(("1", "2"), ("3", "4"), heads=(("number", "A"), ("number", "B"))),
        table(("One",), ("Two",), heads=(("text", "A"),)),
        table(*[(f"Row {row}", "1") for row in range(13)]),
        table(*[("a", 1, 1, 1, 1)] * 2, heads=(("text", "A"), *[("number", "B")] * 4)),
    ],
)
def test_numbers_that_cannot_be_drawn_are_refused(data):
    block, value = chart(data)
    with pytest.raises(ValidationError):
        block.clean(value)


@pytest.mark.parametrize("numbers", [(0, 0), (1, 1), (-1, -2), (10**12, 1), (0.001, 0.002)])
@pytest.mark.parametrize("kind", ["bars", "line"])
def test_a_chart_is_drawn_whatever_the_numbers(kind, numbers):
    drawing = chart_svg(Chart(kind=kind, labels=("a", "b"), series=(("s", numbers),)))
    assert "nan" not in drawing
    assert "inf" not in drawing


def test_words_in_a_chart_are_words():
    drawing = chart_svg(Chart(kind="bars", labels=(HOSTILE,), series=((HOSTILE, (1,)),)))
    assert "<img" not in drawing


def test_a_table_names_its_rows_and_columns_and_writes_numbers_as_they_are_here():
    block = blocks.Body().child_blocks["table"]
    raw = {
        "caption": "Costs",
        "table": table(("Lawyer", "11000.50")),
        "first_is_head": True,
        "source": "",
    }
    html = block.render(block.clean(block.to_python(raw)))
    assert "<caption>Costs</caption>" in html
    assert '<th scope="row">Lawyer</th>' in html
    assert "11,000.5" in html


@pytest.mark.parametrize(
    ("page", "url", "is_good"),
    [
        (False, "", False),
        (False, "https://example.org/", True),
        (True, "", True),
        (True, "https://example.org/", False),
        (False, "javascript:alert(1)", False),
    ],
)
def test_a_button_leads_to_one_place(page, url, is_good):
    block = blocks.Body().child_blocks["call_to_action"]
    target = make.ToolPageFactory() if page else None
    value = block.normalize(
        {"title": "T", "text": "", "link_text": "Go", "page": target, "url": url}
    )
    if is_good:
        assert block.clean(value)
    else:
        with pytest.raises(ValidationError):
            block.clean(value)


@pytest.mark.parametrize(("kind", "name"), [("video", "film.avi"), ("audio", "talk.exe")])
def test_a_recording_of_another_kind_is_refused(kind, name):
    block = blocks.Body().child_blocks[kind]
    document = make.document(name)
    raw = {"title": "T", "file": document, "captions": document, "transcript": "<p>Words.</p>"}
    value = block.normalize({name: raw[name] for name in raw if name in block.child_blocks})
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert "file" in refused.value.block_errors


def test_a_film_plays_from_here_with_captions_and_transcript():
    block = blocks.Body().child_blocks["video"]
    value = block.normalize(
        {
            "title": "T",
            "file": make.document("film.mp4"),
            "captions": make.document("film.vtt"),
            "transcript": "<p>All the words.</p>",
        }
    )
    html = block.render(block.clean(value))
    assert "<video controls" in html
    assert 'kind="captions"' in html
    assert "All the words." in html
    assert "http" not in re.sub(r"http://(localhost|testserver)", "", html)


@pytest.mark.parametrize(
    ("kind", "columns", "items", "wrong"),
    [
        ("lines", [], [], set()),
        ("table", [], [], {"columns"}),
        ("checklist", [], [], {"items"}),
        ("scores", [], [], {"columns", "items"}),
        ("scores", ["Score"], ["Row"], set()),
    ],
)
def test_a_part_of_a_worksheet_has_what_its_kind_needs(kind, columns, items, wrong):
    part = blocks.WorksheetPart()
    value = part.normalize(
        {"title": "T", "hint": "", "kind": kind, "lines": 3, "columns": columns, "items": items}
    )
    found = set()
    try:
        part.clean(value)
    except ValidationError as refused:
        found = set(refused.block_errors)
    assert found == wrong
