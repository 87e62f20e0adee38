"""A tool, a path and a short list come as tagged PDF, in their language, and are counted."""

import io

import pytest
from django.core.cache import cache
from pypdf import PdfReader

from dissemination_metrics.days import local_today
from dissemination_metrics.measures import downloads
from dissemination_metrics.models import Hit
from pages.models import SiteIdentity
from tests.dissemination_metrics.conftest import FIREFOX
from tests.factories import pages as make
from toolbox import actions, papers
from typeset.engine import TookTooLong

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.defaults["HTTP_USER_AGENT"] = FIREFOX
    return client


def words(response):
    assert response.status_code == 200
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_a_tool_is_handed_out_with_its_name_language_and_standard(toolbox, reader):
    response = reader.get("/tools/1.1.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'inline; filename="1.1-tool-1-1.pdf"'
    assert response.headers["Content-Language"] == "en"
    assert not response.cookies
    document = PdfReader(io.BytesIO(response.content))
    assert document.root_object["/Lang"] == "en"
    assert document.metadata.title == "Tool 1.1"
    assert "pdfuaid:part>1<" in document.root_object["/Metadata"].get_data().decode()
    assert "Use it when" in words(response)


def test_the_paper_bears_the_funding_statement_of_the_site(toolbox, reader):
    identity = SiteIdentity.objects.get_or_create(site=make.home_page().get_site())[0]
    identity.funding_statement = "Funded under grant 691440 #strong[x]"
    identity.save()
    assert "Funded under grant 691440 #strong[x]" in words(reader.get("/tools/1.1.pdf"))


def test_whoever_has_it_already_is_told_so_until_it_changes(toolbox, reader):
    first = reader.get("/tools/1.1.pdf")
    tag = first.headers["ETag"]
    assert reader.get("/tools/1.1.pdf", headers={"If-None-Match": tag}).status_code == 304
    toolbox["1.1"].summary = "Another summary."
    toolbox["1.1"].save()
    changed = reader.get("/tools/1.1.pdf", headers={"If-None-Match": tag})
    assert "Another summary." in words(changed)


def test_it_is_set_once_and_kept(toolbox, reader, monkeypatch):
    reader.get("/tools/1.1.pdf")
    monkeypatch.setattr(papers, "typeset", None)
    assert reader.get("/tools/1.1.pdf").status_code == 200
    cache.clear()
    with pytest.raises(TypeError):
        reader.get("/tools/1.1.pdf")


def test_a_path_brings_its_tools_and_the_reason_for_each(toolbox, reader):
    make.ToolPathPageFactory(letter="A", title="We lack it", tools=list(toolbox.values())[:3])
    response = reader.get("/tools/path-a.pdf")
    text = words(response)
    assert "We lack it" in text
    assert text.index("Tool 1.1") < text.index("Tool 2.1")
    assert "path-a-" in response.headers["Content-Disposition"]


def test_a_short_list_keeps_its_order(toolbox, reader):
    text = words(reader.get("/tools/shortlist.pdf?tools=3.1,1.1"))
    assert text.index("3.1 Tool 3.1") < text.index("1.1 Tool 1.1")


def test_a_members_list_bears_the_notes_and_is_never_kept(toolbox, reader, bob):
    actions.keep_tools(user=bob, tools=[toolbox["1.1"]])
    actions.note_on_tool(user=bob, code="1.1", note="$evil$ مرحبا #note")
    reader.force_login(bob)
    response = reader.get("/tools/mine/short-list.pdf")
    assert "$evil$" in words(response)
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [
        "/tools/6.9.pdf",
        "/tools/path-z.pdf",
        "/tools/shortlist.pdf",
        "/tools/shortlist.pdf?tools=%00,x,9.9",
        "/tools/0.1.pdf",
    ],
)
def test_what_is_not_there_is_not_found(toolbox, reader, address):
    assert reader.get(address).status_code == 404


def test_an_unpublished_tool_has_no_paper(toolbox, reader):
    toolbox["1.1"].unpublish()
    assert reader.get("/tools/1.1.pdf").status_code == 404


def test_a_paper_that_cannot_be_made_says_so(toolbox, reader, monkeypatch):
    def late(*_args, **_kwargs):
        raise TookTooLong

    monkeypatch.setattr(papers, "typeset", late)
    response = reader.get("/tools/1.1.pdf")
    assert response.status_code == 503
    assert "could not be made" in response.content.decode()


def test_titles_in_any_writing_give_a_paper(tool, reader):
    tool("1.7", title="#panic() $x$ مرحبا 日本 \\u{1F600}", slug="odd")
    assert "#panic()" in words(reader.get("/tools/1.7.pdf"))


def test_a_paper_is_counted_as_a_download_of_its_page(toolbox, reader):
    reader.get("/tools/1.1.pdf")
    reader.get("/tools/shortlist.pdf?tools=1.1")
    reader.get("/tools/1.1.pdf", headers={"User-Agent": "curl/8"})
    assert sorted(Hit.objects.values_list("kind", "item")) == [
        ("paper", 0),
        ("paper", toolbox["1.1"].pk),
    ]
    told = {tally.subject: tally.label for tally in downloads(local_today())}
    assert told[f"page {toolbox['1.1'].pk}"] == "Tool 1.1"
    assert told["page 0"] == "/tools/shortlist.pdf"
