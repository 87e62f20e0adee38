"""Pages are read again in their time, and their owners hear of it once a month at most."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from editorial.actions.reviewing import note_review, remind_of_reviews
from editorial.due import due_pages
from editorial.models import PageReview, ReviewInterval
from outbox.models import Message
from tests.editorial.conftest import signed_in, words
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(plain, editor):
    """Return a page that was published two years ago and belongs to the editor."""
    moment = timezone.now() - timedelta(days=730)
    Page.objects.filter(pk=plain.pk).update(last_published_at=moment, owner=editor)
    plain.refresh_from_db()
    return plain


def due():
    return set(due_pages(now=timezone.now()).values_list("pk", flat=True))


def test_what_is_older_than_its_interval_is_due(old, article):
    Page.objects.filter(pk=article.pk).update(last_published_at=old.last_published_at)
    assert old.pk in due()
    assert article.pk not in due(), "an article is of its day"


def test_an_interval_of_ones_own_counts_for_its_type(old, article):
    Page.objects.filter(pk=article.pk).update(last_published_at=old.last_published_at)
    for page, months in ((old, 36), (article, 6)):
        kind = ContentType.objects.get_for_model(type(page))
        ReviewInterval.objects.create(content_type=kind, months=months)
    assert article.pk in due()
    assert old.pk not in due()


def test_zero_months_is_never(old):
    kind = ContentType.objects.get_for_model(type(old))
    ReviewInterval.objects.create(content_type=kind, months=0)
    assert old.pk not in due()


def test_who_has_read_it_takes_it_off_the_list(old, editor):
    signed_in(editor).post(reverse("reviews_due:reviewed", args=(old.pk,)))
    record = PageReview.objects.get(page_id=old.pk)
    assert record.reviewed_by == editor
    assert old.pk not in due()
    screen = words(signed_in(editor).get(reverse("reviews_due:page", args=(old.pk,))))
    assert "Last read on" in screen


def test_a_page_in_the_archive_is_not_due(old, editor):
    from editorial.actions.archiving import archive_page

    archive_page(page=old, user=editor)
    assert old.pk not in due()


def test_the_owner_gets_one_mail_a_month(old, editor):
    other = StandardPageFactory.create(title="Other", owner=editor)
    Page.objects.filter(pk=other.pk).update(last_published_at=old.last_published_at)
    assert remind_of_reviews() == 1
    mail = Message.objects.get(kind="editorial/reviews_due")
    assert mail.to_address == editor.email
    assert "Small print" in mail.text
    assert "Other" in mail.text
    assert remind_of_reviews() == 0
    PageReview.objects.update(reminded_at=timezone.now() - timedelta(days=31))
    assert remind_of_reviews() == 1


def test_a_page_without_an_owner_bothers_nobody(old):
    Page.objects.filter(pk=old.pk).update(owner=None)
    assert remind_of_reviews() == 0


def test_reading_it_again_starts_a_new_period(old, editor):
    remind_of_reviews()
    note_review(page=old, user=editor)
    assert PageReview.objects.get(page_id=old.pk).reminded_at is None


def test_the_report_lists_and_exports_what_is_due(old, editor):
    browser = signed_in(editor)
    assert "Small print" in words(browser.get(reverse("reviews_due:index")))
    answer = browser.get(reverse("reviews_due:index"), {"export": "csv"})
    assert "Small print" in b"".join(answer.streaming_content).decode()
    assert browser.get(reverse("reviews_due:index"), {"export": "xlsx"}).status_code == 200


def test_the_report_asks_for_the_same_with_three_pages_and_with_thirty(
    old, editor, django_assert_max_num_queries
):
    counts = []
    browser = signed_in(editor)
    for number in (3, 27):
        for one in range(number):
            page = StandardPageFactory.create(title=f"R{number}-{one}", owner=editor)
            Page.objects.filter(pk=page.pk).update(last_published_at=old.last_published_at)
        browser.get(reverse("reviews_due:index"))
        with django_assert_max_num_queries(60) as captured:
            browser.get(reverse("reviews_due:index"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
