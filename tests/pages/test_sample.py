"""The sample pages are written once, and from then on content like any other."""

from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from wagtail.models import Page, PageLogEntry, Revision, Site
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from pages.models import CasePage, HomePage, SiteIdentity, SiteImage, ToolPage, ToolPathPage
from pages.sample import load
from pages.worksheets import worksheet_of
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Page, Revision, Site, SiteIdentity))


def test_a_second_load_writes_nothing(sample):
    before = counts(), PageLogEntry.objects.count()
    load(sample)
    assert (counts(), PageLogEntry.objects.count()) == before


def test_a_second_load_keeps_what_an_editor_changed_and_what_an_editor_deleted(sample):
    tool = ToolPage.objects.get(slug="need-statement")
    tool.title = "Our own title"
    tool.save_revision(user=sample["editor"]).publish()
    there = CasePage.objects.count()
    CasePage.objects.first().delete()
    load(sample)
    tool.refresh_from_db()
    assert tool.title == "Our own title"
    assert CasePage.objects.count() == there - 1


def test_the_home_page_takes_the_place_of_the_welcome_page(sample):
    site = Site.objects.get()
    assert isinstance(site.root_page.specific, HomePage)
    assert site.is_default_site
    languages = Page.objects.filter(depth=2).values_list("locale__language_code", flat=True)
    assert sorted(languages) == ["de", "en", "fr"]
    assert SiteIdentity.for_site(site).grant_number == "691440"


def test_every_page_is_published_with_a_revision_of_the_editor(sample):
    pages = Page.objects.filter(depth__gt=1)
    assert len(pages) > 20
    for page in pages:
        assert page.live
        assert not page.has_unpublished_changes
        assert page.latest_revision.user == sample["editor"]


def test_every_page_passes_its_own_validation(sample):
    for page in Page.objects.filter(depth__gt=1).specific():
        page.full_clean()


def test_the_toolbox_is_filled_with_tools_of_all_stages_three_paths_and_eight_cases(sample):
    tools = ToolPage.objects.filter(locale__language_code="en")
    assert len(tools) == 47
    assert {tool.stage.order for tool in tools} == {1, 2, 3, 4, 5, 6}
    assert [path.letter for path in ToolPathPage.objects.live().by_letter()] == ["A", "B", "C"]
    cases = CasePage.objects.filter(locale__language_code="en")
    assert len(cases) == 8
    assert {case.result_class.code for case in cases} >= {"succeeded", "mixed", "stopped"}
    assert all(case.is_example for case in cases)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_some_pages_are_translated_with_links_that_stay_in_their_language(sample, client, language):
    tools = ToolPage.objects.filter(locale__language_code=language)
    assert len(tools) == 3
    ladder = next(tool for tool in tools if tool.code == "1.3")
    case = CasePage.objects.get(locale__language_code=language)
    html = client.get(ladder.url).content.decode()
    assert f'href="{case.url}"' in html
    assert ladder.worksheet.language == language
    assert client.get(f"/{language}/").status_code == 200


def test_links_in_texts_lead_to_pages_and_no_mark_of_the_files_is_left(sample, client):
    tool = ToolPage.objects.get(slug="problem-ladder")
    assert "data-page" not in tool.example_text
    assert 'linktype="page"' in tool.example_text
    html = client.get(tool.url).content.decode()
    assert 'href="/cases/recycler-first-client-of-a-start-up/"' in html


def test_the_editor_may_publish_pages_and_add_images(sample):
    alice = sample["editor"]
    home = Site.objects.get().root_page
    assert PagePermissionPolicy().user_has_permission_for_instance(alice, "publish", home)
    assert alice.has_perm("wagtailadmin.access_admin")
    policy = policy_registry.get_by_type(SiteImage)
    assert policy.user_has_permission(alice, "add")
    assert policy.user_has_permission(alice, "choose")
    assert not policy.user_has_permission(sample["member"], "add")


def test_every_tool_has_a_worksheet_that_opens_and_holds_its_parts(sample):
    for tool in ToolPage.objects.all():
        assert tool.worksheet.content_type == "application/vnd.oasis.opendocument.text"
        with ZipFile(tool.worksheet.file) as archive:
            assert archive.namelist()[0] == "mimetype"
            assert archive.infolist()[0].compress_type == ZIP_STORED
            parts = {name: archive.read(name) for name in archive.namelist()[1:]}
        for text in parts.values():
            ElementTree.fromstring(text)
        words = "".join(ElementTree.fromstring(parts["content.xml"]).itertext())
        assert tool.title in words
        parts = [part.value["title"] for part in tool.worksheet_parts]
        assert all(
            title in words for title in parts or [step.value["title"] for step in tool.steps]
        )


def test_a_worksheet_survives_signs_that_mean_something_in_xml():
    tool = make.ToolPageFactory(title="Cut & <paste>", purpose="“&” ]]> <!--")
    with ZipFile(BytesIO(worksheet_of(tool))) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
    assert "Cut & <paste>" in "".join(content.itertext())
