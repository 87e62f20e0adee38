"""Every page can be read in Markdown."""

import pytest

from discovery.reading.markdown import convert, line_of
from pages.models import ArticlePage
from tests.factories import catalogue
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


def read(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    return answer.content.decode()


def test_a_tool_is_read_part_by_part(client):
    make.ToolPageFactory(
        slug="sprint", title="Sprint", summary="A summary.", tips=(("tip", "Be kind."),)
    )
    text = read(client, "/toolbox/sprint/index.md")
    assert text.startswith(
        "# Sprint\n\n> A summary.\n\n- Address: http://testserver/toolbox/sprint/\n"
    )
    assert "## Steps\n\n#### One\n\nDo." in text
    assert "## Tips\n\n- Be kind." in text


def test_every_kind_of_block_has_its_words(client):
    stored = make.image()
    stored.get_renditions("format-jpeg|width-1200")
    body = [
        ("heading", "A heading"),
        ("paragraph", "<p>Text with <b>weight</b>.</p><ul><li>one</li><li>two</li></ul>"),
        ("callout", {"title": "Mind", "html": "<p>this</p>"}),
        ("steps", {"items": [{"title": "First", "text": "Do it."}]}),
        ("quote", {"text": "We opened.", "who": "A founder"}),
        ("figures", {"items": [{"figure": "12", "label": "firms", "source": "us"}]}),
        ("picture", {"image": make.image_value(stored), "caption": "Caption"}),
    ]
    make.ArticlePageFactory(slug="a", body=body)
    text = read(client, "/articles/a/index.md")
    for words in (
        "### A heading",
        "Text with **weight**.",
        "- one\n- two",
        "#### Mind\n\nthis",
        "#### First\n\nDo it.",
        "> We opened.",
        "| 12 | firms | us |",
        "![A drawing](http://testserver/media/images/",
    ):
        assert words in text, words


def test_rows_of_facts_become_a_table(client):
    make.CasePageFactory(slug="c", is_example=True)
    text = read(client, "/cases/c/index.md")
    assert "| Measure | Before | After | Period | Source |\n| --- | --- | --- | --- | --- |" in text
    assert "| Jobs | 1 | 2 | a year | us |" in text
    assert "- Note: Example, invented" in text


def test_a_list_leads_to_the_twins_of_its_pages(client, hide):
    make.ToolPageFactory(slug="sprint", title="Sprint [1]")
    hide(make.ToolPageFactory(slug="hidden", title="Hidden"))
    text = read(client, "/toolbox/index.md")
    assert "- [Sprint \\[1\\]](http://testserver/toolbox/sprint/index.md)" in text
    assert "Hidden" not in text
    assert "(http://testserver/toolbox/index.md)" in read(client, "/index.md")


def test_a_page_of_another_room_has_a_twin_too(client, plant_event):
    event = plant_event(body=(("paragraph", "<p>Come.</p>"),))
    text = read(client, f"{event.get_url()}index.md")
    assert "Come." in text
    assert "secret-room" not in text


def test_publications_glossaries_and_directories_have_twins(client):
    page = catalogue.PublicationPageFactory()
    assert "What was found." in read(client, f"{page.get_url()}index.md")
    read(client, f"{catalogue.glossary().get_url()}index.md")
    read(client, f"{catalogue.directory().get_url()}index.md")


def test_hidden_drafts_and_missing_pages_have_none(client, hide):
    page = make.ToolPageFactory(slug="sprint")
    make.StandardPageFactory(slug="draft", live=False)
    for path in ("/draft/index.md", "/no/index.md", "/toolbox/sprint/x/index.md"):
        assert client.get(path).status_code == 404
    hide(page.get_parent())
    assert client.get("/toolbox/sprint/index.md").status_code == 404


@pytest.mark.parametrize("path", ["/" + "a/" * 11 + "index.md", "/%00/index.md", "/..%2f/index.md"])
def test_a_hostile_address_is_nowhere(client, path):
    make.home_page()
    assert client.get(path).status_code == 404


def test_a_twin_names_its_page_and_may_be_kept(client):
    make.ToolPageFactory(slug="sprint")
    answer = client.get("/toolbox/sprint/index.md")
    assert answer["Link"] == '<http://testserver/toolbox/sprint/>; rel="canonical"'
    assert answer["Content-Language"] == "en"
    again = client.get("/toolbox/sprint/index.md", HTTP_IF_NONE_MATCH=answer["ETag"])
    assert again.status_code == 304


def test_signs_of_markdown_in_a_title_stay_signs():
    assert line_of("a *b* [c](d) <e>\n# f") == r"a \*b\* \[c\](d) \<e\> \# f"


def test_nested_lists_and_tables_keep_their_shape():
    assert convert("<ul><li>a<ul><li>b</li></ul></li></ul>") == "- a\n  - b"
    table = "<table><tr><th>a</th></tr><tr><td>b | c</td></tr></table>"
    assert convert(table) == "| a |\n| --- |\n| b \\| c |"
    assert convert("<p>x</p><script>alert(1)</script>") == "x"


def test_a_page_says_in_its_header_where_the_twin_is(client):
    make.ToolPageFactory(slug="sprint")
    header = client.get("/toolbox/sprint/")["Link"]
    assert header == '</toolbox/sprint/index.md>; rel="alternate"; type="text/markdown"'


def test_the_list_for_language_models_leads_everywhere(client, hide):
    make.ToolPageFactory(slug="sprint", title="Sprint")
    hide(make.CasePageFactory(title="Hidden"))
    text = read(client, "/llms.txt")
    assert text.startswith("# INSPIRE")
    assert "## Tools\n\n- [Sprint](http://testserver/toolbox/sprint/index.md)" in text
    assert "http://testserver/api/v1/openapi.json" in text
    assert "Hidden" not in text


def test_a_draft_in_a_preview_says_nothing_to_machines():
    page = make.ArticlePageFactory()
    preview = ArticlePage.objects.get(pk=page.pk).make_preview_request()
    assert preview.status_code == 200
    assert b"ld+json" not in preview.content
