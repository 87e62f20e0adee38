"""Worksheets are made from their parts when a tool is published; an editor's own file stays."""

from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from pypdf import PdfReader

from pages.models import SiteDocument, ToolPage
from toolbox import tasks
from toolbox.worksheet_actions import due, make_worksheets

pytestmark = pytest.mark.django_db

PARTS = [
    {"type": "part", "value": {"title": "The function", "kind": "lines", "lines": 3}},
    {
        "type": "part",
        "value": {"title": "Must-haves", "kind": "table", "columns": ["Unit", "Test"], "lines": 4},
    },
    {
        "type": "part",
        "value": {"title": "Fence", "kind": "checklist", "items": ["No <names>", "#no recipes"]},
    },
    {
        "type": "part",
        "value": {
            "title": "Score",
            "kind": "scores",
            "columns": ["0", "4"],
            "items": ["We have half a day"],
        },
    },
]


@pytest.fixture
def with_parts(tool):
    found = tool("2.4")
    stream = ToolPage._meta.get_field("worksheet_parts").stream_block
    values = [
        {"type": part["type"], "value": {"hint": "", "columns": [], "items": [], **part["value"]}}
        for part in PARTS
    ]
    found.worksheet_parts = stream.to_python(values)
    found.save_revision().publish()
    return ToolPage.objects.get(pk=found.pk)


def made(tool):
    assert make_worksheets(tool_id=tool.pk) in (True, False)
    return ToolPage.objects.get(pk=tool.pk)


def test_both_formats_are_made_from_the_parts(with_parts):
    tool = made(with_parts)
    text = " ".join(p.extract_text() for p in PdfReader(tool.worksheet_pdf.file).pages)
    assert "1. The function" in text
    assert "#no recipes" in text
    with ZipFile(tool.worksheet.file) as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<table:table ") == 2
    assert "<table:table-header-rows>" in content
    assert "No &lt;names&gt;" in content
    assert content.count("<text:list-item>") == 2


def test_the_pdf_is_tagged_with_headers_in_its_tables(with_parts):
    document = PdfReader(made(with_parts).worksheet_pdf.file)
    assert document.root_object["/MarkInfo"]["/Marked"]
    kinds = set()

    def walk(node):
        node = node.get_object()
        if "/S" in node:
            kinds.add(node["/S"])
        below = node.get("/K")
        for child in below if isinstance(below, list) else [below]:
            child = child.get_object() if hasattr(child, "get_object") else child
            if isinstance(child, dict) and "/S" in child:
                walk(child)

    walk(document.root_object["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/LI"} <= kinds


def test_making_them_twice_changes_nothing(with_parts):
    first = made(with_parts)
    assert not make_worksheets(tool_id=with_parts.pk)
    second = ToolPage.objects.get(pk=with_parts.pk)
    assert first.worksheet_pdf_id == second.worksheet_pdf_id
    assert SiteDocument.objects.count() == 2


def test_a_change_keeps_the_address_and_renews_the_content(with_parts):
    before = made(with_parts)
    old = before.worksheet_pdf.file.read()
    before.outputs_text = "Another outcome."
    before.save()
    after = made(before)
    assert after.worksheet_pdf_id == before.worksheet_pdf_id
    assert after.worksheet_pdf.file.read() != old
    assert SiteDocument.objects.count() == 2


def test_the_next_publication_of_a_draft_keeps_them(with_parts):
    made(with_parts)
    tool = ToolPage.objects.get(pk=with_parts.pk)
    tool.get_latest_revision().publish()
    assert ToolPage.objects.get(pk=tool.pk).worksheet_pdf is not None


def test_a_file_that_an_editor_chose_is_never_replaced(with_parts):
    own = SiteDocument.objects.create(title="Own", file=ContentFile(b"%PDF own", name="own.pdf"))
    ToolPage.objects.filter(pk=with_parts.pk).update(worksheet_pdf=own)
    tool = made(with_parts)
    assert tool.worksheet_pdf_id == own.pk
    assert tool.worksheet is not None


def test_without_parts_or_unpublished_nothing_is_made(tool, with_parts):
    assert not make_worksheets(tool_id=tool("1.1").pk)
    with_parts.unpublish()
    assert not make_worksheets(tool_id=with_parts.pk)
    assert not make_worksheets(tool_id=0)


def test_publishing_a_tool_wakes_a_worker(
    with_parts, eager_celery, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with_parts.save_revision().publish()
    assert ToolPage.objects.get(pk=with_parts.pk).worksheet_pdf is not None


def test_what_a_lost_call_left_unmade_is_found_by_the_sweeper(tool, with_parts):
    tool("1.1")
    assert list(due()) == [with_parts]
    assert tasks.make_missing_worksheets() == 1
    assert not due().exists()
