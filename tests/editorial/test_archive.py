"""The archive keeps everything but the public view, and gives it all back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageLogEntry

from editorial.actions.archiving import archive_page, restore_page
from editorial.models import ArchivedPage
from editorial.refusals import Refused
from tests.editorial.conftest import draft_by, signed_in, words
from tests.editorial.test_review import hand_in
from tests.factories.members import UserFactory
from tests.factories.pages import ArticlePageFactory

pytestmark = pytest.mark.django_db


def test_an_archived_page_is_nowhere_and_comes_back_as_it_was(article, editor):
    url, path = article.url, article.path
    draft_by(article, editor, title="Not finished")
    entry = archive_page(page=article, user=editor, reason="Old")
    assert Client().get(url).status_code == 404
    listing = signed_in(editor).get(
        reverse("wagtailadmin_explore", args=(article.get_parent().pk,))
    )
    assert reverse("wagtailadmin_pages:edit", args=(article.pk,)) not in words(listing)
    restore_page(entry_id=entry.pk, user=editor)
    page = Page.objects.get(pk=article.pk)
    assert (page.live, page.title, page.path) == (True, "On drawers", path)
    assert page.get_latest_revision_as_object().title == "Not finished"
    assert Client().get(url).status_code == 200


def test_what_is_below_goes_and_comes_with_it_and_drafts_stay_drafts(article, editor):
    parent = article.get_parent().specific
    draft = ArticlePageFactory.create(title="Draft", live=False)
    entry = archive_page(page=parent, user=editor)
    assert not Page.objects.descendant_of(parent, inclusive=True).live().exists()
    restore_page(entry_id=entry.pk, user=editor)
    live = set(
        Page.objects.descendant_of(parent, inclusive=True).live().values_list("pk", flat=True)
    )
    assert live == {parent.pk, article.pk}
    assert draft.pk not in live


def test_a_schedule_and_a_review_end_in_the_archive(article, author, editor):
    from django.core.management import call_command

    article.go_live_at = timezone.now() + timedelta(hours=1)
    revision = article.save_revision(user=author)
    revision.publish()
    draft_by(article, author)
    hand_in(type(article).objects.get(pk=article.pk), author)
    archive_page(page=article, user=editor)
    article.revisions.update(created_at=timezone.now())
    call_command("publish_scheduled", verbosity=0)
    page = type(article).objects.get(pk=article.pk)
    assert not page.live
    assert page.current_workflow_state is None
    assert not page.revisions.exclude(approved_go_live_at=None).exists()


def test_a_place_that_is_in_the_archive_too_is_asked_for(article, editor, home):
    parent = article.get_parent()
    entry = archive_page(page=article, user=editor)
    archive_page(page=parent, user=editor)
    with pytest.raises(Refused):
        restore_page(entry_id=entry.pk, user=editor)
    screen = words(signed_in(editor).get(reverse("archive:restore", args=(entry.pk,))))
    assert "choose another place" in screen


def test_it_comes_back_elsewhere_only_where_it_can_stand(article, editor, home):
    parent = article.get_parent()
    entry = archive_page(page=article, user=editor)
    archive_page(page=parent, user=editor)
    with pytest.raises(Refused):
        restore_page(entry_id=entry.pk, user=editor, parent=home)
    assert ArchivedPage.objects.filter(pk=entry.pk).exists()


def test_home_pages_and_pages_of_the_archive_are_not_archived(article, editor, home):
    with pytest.raises(Refused):
        archive_page(page=home, user=editor)
    archive_page(page=article, user=editor)
    with pytest.raises(Refused):
        archive_page(page=article, user=editor)


def test_an_archived_page_is_not_edited(article, editor):
    entry = archive_page(page=article, user=editor)
    answer = signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=(article.pk,)))
    assert answer.url == reverse("archive:restore", args=(entry.pk,))


def test_editors_are_led_to_the_archive_instead_of_deletion(article, editor, administrator):
    address = reverse("wagtailadmin_pages:delete", args=(article.pk,))
    browser = signed_in(editor)
    assert browser.get(address).url == reverse("archive:put_aside", args=(article.pk,))
    browser.post(address)
    assert Page.objects.filter(pk=article.pk).exists()
    signed_in(administrator).post(address)
    assert not Page.objects.filter(pk=article.pk).exists()


def test_many_pages_at_once_are_not_deleted_by_editors_either(article, editor):
    address = reverse("wagtail_bulk_action", args=("wagtailcore", "page", "delete"))
    signed_in(editor).post(f"{address}?id={article.pk}", {})
    assert Page.objects.filter(pk=article.pk).exists()


def test_who_deletes_is_told_what_breaks(article, plain, administrator):
    plain.body = [("paragraph", f'<p><a linktype="page" id="{article.pk}">It</a></p>')]
    plain.save_revision().publish()
    from wagtail.models import ReferenceIndex

    ReferenceIndex.create_or_update_for_object(plain)
    screen = words(
        signed_in(administrator).get(reverse("wagtailadmin_pages:delete", args=(article.pk,)))
    )
    assert "links break on: Small print" in screen


def test_the_log_tells_who_archived_and_restored(article, editor):
    browser = signed_in(editor)
    browser.post(reverse("archive:put_aside", args=(article.pk,)), {"reason": "Old"})
    entry = ArchivedPage.objects.get()
    browser.post(reverse("archive:restore", args=(entry.pk,)))
    found = PageLogEntry.objects.filter(page=article.pk, action__startswith="editorial.")
    assert set(found.values_list("action", "user")) == {
        ("editorial.archive", editor.pk),
        ("editorial.restore", editor.pk),
    }


def test_the_history_of_the_site_is_exported_with_our_deeds(article, editor, administrator):
    archive_page(page=article, user=editor)
    address = reverse("wagtailadmin_reports:site_history")
    answer = signed_in(administrator).get(address, {"export": "csv"})
    told = b"".join(answer.streaming_content).decode()
    assert f"On drawers,Article,Archive,{editor.name}" in told


@pytest.mark.parametrize("name", ["site_history", "site_history_results"])
def test_the_history_of_the_site_is_for_those_who_have_to_do_with_pages(article, editor, name):
    archive_page(page=article, user=editor)
    address = reverse(f"wagtailadmin_reports:{name}")
    stranger = UserFactory.create()
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    for asked in ({}, {"export": "csv"}):
        refused = signed_in(stranger).get(address, asked)
        assert refused.status_code == 302
        assert refused.url == reverse("wagtailadmin_home")
    assert article.title in signed_in(editor).get(address).content.decode()
    assert Client().get(address).status_code == 302


def test_no_cell_of_the_exported_history_is_a_formula(article, editor):
    article.title = article.draft_title = "=HYPERLINK(1)"
    article.save()
    archive_page(page=article, user=editor)
    address = reverse("wagtailadmin_reports:site_history")
    answer = signed_in(editor).get(address, {"export": "csv"})
    assert ",'=HYPERLINK(1)," in b"".join(answer.streaming_content).decode()


def test_old_addresses_of_a_subtree_lead_on_when_it_moves(
    article, editor, django_capture_on_commit_callbacks
):
    index = article.get_parent().specific
    old = article.url
    index.slug = "reading"
    with django_capture_on_commit_callbacks(execute=True):
        index.save_revision(user=editor).publish()
    answer = Client().get(old)
    assert answer.status_code == 301
    assert answer.url.endswith("/reading/on-drawers/")


def test_moving_forth_and_back_makes_no_circle(article, editor, django_capture_on_commit_callbacks):
    index = article.get_parent().specific
    first = index.slug
    old = article.url
    for slug in ("reading", "texts", first):
        index = type(index).objects.get(pk=index.pk)
        index.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            index.save_revision(user=editor).publish()
    assert Client().get(old).status_code == 200
    answer = Client().get("/reading/on-drawers/")
    assert answer.status_code == 301
    assert answer.url == f"http://testserver{old}" or answer.url == old
    chained = Redirect.objects.exclude(redirect_page=None).count()
    assert chained == Redirect.objects.count(), "each leads to a page, never to another redirect"


def test_the_archive_asks_for_the_same_whatever_it_holds(
    editor, django_assert_max_num_queries, home
):
    counts = []
    for number in (3, 27):
        for one in range(number):
            archive_page(page=ArticlePageFactory.create(title=f"P{number}-{one}"), user=editor)
        browser = signed_in(editor)
        browser.get(reverse("archive:index"))
        with django_assert_max_num_queries(60) as captured:
            browser.get(reverse("archive:index"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
