"""Each role may do its deeds, and no others; the groups of before are carried over."""

import importlib

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page

from editorial.roles import ROLES, let_everybody_work, locales_of
from tests.editorial.conftest import draft_by, signed_in, somebody
from tests.editorial.test_together import form_for
from tests.factories.members import UserFactory
from tests.factories.pages import ArticlePageFactory, StandardPageFactory

pytestmark = pytest.mark.django_db
migration = importlib.import_module("editorial.migrations.0002_roles")

ALL = ("author", "editor", "translator", "coordinator", "administrator", "member")
MAY = {
    "enter": {"author", "editor", "translator", "coordinator", "administrator"},
    "create": {"author", "editor", "administrator"},
    "edit own": {"author", "editor", "administrator"},
    "edit others": {"editor", "administrator"},
    "submit": {"author", "editor", "administrator"},
    "publish": {"editor", "administrator"},
    "delete": {"administrator"},
    "see board": {"editor", "translator", "coordinator", "administrator"},
    "see reports": {"editor", "coordinator", "administrator"},
    "see calendar": {"author", "editor", "translator", "coordinator", "administrator"},
    "see archive": {"editor", "coordinator", "administrator"},
    "archive": {"editor", "administrator"},
    "fill bundles": {"editor", "administrator"},
    "see bundles": {"author", "editor", "coordinator", "administrator"},
    "show drafts": {"author", "editor", "administrator"},
    "manage members": {"administrator"},
    "change settings": {"administrator"},
    "see mail": {"administrator"},
    "see figures": {"coordinator", "administrator"},
}


def own_page(user):
    page = ArticlePageFactory.create(owner=user, live=False)
    page.save_revision(user=user)
    return page


def rights(user, page):
    return page.permissions_for_user(user)


def may_hand_in(what):
    return what.can_edit() and what.can_submit_for_moderation()


DEEDS = {
    "enter": lambda user, page: user.has_perm("wagtailadmin.access_admin"),
    "create": lambda user, page: rights(user, page.get_parent()).can_add_subpage(),
    "edit own": lambda user, page: rights(user, own_page(user)).can_edit(),
    "edit others": lambda user, page: rights(user, page).can_edit(),
    "submit": lambda user, page: may_hand_in(rights(user, own_page(user))),
    "publish": lambda user, page: rights(user, page).can_publish(),
    "delete": lambda user, page: user.has_perm("editorial.delete_archivedpage"),
    "see board": lambda user, page: user.has_perm("editorial.view_translationmark"),
    "see reports": lambda user, page: user.has_perm("editorial.view_pagecheck"),
    "see calendar": lambda user, page: user.has_perm("editorial.view_calendarfeed"),
    "see archive": lambda user, page: user.has_perm("editorial.view_archivedpage"),
    "archive": lambda user, page: user.has_perm("editorial.add_archivedpage"),
    "fill bundles": lambda user, page: user.has_perm("editorial.change_bundle"),
    "see bundles": lambda user, page: user.has_perm("editorial.view_bundle"),
    "show drafts": lambda user, page: user.has_perm("editorial.add_previewlink"),
    "manage members": lambda user, page: user.has_perm("members.change_user"),
    "change settings": lambda user, page: user.has_perm("wagtailcore.change_site"),
    "see mail": lambda user, page: user.has_perm("outbox.view_message"),
    "see figures": lambda user, page: user.has_perm("dissemination_metrics.view_figure"),
}


@pytest.mark.parametrize("role", ALL)
def test_every_role_does_its_deeds_and_no_others(roles, article, role):
    from dissemination_metrics.actions import let_coordinators_work

    let_coordinators_work()
    done = {deed for deed, attempt in DEEDS.items() if attempt(roles[role], article)}
    assert done == {deed for deed, who in MAY.items() if role in who}


SCREENS = {
    "calendar:index": "see calendar",
    "bundles:index": "see bundles",
    "bundles:add": "fill bundles",
    "translations:index": "see board",
    "archive:index": "see archive",
    "reviews_due:index": "see reports",
    "link_faults:index": "see reports",
    "page_checks:index": "see reports",
    "wagtailusers_users:index": "manage members",
    "wagtailsites:index": "change settings",
    "review_intervals:index": "change settings",
}


@pytest.mark.parametrize("role", ALL)
def test_screens_open_for_those_who_may_and_for_nobody_else(roles, role):
    browser = signed_in(roles[role])
    opened = {name for name in SCREENS if browser.get(reverse(name)).status_code == 200}
    assert opened == {name for name, deed in SCREENS.items() if role in MAY[deed]}


def french_home(home):
    locale, _made = Locale.objects.get_or_create(language_code="fr")
    return home.copy_for_translation(locale)


def test_a_translator_edits_the_pages_of_the_own_language_only(home, roles):
    french = french_home(home)
    german, _made = Locale.objects.get_or_create(language_code="de")
    other = home.copy_for_translation(german)
    let_everybody_work()
    translator = somebody("translator")
    assert french.permissions_for_user(translator).can_edit()
    assert not other.permissions_for_user(translator).can_edit()
    assert not home.permissions_for_user(translator).can_edit()
    assert not french.permissions_for_user(translator).can_publish()
    assert locales_of(translator) == {"fr"}


def test_editors_translate_into_every_language(editor, settings):
    assert locales_of(editor) == {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}


def test_an_author_does_not_publish_by_posting_the_form(author, home):
    page = StandardPageFactory.create(title="Mine", owner=author, live=False)
    page.save_revision(user=author)
    address = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    answer = signed_in(author).post(address, form_for(page) | {"action-publish": "1"})
    assert answer.status_code == 302
    page.refresh_from_db()
    assert not page.live


def test_letting_everybody_work_twice_changes_nothing(roles):
    def state():
        return (
            sorted(Group.objects.values_list("name", "permissions__codename")),
            sorted(GroupPagePermission.objects.values_list("group", "page", "permission")),
        )

    before = state()
    let_everybody_work()
    assert state() == before


def test_what_a_group_was_given_by_hand_stays(roles):
    extra = Permission.objects.get(codename="view_message", content_type__app_label="outbox")
    Group.objects.get(name="Authors").permissions.add(extra)
    let_everybody_work()
    assert extra in Group.objects.get(name="Authors").permissions.all()


def as_it_was_before():
    """Put the groups back to what Wagtail makes, with people in them; return the two people."""
    Group.objects.filter(name="Authors").update(name="Writers of old")
    Group.objects.filter(name="Editors").update(name="Moderators")
    Group.objects.filter(name="Writers of old").update(name="Editors")
    writer, moderator = UserFactory.create(), UserFactory.create()
    writer.groups.add(Group.objects.get(name="Editors"))
    moderator.groups.add(Group.objects.get(name="Moderators"))
    return writer, moderator


def names(user):
    return {group.name for group in user.groups.all()}


def test_people_keep_their_place_when_groups_get_their_new_names():
    writer, moderator = as_it_was_before()
    migration.carry_over(apps, None)
    assert names(writer) == {"Authors"}
    assert names(moderator) == {"Editors"}
    assert set(ROLES) <= set(Group.objects.values_list("name", flat=True))


def test_the_migration_runs_twice_without_a_difference():
    _writer, moderator = as_it_was_before()
    migration.carry_over(apps, None)
    before = sorted(Group.objects.values_list("name", "permissions", "user"))
    migration.carry_over(apps, None)
    assert sorted(Group.objects.values_list("name", "permissions", "user")) == before
    assert names(moderator) == {"Editors"}


def test_a_group_that_has_the_new_name_already_takes_the_others_in():
    writer, moderator = as_it_was_before()
    own = Group.objects.create(name="Authors")
    somebody_else = UserFactory.create()
    somebody_else.groups.add(own)
    migration.carry_over(apps, None)
    assert names(writer) == names(somebody_else) == {"Authors"}
    assert names(moderator) == {"Editors"}
    assert not Group.objects.filter(name="Moderators").exists()


def test_rights_on_one_page_outlive_the_migration(home):
    writer, _moderator = as_it_was_before()
    may = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(
        group=Group.objects.get(name="Editors"), page=home, permission=may
    )
    migration.carry_over(apps, None)
    assert home.permissions_for_user(writer).can_edit()
    assert not Page.get_first_root_node().permissions_for_user(writer).can_publish()


def test_the_review_is_laid_over_the_whole_tree_once():
    from wagtail.models import Workflow

    review = importlib.import_module("editorial.migrations.0003_two_step_review")
    review.lay_down(apps, None)
    assert Workflow.objects.filter(name=review.NAME).count() == 1
    assert Page.get_first_root_node().get_workflow().name == review.NAME


def test_a_draft_by_an_author_changes_nothing_public(author, article):
    draft_by(article, author, title="Changed")
    article.refresh_from_db()
    assert article.title == "On drawers"
