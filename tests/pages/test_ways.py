"""Addresses, links in texts and vocabulary terms cost few queries and never lead astray."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from pages import actions
from pages.models import CasePage, StandardPage, ToolboxPage, ToolPage
from pages.models.terms import load_related, terms_of
from pages.models.ways import route_directly
from tests.factories import pages as make
from vocabulary.models import Scheme

pytestmark = pytest.mark.django_db


def request_for(path):
    request = RequestFactory().get(path)
    request.META["HTTP_HOST"] = "testserver"
    return request


def test_a_page_at_any_depth_is_found_with_the_trail_that_leads_to_it():
    home = make.home_page()
    about = make.StandardPageFactory(slug="about")
    team = make.StandardPageFactory(slug="team", parent=about)
    people = make.StandardPageFactory(slug="people", parent=team)
    found = route_directly(request_for("/"), "about/team/people/")
    assert found.page.pk == people.pk
    assert [page.pk for page in found.page.pages_above] == [home.pk, about.pk, team.pk]


def test_two_pages_with_one_slug_are_told_apart_by_their_parents(client):
    first, second = make.StandardPageFactory(slug="first"), make.StandardPageFactory(slug="second")
    make.StandardPageFactory(slug="same", title="Of the first", parent=first)
    make.StandardPageFactory(slug="same", title="Of the second", parent=second)
    assert "Of the second" in client.get("/second/same/").content.decode()
    assert client.get("/same/").status_code == 404
    assert client.get("/first/second/same/").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/nothing/", "/about/nothing/", "/" + "a/" * 400, "/%2e%2e/", "/about%00/", "/\u00e9/"],
)
def test_an_address_without_a_page_is_not_found_and_never_an_error(client, path):
    make.StandardPageFactory(slug="about")
    assert client.get(path).status_code in (404, 301, 302)


def test_a_page_with_a_restriction_above_it_asks_for_a_sign_in(client):
    about = make.StandardPageFactory(slug="about")
    inner = make.StandardPageFactory(slug="inner", parent=about)
    PageViewRestriction.objects.create(page=about, restriction_type="login")
    assert client.get(inner.url).status_code == 302
    assert client.get("/").status_code == 200


def test_an_alias_of_a_restricted_page_is_as_restricted_as_the_page():
    secret = make.StandardPageFactory(slug="secret")
    alias = secret.create_alias(parent=make.home_page(), update_slug="open")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert StandardPage.objects.get(pk=alias.pk).get_view_restrictions().count() == 1


def test_a_page_in_another_language_is_found_below_its_own_home_page(client):
    make.StandardPageFactory(slug="about", title="About us")
    french = Locale.objects.create(language_code="fr")
    about = StandardPage.objects.get().copy_for_translation(french, copy_parents=True)
    about.title = "Qui nous sommes"
    about.save_revision().publish()
    with translation.override("fr"):
        assert about.url.startswith("/fr/")
    assert "Qui nous sommes" in client.get(about.url).content.decode()
    assert "About us" in client.get("/about/").content.decode()


def test_all_terms_of_pages_of_all_types_come_with_one_query():
    for _ in range(3):
        make.ToolPageFactory()
        make.CasePageFactory()
    pages = [*ToolPage.objects.all(), *CasePage.objects.all()]
    with CaptureQueriesContext(connection) as captured:
        load_related(pages)
        cards = [page.card(request_for("/")) for page in pages]
        codes = {term.code for page in pages[3:] for term in terms_of(page, "barriers")}
    asked = [query["sql"] for query in captured if "vocabulary_term" in query["sql"]]
    assert len(asked) == 1
    assert codes == {"power-asymmetry"}
    assert [group.label for group in cards[0].groups] == ["Industry"]
    assert pages[3].country.label == "Portugal"


def test_no_pages_need_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        load_related([])


def test_what_a_draft_holds_in_memory_is_not_overwritten():
    case = make.CasePageFactory()
    draft = CasePage.objects.get(pk=case.pk)
    draft.themes = [make.term(Scheme.THEME, "funding")]
    load_related([draft])
    assert [term.code for term in terms_of(draft, "themes")] == ["funding"]
    assert [term.code for term in terms_of(draft, "barriers")] == ["power-asymmetry"]


def test_loaded_terms_survive_a_save():
    case = make.CasePageFactory()
    loaded = CasePage.objects.get(pk=case.pk)
    load_related([loaded])
    loaded.save()
    again = CasePage.objects.get(pk=case.pk)
    assert [term.code for term in terms_of(again, "barriers")] == ["power-asymmetry"]


def render_prose(html, page):
    template = Template("{% load pages_tags %}{% prose html %}")
    return template.render(Context({"html": html, "page": page, "request": request_for("/")}))


def test_links_in_texts_lead_to_live_pages_and_lose_only_their_tag_otherwise():
    live, gone = make.StandardPageFactory(slug="live"), make.StandardPageFactory(slug="gone")
    html = (
        f'<p><a linktype="page" id="{live.pk}">here</a>, <a id="{gone.pk}" linktype="page">there'
        '</a>, <a href="https://example.org/?a=1&amp;b=2">outside</a></p>'
    )
    page = make.CasePageFactory(challenge=html)
    gone.unpublish()
    assert render_prose(html, page) == (
        '<p><a href="/live/">here</a>, there, '
        '<a href="https://example.org/?a=1&amp;b=2">outside</a></p>'
    )


def test_a_text_without_a_page_around_it_keeps_its_words():
    html = '<p><a linktype="page" id="1">words</a></p>'
    assert render_prose(html, None) == "<p>words</p>"


def test_the_site_follows_its_address_and_is_not_written_without_need():
    make.home_page()
    site = actions.move_site(url="https://inspire.example.org")
    assert (site.hostname, site.port) == ("inspire.example.org", 443)
    assert actions.move_site(url="http://localhost:8017").root_url == "http://localhost:8017"
    with CaptureQueriesContext(connection) as captured:
        actions.move_site(url="http://localhost:8017")
    assert not any(query["sql"].startswith("UPDATE") for query in captured)


def test_rights_are_granted_once():
    from wagtail.models import GroupCollectionPermission

    actions.let_editors_work()
    before = GroupCollectionPermission.objects.count()
    actions.let_editors_work()
    assert GroupCollectionPermission.objects.count() == before


def test_another_type_of_page_may_take_an_address_over():
    home = make.home_page()
    tool = make.ToolPageFactory(slug="same")
    toolbox = tool.get_parent()
    address = f"{toolbox.slug}/same/"
    for _ in range(2):
        assert route_directly(request_for("/"), address, home).page == tool
    ToolPage.objects.get(pk=tool.pk).delete()
    path = make.ToolPathPageFactory(slug="same", parent=ToolboxPage.objects.get(pk=toolbox.pk))
    for _ in range(2):
        found = route_directly(request_for("/"), address, home).page
        assert (type(found), found.pk) == (type(path), path.pk)


def test_a_card_is_drawn_anew_for_each_word_language_and_picture():
    tool = make.ToolPageFactory(title="Old words")
    show = Template("{% load card_tags %}{% card card lying=True %}")

    def drawn():
        return show.render(Context({"card": ToolPage.objects.get(pk=tool.pk).card()}))

    first = drawn()
    assert drawn() == first
    tool.title = "New words"
    tool.save()
    assert "New words" in drawn()
    with translation.override("fr"):
        assert "Étape" in drawn()
    assert "Stage" in drawn()
    cover = make.image("cover.png", size=(900, 600))
    ToolPage.objects.filter(pk=tool.pk).update(cover=cover)
    assert "<picture" not in drawn()
    actions.make_pictures(image=cover)
    assert "<picture" in drawn()
