"""Each page type stands where it may, shows what it holds, and says when it is invented."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from pages.models import (
    ArticlePage,
    AudiencePage,
    CaseIndexPage,
    CasePage,
    HomePage,
    NewsIndexPage,
    StandardPage,
    ToolboxPage,
    ToolPage,
    ToolPathPage,
)
from search.actions import rebuild
from tests.factories import pages as make
from tests.factories.members import UserFactory
from vocabulary.models import Scheme

pytestmark = pytest.mark.django_db
TYPES = {
    HomePage: {ToolboxPage, CaseIndexPage, NewsIndexPage, AudiencePage, StandardPage},
    ToolboxPage: {ToolPage, ToolPathPage},
    CaseIndexPage: {CasePage},
    NewsIndexPage: {ArticlePage},
    AudiencePage: set(),
    ToolPage: set(),
    ToolPathPage: set(),
    CasePage: set(),
    ArticlePage: set(),
    StandardPage: {StandardPage},
}


@pytest.mark.parametrize("parent", TYPES)
def test_a_page_type_stands_only_where_it_belongs(parent):
    ours = set(TYPES)
    assert {model for model in parent.allowed_subpage_models() if model in ours} == TYPES[parent]


def test_a_home_page_stands_below_the_root_only():
    assert HomePage.allowed_parent_page_models() == [Page]


def test_a_case_passes_its_name_to_its_card_and_says_that_it_is_invented(client):
    case = make.CasePageFactory(title="A tile maker gives away its glaze book")
    card = CasePage.objects.get().card()
    assert card.is_example
    assert (card.kicker, card.meta) == ("Portugal", ("46 people", "Succeeded"))
    for address in (case.url, case.get_parent().url, "/"):
        html = client.get(address).content.decode()
        assert "xample" in html.split("<main", 1)[1], address


def test_a_tool_says_its_stage_and_what_it_takes_on_its_card():
    make.ToolPageFactory()
    card = ToolPage.objects.get().card()
    assert card.stages == (1,)
    assert card.stage_text == "Stage 1, Strategic challenges"
    assert card.meta == ("Under 1 hour", "Own time only")
    assert [group.code for group in card.groups] == ["industry"]


def test_an_article_counts_how_long_it_takes_to_read():
    text = "<p>" + "word " * 880 + "</p>"
    make.ArticlePageFactory(body=[("paragraph", text)])
    article = ArticlePage.objects.get()
    assert article.reading_minutes == 4
    assert article.card().meta[1] == "4 minutes to read"
    assert make.ArticlePageFactory().reading_minutes == 1


def test_every_page_type_has_a_card_with_its_address():
    for factory in (
        make.ToolPageFactory,
        make.CasePageFactory,
        make.ArticlePageFactory,
        make.AudiencePageFactory,
        make.StandardPageFactory,
    ):
        factory()
    for page in make.home_page().get_descendants(inclusive=True).specific():
        card = page.card()
        assert (card.title, card.url) == (page.title, page.url)
        assert card.key == str(page.pk)


@pytest.mark.parametrize(
    "query",
    [
        "?stage=nonsense",
        "?stage=%00",
        "?stage=" + "x" * 5000,
        "?stage=follow-up&stage=opportunity-scoping",
        "?page=0",
        "?page=-1",
        "?page=999",
        "?page=one",
        "?page=%F0%9F%98%80",
        "?page=9999999999999999999999",
        "?%22%3E%3Cscript%3E=1",
    ],
)
def test_a_hostile_parameter_shows_the_list_and_never_an_error(client, query):
    make.ToolPageFactory()
    make.CasePageFactory()
    for index in (ToolboxPage, CaseIndexPage):
        response = client.get(index.objects.get().url + query)
        assert response.status_code == 200
        assert b"<script>=" not in response.content


def test_the_toolbox_shows_one_stage_when_asked_and_all_stages_otherwise(client):
    make.ToolPageFactory(title="First")
    make.ToolPageFactory(title="Sixth", code="6.1", stage=make.term(Scheme.OI_STAGE, "follow-up"))
    toolbox = ToolboxPage.objects.get()
    everything = client.get(toolbox.url)
    assert [len(shelf["cards"]) for shelf in everything.context["shelves"]] == [1, 0, 0, 0, 0, 1]
    assert [stage["count_text"] for stage in everything.context["stages"]][:2] == [
        "1 tool",
        "0 tools",
    ]
    rebuild()
    one = client.get(toolbox.url + "?stage=follow-up")
    assert [row.title for row in one.context["found"].rows] == ["Sixth"]
    assert b'aria-current="true"' in one.content


def test_an_empty_list_says_what_will_stand_there_and_what_to_do(client):
    case = make.CasePageFactory()
    index = case.get_parent()
    case.delete()
    assert "Nothing yet. Come back." in client.get(index.url).content.decode()


def test_a_long_list_is_cut_into_pages_and_the_newest_stands_first(client):
    for number in range(15):
        make.CasePageFactory(title=f"Case {number:02}")
    address = CaseIndexPage.objects.get().url
    first, second = client.get(address), client.get(address + "?page=2")
    assert first.context["cards"][0].title == "Case 14"
    assert [card.title for card in second.context["cards"]] == ["Case 01", "Case 00"]


def test_drafts_are_seen_nowhere(client):
    tool = make.ToolPageFactory(title="Hidden tool")
    case = make.CasePageFactory(title="Shown case", tools_used=[tool])
    tool.unpublish()
    assert client.get(tool.url).status_code == 404
    for address in ("/", tool.get_parent().url, case.url):
        assert "Hidden tool" not in client.get(address).content.decode()


class TestEditing(WagtailPageTestCase):
    """The editor's screens open, save and preview."""

    def setUp(self):
        self.client.force_login(UserFactory(is_staff=True, is_superuser=True))

    def test_every_page_type_can_be_edited_and_previewed(self):
        for factory in (
            make.ToolPageFactory,
            make.CasePageFactory,
            make.ArticlePageFactory,
            make.AudiencePageFactory,
            make.StandardPageFactory,
        ):
            factory()
        for page in make.home_page().get_descendants(inclusive=True).specific():
            form = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            self.assertContains(form, "page-edit-form")
            self.assertContains(page.make_preview_request(), '<main id="main"')

    def test_a_page_is_created_from_the_editors_form(self):
        home = make.home_page()
        data = nested_form_data(
            {
                "title": "Imprint",
                "slug": "imprint",
                "summary": "Who we are.",
                "cover": "",
                "cover_alt": "",
                "body-count": "1",
                "body-0-deleted": "",
                "body-0-order": "0",
                "body-0-type": "heading",
                "body-0-value": "Who answers",
                "action-publish": "1",
            }
        )
        self.assertCanCreate(home, StandardPage, data)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": "real"}, "consent_note"),
        ({"label": "real", "consent_note": "Ana, 3 May"}, "evidence_level"),
        ({"evidence_level": "e1"}, "evidence_level"),
        ({"quote_text": "Words without a speaker"}, "quote_who"),
        ({"quote_who": "A speaker without words"}, "quote_who"),
        ({"challenge": ""}, "challenge"),
        ({"title": ""}, "title"),
    ],
)
def test_a_case_that_does_not_agree_with_itself_is_refused(changes, field):
    case = make.CasePageFactory()
    for name, value in changes.items():
        if name == "evidence_level":
            value = make.term(Scheme.EVIDENCE_LEVEL, value)
        setattr(case, name, value)
    with pytest.raises(ValidationError) as refused:
        case.full_clean()
    assert field in refused.value.error_dict


def lessons(count):
    return streamfield([("lesson", f"Lesson {number}.") for number in range(count)])


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        ({"lessons": lessons(2)}, {"lessons", "barriers", "results", "mechanisms"}),
        ({"lessons": lessons(6)}, {"lessons"}),
        ({"lessons": lessons(3), "summary": "x" * 281}, {"summary"}),
        ({"lessons": lessons(3), "founded": "1066", "staff": "0"}, {"founded", "staff"}),
        ({"lessons": lessons(3), "staff": "many", "country": "999999"}, {"staff", "country"}),
    ],
)
def test_the_editors_form_of_a_case_asks_for_what_a_case_needs(data, refused, alice):
    form_class = CasePage.get_edit_handler().get_form_class()
    names = ("story", "pathway", "partners", "resources", "key_numbers", "results", "comments")
    empty = {name: streamfield([]) for name in names[:-1]} | {"comments": inline_formset([])}
    form = form_class(
        nested_form_data(empty | data), instance=make.CasePageFactory(), for_user=alice
    )
    assert not form.is_valid()
    assert refused <= form.errors.keys()


def test_three_to_five_lessons_are_accepted(alice):
    form_class = CasePage.get_edit_handler().get_form_class()
    names = ("story", "pathway", "partners", "resources", "key_numbers", "results")
    empty = {name: streamfield([]) for name in names} | {"comments": inline_formset([])}
    for count in (3, 4, 5):
        data = nested_form_data(empty | {"lessons": lessons(count)})
        form = form_class(data, instance=make.CasePageFactory(), for_user=alice)
        assert "lessons" not in form.errors


def test_a_real_case_with_consent_and_evidence_is_accepted_and_is_no_example():
    case = make.CasePageFactory()
    case.label = CasePage.Label.REAL
    case.consent_note = "Ana Prates for the firm, text of 3 May 2026, on 4 May 2026."
    case.evidence_level = make.term(Scheme.EVIDENCE_LEVEL, "e1")
    case.full_clean()
    assert not case.is_example


@pytest.mark.parametrize("code", ["2.4", "1.0", "7.1", "1", "1.", "", "1.100", "one"])
def test_a_tool_refuses_a_code_that_is_not_of_its_stage(code):
    tool = make.ToolPageFactory()
    tool.code = code
    with pytest.raises(ValidationError) as refused:
        tool.full_clean()
    assert "code" in refused.value.error_dict


def test_two_tools_never_share_a_code():
    first, second = make.ToolPageFactory(), make.ToolPageFactory()
    second.code = first.code
    with pytest.raises(ValidationError, match="Another tool has this code"):
        second.full_clean()


def test_tools_are_ordered_by_the_number_not_by_the_letters_of_their_codes():
    for code in ("1.10", "1.9", "1.2"):
        make.ToolPageFactory(code=code)
    assert [tool.code for tool in ToolPage.objects.by_code()] == ["1.2", "1.9", "1.10"]


def test_a_link_between_two_tools_is_read_from_both_sides():
    first, second, third = (make.ToolPageFactory() for _ in range(3))
    first.after = [second]
    first.save()
    third.before = [second]
    third.save()
    around = ToolPage.objects.get(pk=second.pk).neighbours()
    assert [tool.pk for tool in around if tool.leads_here] == [first.pk]
    assert [tool.pk for tool in around if tool.follows] == [third.pk]


def test_a_draft_shows_its_own_neighbours_before_they_are_saved():
    first, second = make.ToolPageFactory(), make.ToolPageFactory()
    draft = ToolPage.objects.get(pk=first.pk)
    draft.before = [second]
    assert [tool.pk for tool in draft.neighbours() if tool.leads_here] == [second.pk]
    assert ToolPage.objects.get(pk=first.pk).neighbours() == []
