"""Tools, cases and paths: what they refuse, and what a reader sees of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.blocks.case import stage_choices
from pages.models import CasePage, ToolPage
from tests.factories import pages as make
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


def refused(page) -> set[str]:
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    return set(error.value.error_dict)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"minutes_min": 90, "minutes_max": 60}, {"minutes_max"}),
        ({"group_min": 5, "group_max": 3}, {"group_max"}),
        ({"minutes_min": 0}, {"minutes_min"}),
        ({"review_after_months": 0}, {"review_after_months"}),
        ({"review_after_months": 61}, {"review_after_months"}),
        ({"setting": "on the moon"}, {"setting"}),
    ],
)
def test_a_tool_whose_facts_do_not_agree_is_refused(fields, wrong):
    tool = make.ToolPageFactory()
    for name, value in fields.items():
        setattr(tool, name, value)
    assert refused(tool) == wrong


@pytest.mark.parametrize("name", ["before", "after", "alternatives"])
def test_a_tool_is_no_neighbour_of_itself(name):
    tool = ToolPage.objects.get(pk=make.ToolPageFactory().pk)
    setattr(tool, name, [tool])
    assert refused(tool) == {name}


def test_the_stage_of_a_tool_is_no_other_stage():
    tool = make.ToolPageFactory()
    tool.other_stages = [tool.stage]
    assert refused(tool) == {"other_stages"}


def test_an_alternative_is_read_from_both_sides():
    first, second = make.ToolPageFactory(), make.ToolPageFactory()
    first.alternatives = [second]
    first.save()
    for one, other in ((first, second), (second, first)):
        around = ToolPage.objects.get(pk=one.pk).neighbours()
        assert [tool.pk for tool in around if tool.instead] == [other.pk]


def test_publishing_a_tool_does_not_undo_what_another_says_of_it():
    first, second = make.ToolPageFactory(), make.ToolPageFactory()
    first.alternatives = [second]
    first.save()
    ToolPage.objects.get(pk=second.pk).save_revision().publish()
    assert [tool.pk for tool in first.neighbours() if tool.instead] == [second.pk]


def test_a_tool_shows_what_one_may_lose_and_both_worksheets(client):
    tool = make.ToolPageFactory(
        risks=[("risk", {"kind": "ip", "text": "It may be published."})],
        worksheet=make.document("sheet.odt"),
        worksheet_pdf=make.document("sheet.pdf"),
        licence="cc0-1.0",
        setting="online",
    )
    html = client.get(tool.url).content.decode()
    for words in ("Intellectual property", "It may be published.", "sheet.odt", "sheet.pdf"):
        assert words in html
    assert "publicdomain/zero" in html
    assert "Online" in html


def test_a_risk_of_a_kind_that_is_gone_is_shown_all_the_same(client):
    tool = make.ToolPageFactory(risks=[("risk", {"kind": "bad-luck", "text": "It may rain."})])
    assert "It may rain." in client.get(tool.url).content.decode()


def test_the_stages_of_a_pathway_are_those_of_the_vocabulary():
    stages = Term.objects.of(Scheme.OI_STAGE).current()
    assert [code for code, _name in stage_choices()] == [stage.code for stage in stages]


@pytest.mark.parametrize("codes", [["follow-up", "follow-up"], ["commercialisation"]])
def test_a_pathway_tells_each_stage_once_and_only_those_that_were_passed(codes):
    case = make.CasePageFactory()
    case.pathway = [("stage", {"stage": code, "text": "They did."}) for code in codes]
    assert "pathway" in refused(case)


def test_a_case_shows_its_pathway_by_stage_and_when_the_firm_agreed(client):
    case = make.CasePageFactory(
        label=CasePage.Label.REAL,
        evidence_level=make.term(Scheme.EVIDENCE_LEVEL, "e1"),
        consent_note="Ana for the firm.",
        consent_date=timezone.localdate() - timedelta(days=3),
        contact_text="Ana Prates, the owner",
        pathway=[("stage", {"stage": "follow-up", "text": "They looked back."})],
    )
    html = client.get(case.url).content.decode()
    assert "They looked back." in html
    assert "agreed to this text on" in html
    assert "Ana Prates, the owner" in html
    assert "Ana for the firm." not in html


def test_nobody_agrees_tomorrow():
    case = make.CasePageFactory()
    case.consent_date = timezone.localdate() + timedelta(days=1)
    assert refused(case) == {"consent_date"}


def test_a_path_shows_its_live_tools_in_order_with_the_reason_for_each(client):
    tools = [make.ToolPageFactory(title=title) for title in ("First", "Second", "Third")]
    path = make.ToolPathPageFactory(tools=tools)
    tools[1].unpublish()
    response = client.get(path.url)
    assert [step["tool"].title for step in response.context["journey"]] == ["First", "Third"]
    assert "Because of Third." in response.content.decode()
    assert "Because of Second." not in response.content.decode()


def test_a_path_without_a_live_tool_says_so(client):
    tools = [make.ToolPageFactory(), make.ToolPageFactory()]
    path = make.ToolPathPageFactory(tools=tools)
    for tool in tools:
        tool.unpublish()
    assert "will stand here" in client.get(path.url).content.decode()


def test_a_path_of_twelve_tools_costs_what_a_path_of_two_costs(client):
    short = make.ToolPathPageFactory(letter="A")
    long = make.ToolPathPageFactory(letter="B", tools=[make.ToolPageFactory() for _ in range(12)])
    counts = []
    for path in (short, long):
        client.get(path.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(path.url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_path_refuses_a_letter_twice_a_tool_twice_and_a_letter_that_is_none():
    first = make.ToolPathPageFactory(letter="A")
    second = make.ToolPathPageFactory(letter="B")
    second.letter = "A"
    assert refused(second) == {"letter"}
    first.letter = "b"
    assert refused(first) == {"letter"}
    tool = make.ToolPageFactory()
    first.letter = "A"
    first.steps = [("step", {"tool": tool, "why": "Because.", "optional": False})] * 2
    assert refused(first) == {"steps"}


def test_the_toolbox_lists_its_paths_unless_one_stage_is_chosen(client):
    path = make.ToolPathPageFactory(title="First steps")
    toolbox = path.get_parent().url
    assert "First steps" in client.get(toolbox).content.decode()
    assert "First steps" not in client.get(f"{toolbox}?stage=follow-up").content.decode()


def test_an_article_leads_on_to_the_pages_that_were_chosen(client):
    tool = make.ToolPageFactory(title="A tool to go with it")
    hidden = make.ToolPageFactory(title="A hidden tool")
    hidden.unpublish()
    article = make.ArticlePageFactory(related=[("page", tool), ("page", hidden)])
    html = client.get(article.url).content.decode()
    assert "A tool to go with it" in html
    assert "A hidden tool" not in html
