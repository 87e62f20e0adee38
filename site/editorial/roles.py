"""The five roles: what each may do, as groups that every installation has.

====================  ======  ======  ===========  ===========  ==============
deed                  Author  Editor  Translator   Coordinator  Administrator
====================  ======  ======  ===========  ===========  ==============
write new pages       yes     yes     in the       no           yes
                                      language
edit own drafts       yes     yes     in the       no           yes
                                      language
edit what others      no      yes     in the       at a step    yes
wrote                                 language
submit for review     yes     yes     yes          no           yes
editorial check       no      yes     no           yes          yes
last approval         no      yes     no           yes          yes
publish directly      no      yes     no           no           yes
see reports           no      yes     translation  yes          yes
                                      board
figures               no      no      no           yes          yes
people and settings   no      no      no           no           yes
delete for good       no      no      no           no           yes
====================  ======  ======  ===========  ===========  ==============

A translator also belongs to the group of each language, such as `Translators (fr)`.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page
from wagtail.snippets.models import get_snippet_models

from community.members.roles import COORDINATORS
from pages.actions import PUBLISHERS, WRITERS

AUTHORS: Final = WRITERS
EDITORS: Final = PUBLISHERS
TRANSLATORS: Final = "Translators"
ADMINISTRATORS: Final = "Administrators"

PAGE_DEEDS: Final[dict[str, tuple[str, ...]]] = {
    AUTHORS: ("add_page",),
    EDITORS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    ADMINISTRATORS: (
        *("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        "bulk_delete_page",
    ),
}
FILE_DEEDS: Final[dict[str, tuple[str, ...]]] = {
    AUTHORS: ("add", "choose"),
    EDITORS: ("add", "change", "choose"),
    TRANSLATORS: ("choose",),
    ADMINISTRATORS: ("add", "change", "delete", "choose"),
}
LOOKING: Final = (
    *("editorial.view_pagecheck", "editorial.view_linkfault", "editorial.view_pagereview"),
    *("editorial.view_translationmark", "editorial.view_bundle", "editorial.view_calendarfeed"),
    *("editorial.view_archivedpage", "editorial.view_previewlink"),
)
EDITING: Final = (
    *LOOKING,
    *("editorial.change_pagereview", "editorial.change_translationmark"),
    *("editorial.add_previewlink", "editorial.change_previewlink"),
    *("editorial.add_bundle", "editorial.change_bundle", "editorial.delete_bundle"),
    *("editorial.publish_bundle", "editorial.add_archivedpage", "editorial.change_archivedpage"),
    *("editorial.add_moveddomain", "editorial.change_moveddomain", "editorial.view_moveddomain"),
    "simple_translation.submit_translation",
    *("wagtailredirects.add_redirect", "wagtailredirects.change_redirect"),
    "wagtailredirects.delete_redirect",
    "wagtailcore.add_collection",
    "pages.change_siteidentity",
)
ENTRY: Final = "wagtailadmin.access_admin"
MODEL_DEEDS: Final[dict[str, tuple[str, ...]]] = {
    AUTHORS: (
        *(ENTRY, "editorial.view_calendarfeed", "editorial.view_bundle"),
        *("editorial.view_previewlink", "editorial.add_previewlink"),
        "editorial.change_previewlink",
    ),
    EDITORS: (ENTRY, *EDITING),
    TRANSLATORS: (
        *(ENTRY, "editorial.view_translationmark", "editorial.change_translationmark"),
        "editorial.view_calendarfeed",
    ),
    COORDINATORS: (ENTRY, *LOOKING),
}
# Administrators have every permission of these rooms: all that is managed, nothing of the machine.
ADMINISTERED: Final = (
    *("editorial", "members", "outbox", "events", "newsletters", "pages", "vocabulary"),
    *("wagtailredirects", "wagtailcore", "wagtailadmin", "wagtailimages", "wagtaildocs"),
    *("simple_translation", "dissemination_metrics", "search", "toolbox", "discovery", "stewards"),
)
ROLES: Final = (AUTHORS, EDITORS, TRANSLATORS, COORDINATORS, ADMINISTRATORS)


def language_group(code: str) -> str:
    """Return the name of the group of those who translate into one language."""
    return f"{TRANSLATORS} ({code})"


def locales_of(user: Any) -> set[str]:
    """Return the codes of the languages into which somebody may translate; one query at most."""
    codes = {code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES}
    if user.is_superuser:
        return codes
    groups = set(user.groups.values_list("name", flat=True))
    if groups & {EDITORS, ADMINISTRATORS}:
        return codes
    return {code for code in codes if language_group(code) in groups}


@transaction.atomic
def let_everybody_work() -> None:
    """Give the five roles what they need; a second call changes nothing, additions by hand stay."""
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ROLES}
    for name, labels in MODEL_DEEDS.items():
        groups[name].permissions.add(*_permissions(labels))
    groups[ADMINISTRATORS].permissions.add(
        *Permission.objects.filter(
            Q(content_type__app_label__in=ADMINISTERED)
            | Q(content_type__app_label="auth", content_type__model="group")
        )
    )
    groups[EDITORS].permissions.add(*_snippet_permissions())
    _share_pages(groups)
    _share_files(groups)
    let_translators_work()


def let_translators_work() -> None:
    """Give each language its group, and the group the pages of its language when there are any."""
    entry = _permissions((ENTRY,))
    for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        if code == settings.LANGUAGE_CODE:
            continue
        group, _created = Group.objects.get_or_create(name=language_group(code))
        group.permissions.add(*entry)
        for home in Page.objects.filter(depth=2, locale__language_code=code):
            _allow_pages(group, home, ("add_page", "change_page"))


def _share_pages(groups: dict[str, Group]) -> None:
    root = Page.get_first_root_node()
    if root is not None:
        for name, deeds in PAGE_DEEDS.items():
            _allow_pages(groups[name], root, deeds)


def _allow_pages(group: Group, page: Page, deeds: Iterable[str]) -> None:
    allowed = Permission.objects.filter(
        content_type__app_label="wagtailcore", content_type__model="page", codename__in=deeds
    )
    for permission in allowed:
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)


def _share_files(groups: dict[str, Group]) -> None:
    root = Collection.get_first_root_node()
    for name, deeds in FILE_DEEDS.items():
        codes = [f"{deed}_{model}" for deed in deeds for model in ("siteimage", "sitedocument")]
        allowed = Permission.objects.filter(content_type__app_label="pages", codename__in=codes)
        for permission in allowed:
            GroupCollectionPermission.objects.get_or_create(
                group=groups[name], collection=root, permission=permission
            )


def _permissions(labels: Iterable[str]) -> list[Permission]:
    wanted = Q(pk__in=())
    for label in labels:
        app, _dot, codename = label.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _snippet_permissions() -> list[Permission]:
    """Return what editors may do with every snippet that the rooms below have registered."""
    names = [(model._meta.app_label, model._meta.model_name) for model in get_snippet_models()]
    deeds = ("add", "change", "publish", "view")
    labels = [f"{app}.{deed}_{name}" for app, name in names for deed in deeds]
    return _permissions(labels)
