"""What is looked for on pages, and what keeps one from being published."""

import pytest
from django.urls import reverse

from editorial.actions.checking import check_all
from editorial.findings import findings_on, says_nothing
from editorial.models import PageCheck
from editorial.reading import is_hard, lix
from tests.editorial.conftest import signed_in, words
from tests.factories.pages import ArticlePageFactory, image, image_value

pytestmark = pytest.mark.django_db

EASY = "We met on Monday. We talked for an hour. Then we went home. It was good. " * 6
HARD = (
    "Interorganisational collaboration arrangements necessitate comprehensive contractual"
    " specifications regarding intellectual property ownership, confidentiality obligations,"
    " exploitation entitlements, dissemination responsibilities, publication restrictions,"
    " and corresponding compensation mechanisms between participating organisations "
) * 3


def codes(page):
    return {finding.code for finding in findings_on(page)}


def test_a_whole_page_has_nothing(article):
    assert codes(article) == set()


def test_a_missing_summary_blocks_where_it_is_shown_and_warns_elsewhere(article, plain):
    article.summary = plain.summary = "  "
    assert [one.is_blocking for one in findings_on(article) if one.code == "summary"] == [True]
    assert [one.is_blocking for one in findings_on(plain) if one.code == "summary"] == [False]


def test_a_picture_without_words_blocks_unless_it_decorates(article):
    stored = image()
    stored.credit = "Us"
    stored.save()
    article.body = [("picture", {"image": image_value(stored, alt="")})]
    assert [one.is_blocking for one in findings_on(article) if one.code == "alt"] == [True]
    silent = image_value(stored, alt="")
    silent.decorative = True
    article.body = [("picture", {"image": silent})]
    assert "alt" not in codes(article)


def test_a_picture_without_credit_is_told(article):
    article.body = [("picture", {"image": image_value(image(), alt="A drawer")})]
    assert "credit" in codes(article)


def test_a_heading_that_skips_a_level_is_told(article):
    article.body = [("paragraph", "<h3>Small</h3><p>Text</p>")]
    assert "headings" in codes(article)
    article.body = [("heading", "Large"), ("paragraph", "<h3>Small</h3><p>Text</p>")]
    assert "headings" not in codes(article)


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("click here", True),
        ("Click here!", False),
        ("HERE", True),
        ("hier", True),
        ("https://example.org/", True),
        ("The guide to drawers", False),
        ("read  more…", True),
    ],
)
def test_words_of_a_link_that_say_nothing_are_known(text, empty):
    assert says_nothing(text) is empty


def test_a_link_that_says_nothing_is_told(article):
    article.body = [("paragraph", '<p><a href="https://example.org/x">click here</a></p>')]
    assert "link" in codes(article)


def test_a_long_title_is_told(article):
    article.title = "x" * 71
    assert "title" in codes(article)


def test_reading_ease_is_measured_and_only_of_real_texts():
    assert lix(EASY) < 30
    assert is_hard(HARD)
    assert not is_hard(EASY)
    assert not is_hard(HARD[:100])
    assert lix("") == 0


def test_a_page_without_summary_is_not_published_and_the_draft_is_kept(article, editor):
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    address = reverse("wagtailadmin_pages:edit", args=(article.pk,))
    form = {
        "title": "New title",
        "slug": article.slug,
        "summary": "",
        "date": "2026-11-02",
        "article_kind": getattr(article, "article_kind", ""),
        "authors_text": "The editors",
        "body": streamfield([("paragraph", rich_text("<p>Words</p>"))]),
        "related": streamfield([]),
        "action-publish": "1",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    answer = signed_in(editor).post(address, nested_form_data(form), follow=True)
    assert "Before it can be published" in words(answer)
    article.refresh_from_db()
    assert article.title == "On drawers"
    assert article.get_latest_revision_as_object().title == "New title"


def test_many_pages_at_once_are_held_to_the_same_rule(editor, home):
    good = ArticlePageFactory.create(title="Good", live=False)
    bad = ArticlePageFactory.create(title="Bad", live=False, summary="")
    for page in (good, bad):
        page.save_revision()
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "publish"))
    signed_in(editor).post(f"{address}?id={good.pk}&id={bad.pk}", {})
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.live, bad.live) == (False, False)


def test_the_report_lists_what_the_night_found(editor, article):
    type(article).objects.filter(pk=article.pk).update(summary="")
    assert check_all() >= 1
    screen = words(signed_in(editor).get(reverse("page_checks:index")))
    assert "On drawers" in screen
    assert "The summary is missing." in screen
    assert PageCheck.objects.get(page_id=article.pk).blocking == 1


def test_the_report_is_narrowed_and_exported(editor, article):
    type(article).objects.filter(pk=article.pk).update(summary="")
    check_all()
    browser = signed_in(editor)
    address = reverse("page_checks:index")
    assert "On drawers" not in words(browser.get(address, {"code": "alt"}))
    answer = browser.get(address, {"code": "summary", "export": "csv"})
    assert "On drawers" in b"".join(answer.streaming_content).decode()


def test_the_night_asks_for_the_same_whatever_there_is(home, django_assert_max_num_queries):
    counts = []
    for number in (3, 27):
        for one in range(number):
            ArticlePageFactory.create(title=f"C{number}-{one}")
        check_all()
        with django_assert_max_num_queries(80) as captured:
            check_all()
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_screen_of_one_page_looks_at_its_draft(editor, article):
    draft = article.get_latest_revision_as_object()
    draft.summary = ""
    draft.save_revision(user=editor)
    screen = words(signed_in(editor).get(reverse("page_checks:page", args=(article.pk,))))
    assert "The summary is missing." in screen
    assert "Must be mended" in screen


def test_publishing_looks_at_the_page_once_it_is_certain(
    article, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        article.title = "x" * 80
        article.save_revision().publish()
    assert PageCheck.objects.get(page_id=article.pk).findings[0]["code"] == "title"
