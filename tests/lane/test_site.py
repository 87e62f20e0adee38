"""The lane before the whole site: what each kind of change flushes, and what is never kept."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction, Site

from community.members import actions
from community.members.models import Audience, Profile
from lane.generations import bump
from pages.models import ArticlePage, NewsIndexPage, SiteIdentity, StandardPage, ToolPage
from tests.factories import pages as make
from tests.factories.members import ProfileFactory
from tests.lane.visitor import ask
from tests.members.test_photos import picture


def publish(page, **values):
    """Publish a page as an editor does."""
    page = page.specific
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def article(site):
    return make.ArticlePageFactory(slug="first", title="First words")


@pytest.fixture
def tool(site):
    return make.ToolPageFactory(slug="sieve", title="The sieve")


def hits(site) -> int:
    return len(site.teller.hits)


def is_hit(site, path: str, **more) -> bool:
    before = hits(site)
    assert ask(site, path, **more).status in (200, 304)
    return hits(site) > before


def fail_after_bumping() -> None:
    """Change something, say so, and take it back."""
    with transaction.atomic():
        bump("news")
        raise RuntimeError


def warm(site, *paths: str) -> None:
    for path in paths:
        for _ in range(2):  # the first look at a new site writes its identity
            ask(site, path)
        assert is_hit(site, path), path


def test_a_hit_asks_the_database_nothing(site, article):
    warm(site, "/articles/first/")
    with CaptureQueriesContext(connection) as captured:
        assert b"First words" in ask(site, "/articles/first/").body
    assert len(captured) == 0


def test_a_publication_shows_everywhere_on_the_next_request_and_flushes_no_more(
    site, article, tool
):
    paths = ("/", "/articles/", "/articles/first/")
    warm(site, *paths, "/toolbox/", "/toolbox/sieve/")
    publish(article, title="Second words")
    for path in paths:
        assert b"Second words" in ask(site, path).body, path
        assert b"First words" not in ask(site, path).body, path
    assert is_hit(site, "/toolbox/")
    assert is_hit(site, "/toolbox/sieve/")


def test_what_is_unpublished_or_deleted_is_gone_from_the_next_request_on(site, article):
    warm(site, "/articles/first/", "/articles/")
    article.unpublish()
    assert ask(site, "/articles/first/").status == 404
    assert b"First words" not in ask(site, "/articles/").body
    publish(article)
    warm(site, "/articles/first/", "/articles/")
    ArticlePage.objects.get().delete()
    assert ask(site, "/articles/first/").status == 404
    assert b"First words" not in ask(site, "/articles/").body


def test_a_draft_flushes_nothing(site, article):
    warm(site, "/articles/first/")
    article.title = "Not yet"
    article.save_revision()
    assert is_hit(site, "/articles/first/")


def test_a_page_under_a_new_address_leads_there_at_once(site, article, tool):
    link = f'<p><a linktype="page" id="{article.pk}">read</a></p>'

    about = make.StandardPageFactory(slug="about", body=[("paragraph", link)])
    warm(site, "/about/", "/articles/", "/articles/first/")
    publish(article, slug="second")
    assert b"/articles/second/" in ask(site, "/about/").body
    assert b"/articles/second/" in ask(site, "/articles/").body
    assert ask(site, "/articles/first/").status != 200
    assert about.live


def test_a_card_within_a_text_follows_its_page(site, tool):
    make.ArticlePageFactory(slug="with-card", body=[("card", tool)])
    warm(site, "/articles/with-card/")
    publish(tool, title="The finer sieve")
    assert b"The finer sieve" in ask(site, "/articles/with-card/").body


def test_a_page_that_moves_takes_its_subpages_along(site, article):
    make.StandardPageFactory(slug="about")
    inner = make.StandardPageFactory(slug="inner", parent=StandardPage.objects.get(slug="about"))
    make.StandardPageFactory(slug="other")
    warm(site, "/about/inner/")
    inner.move(StandardPage.objects.get(slug="other"), pos="last-child")
    assert ask(site, "/about/inner/").status in (301, 404)
    assert ask(site, "/other/inner/").status == 200


def test_the_menu_changes_on_every_page(site, article):
    make.StandardPageFactory(slug="about", title="About us", show_in_menus=True)
    warm(site, "/articles/first/", "/articles/")
    publish(StandardPage.objects.get(), title="Who we are")
    for path in ("/articles/first/", "/articles/"):
        assert b"Who we are" in ask(site, path).body


def test_the_identity_of_the_site_changes_on_every_page(site, article):
    warm(site, "/articles/first/")
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    identity.funding_statement = "Funded by somebody else."
    identity.save()
    assert b"somebody else" in ask(site, "/articles/first/").body


@pytest.mark.parametrize("kind", ["login", "password"])
def test_a_page_that_becomes_private_is_private_from_the_next_request_on(site, article, kind):
    warm(site, "/articles/first/")
    index = NewsIndexPage.objects.get()
    restriction = PageViewRestriction.objects.create(
        page=index, restriction_type=kind, password="x" if kind == "password" else ""
    )
    for _ in range(3):
        reply = ask(site, "/articles/first/")
        assert b"First words" not in reply.body
    assert hits(site) == 1
    restriction.delete()
    assert b"First words" in ask(site, "/articles/first/").body


def test_a_member_gets_a_page_of_their_own_and_leaves_nothing_behind(site, article, people):
    client = Client()
    client.force_login(people["member"])
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    name = people["member"].name.split()[0].encode()
    for _ in range(2):
        assert name in ask(site, "/articles/first/", HTTP_COOKIE=cookie).body
        assert name not in ask(site, "/articles/first/").body


def test_a_preview_is_never_kept(site, article, people):
    article.title = "Only a draft"
    article.save_revision()
    client = Client()
    client.force_login(people["editor"])
    preview = client.get(f"/admin/pages/{article.pk}/view_draft/")
    assert b"Only a draft" in preview.content
    assert not site.store.entries
    assert b"Only a draft" not in ask(site, "/articles/first/").body
    assert b"Only a draft" not in ask(site, "/articles/first/").body


def test_each_language_has_its_own_answer_and_the_browser_does_not_choose_it(site, article):
    french = Locale.objects.create(language_code="fr")
    translated = article.copy_for_translation(french, copy_parents=True)
    publish(translated, title="Premiers mots")
    warm(site, "/articles/first/", translated.get_url())
    for language in ("fr", "en", "de,fr;q=0.5", "nonsense", "\xff"):
        english = ask(site, "/articles/first/", HTTP_ACCEPT_LANGUAGE=language)
        assert b'lang="en"' in english.body
        assert "First words" in english.body.decode()
    reply = ask(site, translated.get_url(), HTTP_ACCEPT_LANGUAGE="en")
    assert b'lang="fr"' in reply.body
    assert "Premiers mots" in reply.body.decode()


def test_a_list_has_one_answer_for_each_of_its_pages(site, article):
    warm(site, "/articles/")
    plain = ask(site, "/articles/").body
    assert ask(site, "/articles/", query="utm_source=letter&evil=%3Cscript%3E").body == plain
    assert ask(site, "/articles/", query="page=999&x=1").status == 200
    assert b"evil" not in ask(site, "/articles/", query="page=1&evil=1").body


@pytest.mark.parametrize(
    ("path", "query", "more"),
    [
        ("/articles/%00/", "", {}),
        ("/articles/\x00/", "", {}),
        ("/articles//first/", "", {}),
        ("/" + "é" * 100, "", {}),
        ("/articles/first/", "page=%00", {}),
        ("/articles/", "page=%F0%28%8C%28", {}),
        ("/articles/", "page[]=1&page[$gt]=", {}),
        ("/articles/first/", "", {"HTTP_COOKIE": "=;;;=\xff; a"}),
        ("/articles/first/", "", {"HTTP_HOST": "evil.example:99"}),
        ("/articles/first/", "", {"HTTP_X_FORWARDED_HOST": "evil.example"}),
        ("/articles/first/", "", {"HTTP_X_REQUEST_ID": "a\r\nSet-Cookie: b=1"}),
        ("/articles/first/", "", {"HTTP_ACCEPT_ENCODING": "gzip" * 5000}),
        ("/articles/first/", "", {"HTTP_RANGE": "bytes=9-1,-,x"}),
        ("/articles/first/", "", {"HTTP_IF_NONE_MATCH": '"' * 9999}),
        ("/articles/first/", "", {"HTTP_X_HTTP_METHOD_OVERRIDE": "DELETE"}),
    ],
)
def test_hostile_requests_get_a_clear_answer_and_change_nothing(site, article, path, query, more):
    warm(site, "/articles/first/")
    for _ in range(2):
        assert ask(site, path, query, **more).status in (200, 301, 302, 400, 404)
    reply = ask(site, "/articles/first/")
    assert b"First words" in reply.body
    assert b"evil" not in reply.body
    assert not re.search(r"set-cookie", str(reply.headers), re.IGNORECASE)


def test_a_rollback_flushes_nothing_and_two_bumps_cost_one_statement(site, article):
    warm(site, "/articles/first/")
    with pytest.raises(RuntimeError):
        fail_after_bumping()
    assert is_hit(site, "/articles/first/")
    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        bump("news")
        bump("news")
        with transaction.atomic():
            bump("news")
    assert sum("lane_generation" in query["sql"] for query in captured) == 1
    assert not is_hit(site, "/articles/first/")


def test_a_bump_within_a_savepoint_that_is_rolled_back_does_not_swallow_the_next(site, article):
    warm(site, "/articles/first/")
    with transaction.atomic():
        with pytest.raises(RuntimeError):
            fail_after_bumping()
        bump("news")
    assert not is_hit(site, "/articles/first/")


def test_a_purge_makes_every_page_anew(site, article):
    from django.core.management import call_command

    warm(site, "/articles/first/", "/articles/")
    call_command("purge_lane", verbosity=0, stdout=open("/dev/null", "w"))  # noqa: PTH123, SIM115
    assert not is_hit(site, "/articles/first/")
    assert not is_hit(site, "/articles/")


def test_a_tool_shows_a_case_that_came_to_it(site, tool):
    warm(site, "/toolbox/sieve/")
    make.CasePageFactory(title="A case with a sieve", tools_used=[tool])
    bump("cases")
    assert b"A case with a sieve" in ask(site, "/toolbox/sieve/").body
    assert ToolPage.objects.count() == 1


def test_a_photograph_is_kept_for_strangers_until_its_owner_shows_it_to_fewer(site):
    person = ProfileFactory().user
    actions.set_photo(user=person, file=picture())
    actions.show_photo(user=person, audience=Audience.EVERYONE)
    address = Profile.objects.get(user=person).small_photo_url
    warm(site, address)
    with CaptureQueriesContext(connection) as captured:
        kept = ask(site, address)
    assert (len(captured), kept.body[:4], kept.headers["Content-Type"]) == (
        0,
        b"RIFF",
        "image/webp",
    )
    actions.show_photo(user=person, audience=Audience.MEMBERS)
    assert ask(site, address).status == 404
