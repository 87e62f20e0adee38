"""Pages are found as soon as they are published, at their address, by those who may read them."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from pages.models import ToolPage
from search import actions
from search.models import Due, Entry
from search.queries import Query, find
from tests.factories.pages import ArticlePageFactory, StandardPageFactory, ToolPageFactory
from vocabulary.models import Scheme, Term


@pytest.fixture
def settled(db, django_capture_on_commit_callbacks):
    """Return a context in which whatever is marked is refreshed at its end, as after a commit."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def publish(page) -> None:
    page.save_revision().publish()


def addresses() -> list[str]:
    return sorted(row.url for row in find(Query()).rows)


def test_a_published_page_is_found_and_an_unpublished_one_is_not(settled):
    page = ArticlePageFactory(title="Half-built on purpose")
    with settled():
        publish(page)
    assert [row.title for row in find(Query(text="half built")).rows] == [page.title]
    with settled():
        page.unpublish()
    assert not Entry.objects.exists()


def test_a_draft_changes_nothing(settled):
    page = ArticlePageFactory(title="Published words")
    with settled():
        publish(page)
        page.title = "Secret draft"
        page.save_revision()
    assert Entry.objects.get().title == "Published words"


def test_a_deleted_page_is_gone(settled):
    page = ArticlePageFactory()
    with settled():
        publish(page)
    with settled():
        page.delete()
    assert not Entry.objects.exists()
    assert not Due.objects.exists()


def test_a_moved_page_and_all_below_it_have_their_new_addresses(settled):
    above, other = StandardPageFactory(slug="about"), StandardPageFactory(slug="other")
    below = StandardPageFactory(slug="below", parent=above)
    with settled():
        for page in (above, other, below):
            publish(page)
    with settled():
        above.move(other, pos="last-child")
    assert addresses() == ["/other/", "/other/about/", "/other/about/below/"]


def test_a_new_slug_is_a_new_address_for_all_below(settled):
    above = StandardPageFactory(slug="about")
    below = StandardPageFactory(slug="below", parent=above)
    with settled():
        publish(above)
        publish(below)
    with settled():
        above.slug = "us"
        publish(above)
    assert addresses() == ["/us/", "/us/below/"]


def test_only_those_who_may_read_a_page_find_it(settled, bob):
    above = StandardPageFactory(slug="about")
    below = StandardPageFactory(slug="below", parent=above)
    with settled():
        publish(above)
        publish(below)
    with settled():
        rule = PageViewRestriction.objects.create(page=above, restriction_type="login")
    assert find(Query()).total == 0
    assert find(Query(), bob).total == 2
    with settled():
        rule.delete()
    assert find(Query()).total == 2


def test_groups_and_passwords_hide_a_page_from_everyone_else(settled, bob):
    page = StandardPageFactory(slug="about")
    with settled():
        publish(page)
    group = Group.objects.create(name="Board")
    with settled():
        rule = PageViewRestriction.objects.create(page=page, restriction_type="groups")
        rule.groups.add(group)
    assert find(Query(), bob).total == 0
    bob.groups.add(group)
    assert find(Query(), bob).total == 1
    with settled():
        PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
    assert not Entry.objects.exists()


def test_a_tool_is_found_by_its_code_its_words_and_its_terms(db):
    tool = ToolPageFactory(title="One-page brief", code="1.9")
    tool.themes = [Term.objects.of(Scheme.THEME).first()]
    publish(tool)
    actions.rebuild()
    assert [row.key for row in find(Query(text="1.9")).rows] == [str(tool.pk)]
    facets = {
        one.name for one in find(Query(facets=("stage", "theme", "kind"))).facets if one.choices
    }
    assert facets == {"stage", "theme", "kind"}
    assert Entry.objects.get(kind="tool").rank == ToolPage.objects.get().code_order


def test_the_cards_of_the_index_are_those_of_the_pages(db):
    tool = ToolPageFactory(title="One-page brief")
    publish(tool)
    actions.rebuild()
    stored, own = find(Query(kinds=("tool",))).rows[0].card, ToolPage.objects.get().card()
    for name in ("title", "url", "text", "kicker", "meta", "kind", "key", "stages", "stage_text"):
        assert getattr(stored, name) == getattr(own, name), name


def test_the_number_of_queries_of_a_rebuild_does_not_grow_with_the_pages(
    db, django_assert_max_num_queries
):
    from pages.search_sources import PageSource

    source = PageSource()
    for _number in range(3):
        publish(ArticlePageFactory())
    with django_assert_max_num_queries(12) as few:
        assert len(list(source.rows(list(source.keys())))) >= 3
    for _number in range(9):
        publish(ArticlePageFactory())
    with django_assert_max_num_queries(len(few)):
        assert len(list(source.rows(list(source.keys())))) >= 12
