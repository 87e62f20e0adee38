"""Two people at one page: nothing is lost, and both are told."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from tests.editorial.conftest import draft_by, signed_in, somebody, words

pytestmark = pytest.mark.django_db


def form_for(page, **changes):
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "body": streamfield([("paragraph", rich_text("<p>Words</p>"))]),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    return nested_form_data(fields | changes)


def test_saving_by_itself_never_overwrites_somebody_else(plain, editor):
    loaded = plain.latest_revision
    draft_by(plain, somebody("editor"), title="Theirs")
    answer = signed_in(editor).post(
        reverse("wagtailadmin_pages:edit", args=(plain.pk,)),
        form_for(
            plain,
            title="Mine",
            loaded_revision_id=loaded.pk,
            loaded_revision_created_at=loaded.created_at.isoformat(),
        ),
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 400
    assert answer.json()["error_code"] == "invalid_revision"
    plain.refresh_from_db()
    assert plain.get_latest_revision_as_object().title == "Theirs"


def test_both_versions_stay_in_the_history_when_somebody_saves_on_purpose(plain, editor):
    draft_by(plain, somebody("editor"), title="Theirs")
    signed_in(editor).post(
        reverse("wagtailadmin_pages:edit", args=(plain.pk,)), form_for(plain, title="Mine")
    )
    titles = {revision.content["title"] for revision in plain.revisions.all()}
    assert {"Theirs", "Mine"} <= titles


def test_a_page_that_was_moved_meanwhile_is_saved_where_it_is_now(plain, article, editor):
    address = reverse("wagtailadmin_pages:edit", args=(plain.pk,))
    browser = signed_in(editor)
    browser.get(address)
    plain.move(article.get_parent(), pos="last-child")
    answer = browser.post(address, form_for(plain, title="Still here"), follow=True)
    assert answer.status_code == 200
    plain.refresh_from_db()
    assert plain.get_latest_revision_as_object().title == "Still here"
    assert plain.get_parent().pk == article.get_parent().pk


def test_a_page_that_was_archived_meanwhile_is_not_written_and_its_editor_is_told(plain, editor):
    from editorial.actions.archiving import archive_page

    browser = signed_in(editor)
    address = reverse("wagtailadmin_pages:edit", args=(plain.pk,))
    browser.get(address)
    archive_page(page=plain, user=somebody("editor"))
    answer = browser.post(address, form_for(plain, title="Too late"), follow=True)
    assert "This page is in the archive" in words(answer)
    plain.refresh_from_db()
    assert plain.get_latest_revision_as_object().title == "Small print"


def test_a_page_that_was_deleted_meanwhile_is_answered_by_404(plain, editor):
    address = reverse("wagtailadmin_pages:edit", args=(plain.pk,))
    plain.delete()
    assert signed_in(editor).post(address, {"title": "x"}).status_code == 404


def test_saving_by_itself_waits_until_the_sentence_is_written(settings):
    assert settings.WAGTAIL_AUTOSAVE_INTERVAL >= 2000
    assert settings.WAGTAILADMIN_COMMENTS_ENABLED
