"""Editors' HTML becomes plain data."""

from typeset.richtext import paragraphs_of


def test_paragraphs_lists_and_headings_keep_their_kind():
    html = "<h3>A</h3><p>one <b>two</b></p><ul><li>x</li></ul><ol><li><i>y</i></li></ol>"
    found = paragraphs_of(html)
    assert [paragraph["kind"] for paragraph in found] == ["heading", "text", "item", "numbered"]
    assert found[1]["runs"] == [{"text": "one "}, {"text": "two", "strong": True}]
    assert found[3]["runs"] == [{"text": "y", "emph": True}]


def test_links_get_their_host_and_bad_ones_lose_their_address():
    html = '<p><a href="/a/">a</a><a href="javascript:x()">b</a><a linktype="page" id="3">c</a></p>'
    runs = paragraphs_of(html, base="https://portal.example")[0]["runs"]
    assert [run.get("url") for run in runs] == ["https://portal.example/a/", None, None]


def test_what_is_broken_is_read_as_far_as_it_goes():
    assert paragraphs_of("</b></ul>bare <b>text")[0]["runs"][0]["text"] == "bare "
    assert paragraphs_of("<p></p>  <p> </p>") == []
