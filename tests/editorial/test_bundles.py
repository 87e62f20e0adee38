"""A bundle appears as a whole, or not at all."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.actions import bundles
from editorial.actions.archiving import archive_page
from editorial.models import Bundle, BundleItem
from editorial.refusals import Refused
from tests.editorial.conftest import draft_by, signed_in, somebody, words
from tests.editorial.test_review import act, hand_in
from tests.factories.pages import ArticlePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle(editor):
    return Bundle.objects.create(title="Launch", created_by=editor)


@pytest.fixture
def two(author, home):
    """Return two pages with a new title in their drafts."""
    found = []
    for name in ("One", "Two"):
        page = ArticlePageFactory.create(title=name)
        page.save_revision().publish()
        draft_by(page, author, title=f"New {name}")
        found.append(type(page).objects.get(pk=page.pk))
    return found


def fill(bundle, pages, editor, approve=True):
    for page in pages:
        item = bundles.put_in(bundle_id=bundle.pk, thing=page, user=editor)
        if approve:
            bundles.approve_item(item_id=item.pk, user=editor)


def titles(pages):
    return [type(page).objects.get(pk=page.pk).title for page in pages]


def test_all_of_it_appears_at_once(bundle, two, editor):
    fill(bundle, two, editor)
    bundles.set_state(bundle_id=bundle.pk, state="ready", user=editor)
    assert titles(two) == ["One", "Two"]
    bundles.publish_bundle(bundle_id=bundle.pk, user=editor)
    assert titles(two) == ["New One", "New Two"]
    bundle.refresh_from_db()
    assert bundle.is_published


def test_one_that_is_not_approved_stops_all(bundle, two, editor):
    fill(bundle, two[:1], editor)
    fill(bundle, two[1:], editor, approve=False)
    with pytest.raises(Refused, match="not approved"):
        bundles.set_state(bundle_id=bundle.pk, state="ready", user=editor)


def test_one_that_changed_after_its_approval_stops_all(bundle, two, editor, author):
    fill(bundle, two, editor)
    bundles.set_state(bundle_id=bundle.pk, state="ready", user=editor)
    draft_by(two[1], author, title="Changed again")
    with pytest.raises(Refused, match="not approved"):
        bundles.publish_bundle(bundle_id=bundle.pk, user=editor)
    assert titles(two) == ["One", "Two"]


def test_one_that_fails_takes_the_others_back(bundle, two, editor, monkeypatch):
    from wagtail.models import Revision

    fill(bundle, two, editor)
    bundles.set_state(
        bundle_id=bundle.pk, state="scheduled", user=editor, at=timezone.now() + timedelta(days=1)
    )
    Bundle.objects.update(scheduled_at=timezone.now() - timedelta(seconds=1))
    publish = Revision.publish

    def fail(self, *args, **kwargs):
        if self.object_id == str(two[1].pk):
            raise RuntimeError
        publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", fail)
    assert bundles.publish_due() == 0
    assert titles(two) == ["One", "Two"]
    bundle.refresh_from_db()
    assert bundle.state == "draft"
    assert bundle.failure


def test_it_appears_by_itself_when_its_moment_has_come_and_only_once(bundle, two, editor):
    fill(bundle, two, editor)
    bundles.set_state(
        bundle_id=bundle.pk, state="scheduled", user=editor, at=timezone.now() + timedelta(hours=1)
    )
    assert bundles.publish_due() == 0
    Bundle.objects.update(scheduled_at=timezone.now() - timedelta(seconds=1))
    assert bundles.publish_due() == 1
    assert titles(two) == ["New One", "New Two"]
    assert bundles.publish_due() == 0


def test_a_moment_that_has_passed_is_no_schedule(bundle, two, editor):
    fill(bundle, two, editor)
    with pytest.raises(Refused):
        bundles.set_state(bundle_id=bundle.pk, state="scheduled", user=editor, at=timezone.now())


def test_the_last_approval_of_the_review_waits_for_the_bundle(
    bundle, article, author, editor, coordinator
):
    draft_by(article, author, title="New")
    page = type(article).objects.get(pk=article.pk)
    bundles.put_in(bundle_id=bundle.pk, thing=page, user=editor)
    hand_in(page, author)
    page = act(page, editor, "approve")
    page = act(page, coordinator, "approve")
    assert page.title == "On drawers"
    assert BundleItem.objects.get().is_approved
    bundles.set_state(bundle_id=bundle.pk, state="ready", user=editor)
    bundles.publish_bundle(bundle_id=bundle.pk, user=editor)
    assert titles([page]) == ["New"]


def test_nobody_approves_a_version_of_their_own(bundle, article, editor):
    draft_by(article, editor, title="Mine")
    page = type(article).objects.get(pk=article.pk)
    item = bundles.put_in(bundle_id=bundle.pk, thing=page, user=editor)
    with pytest.raises(Refused, match="somebody else"):
        bundles.approve_item(item_id=item.pk, user=editor)


def test_a_page_is_in_one_bundle_at_a_time(bundle, two, editor):
    other = Bundle.objects.create(title="Other")
    bundles.put_in(bundle_id=bundle.pk, thing=two[0], user=editor)
    with pytest.raises(Refused, match="Launch"):
        bundles.put_in(bundle_id=other.pk, thing=two[0], user=editor)


def test_an_archived_page_does_not_appear_by_a_bundle(bundle, two, editor):
    fill(bundle, two, editor)
    bundles.set_state(bundle_id=bundle.pk, state="ready", user=editor)
    archive_page(page=two[0], user=editor)
    with pytest.raises(Refused, match="archive"):
        bundles.publish_bundle(bundle_id=bundle.pk, user=editor)


def test_the_screen_fills_approves_and_publishes(bundle, two, editor):
    browser = signed_in(editor)
    for page in two:
        browser.post(reverse("bundles:put_in", args=(bundle.pk,)), {"page": page.pk})
    for item in BundleItem.objects.all():
        browser.post(reverse("bundles:approve", args=(item.pk,)))
    browser.post(reverse("bundles:decide", args=(bundle.pk,)), {"decision": "ready"})
    browser.post(reverse("bundles:decide", args=(bundle.pk,)), {"decision": "publish"})
    assert titles(two) == ["New One", "New Two"]
    screen = words(browser.get(reverse("bundles:inspect", args=(bundle.pk,))))
    assert "Published, all of it" in screen


@pytest.mark.parametrize("fields", [{}, {"page": "x"}, {"page": "999999"}, {"page": "1"}], ids=repr)
def test_what_is_no_page_is_not_put_in(bundle, editor, fields):
    answer = signed_in(editor).post(reverse("bundles:put_in", args=(bundle.pk,)), fields)
    assert answer.status_code == 400
    assert not BundleItem.objects.exists()


@pytest.mark.parametrize("decision", ["", "published", "drop"])
def test_a_decision_that_is_none_changes_nothing(bundle, editor, decision):
    signed_in(editor).post(reverse("bundles:decide", args=(bundle.pk,)), {"decision": decision})
    bundle.refresh_from_db()
    assert bundle.state == "draft"


def test_the_screen_asks_for_the_same_with_three_things_and_with_thirty(
    bundle, editor, author, home, django_assert_max_num_queries
):
    counts = []
    for number in (3, 27):
        for one in range(number):
            page = ArticlePageFactory.create(title=f"B{number}-{one}")
            draft_by(page, author)
            bundles.put_in(
                bundle_id=bundle.pk, thing=type(page).objects.get(pk=page.pk), user=editor
            )
        browser = signed_in(editor)
        browser.get(reverse("bundles:inspect", args=(bundle.pk,)))
        with django_assert_max_num_queries(80) as captured:
            browser.get(reverse("bundles:inspect", args=(bundle.pk,)))
        counts.append(len(captured))
    assert counts[0] + 1 >= counts[1]


def test_coordinators_look_and_change_nothing(bundle, coordinator):
    browser = signed_in(coordinator)
    assert browser.get(reverse("bundles:inspect", args=(bundle.pk,))).status_code == 200
    answer = browser.post(reverse("bundles:decide", args=(bundle.pk,)), {"decision": "ready"})
    assert answer.status_code in {302, 403}
    bundle.refresh_from_db()
    assert bundle.state == "draft"
    assert somebody("author").has_perm("editorial.view_bundle")


def test_a_thing_with_a_later_date_of_its_own_stops_all(bundle, two, editor, author):
    draft_by(two[1], author, go_live_at=timezone.now() + timedelta(days=9))
    two[1].refresh_from_db()
    fill(bundle, two, editor)
    with pytest.raises(Refused, match="date of its own"):
        bundles.set_state(bundle_id=bundle.pk, state="ready", user=editor)


def test_a_new_bundle_leads_to_its_screen(editor):
    answer = signed_in(editor).post(reverse("bundles:add"), {"title": "Launch", "note": ""})
    made = Bundle.objects.get()
    assert answer.url == reverse("bundles:inspect", args=(made.pk,))
    assert made.created_by == editor
