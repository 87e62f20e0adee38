"""The five roles. Wagtail's Editors become our Authors, its Moderators our Editors."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RENAMED = (("Editors", "Authors"), ("Moderators", "Editors"))
ROLES = ("Authors", "Editors", "Translators", "Coordinators", "Administrators")
PAGE_DEEDS = {
    "Authors": ("add_page",),
    "Editors": ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    "Administrators": (
        *("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
        "bulk_delete_page",
    ),
}
FILE_DEEDS = {
    "Authors": ("add", "choose"),
    "Editors": ("add", "change", "choose"),
    "Translators": ("choose",),
    "Administrators": ("add", "change", "delete", "choose"),
}
LOOKING = (
    *("view_pagecheck", "view_linkfault", "view_pagereview", "view_translationmark"),
    *("view_bundle", "view_calendarfeed", "view_archivedpage", "view_previewlink"),
)
EDITORIAL_DEEDS = {
    "Authors": (
        *("view_calendarfeed", "view_bundle", "view_previewlink", "add_previewlink"),
        "change_previewlink",
    ),
    "Editors": (
        *LOOKING,
        *("change_pagereview", "change_translationmark", "add_previewlink", "change_previewlink"),
        *("add_bundle", "change_bundle", "delete_bundle", "publish_bundle"),
        *("add_archivedpage", "change_archivedpage"),
        *("add_moveddomain", "change_moveddomain", "view_moveddomain"),
    ),
    "Translators": ("view_translationmark", "change_translationmark", "view_calendarfeed"),
    "Coordinators": LOOKING,
}


def carry_over(apps, schema_editor):
    """Rename the groups with their people and rights, then set what each role may do."""
    make_permissions(apps)
    if apps.get_model("auth", "Group").objects.filter(name="Moderators").exists():
        for old, new in RENAMED:
            rename(apps, old, new)
    grant(apps)


def make_permissions(apps):
    """Write the permissions that Django would only write after all migrations."""
    for label in ("wagtailcore", "pages", "editorial"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None


def rename(apps, old, new):
    """Give a group its new name; where both exist, the people and rights of the old join the new."""
    Group = apps.get_model("auth", "Group")
    group = Group.objects.filter(name=old).first()
    if group is None:
        return
    known = Group.objects.filter(name=new).first()
    if known is None:
        group.name = new
        group.save()
        return
    known.permissions.add(*group.permissions.all())
    known.user_set.add(*group.user_set.all())
    for name in ("GroupPagePermission", "GroupCollectionPermission"):
        model = apps.get_model("wagtailcore", name)
        for right in model.objects.filter(group=group):
            where = (
                {"page_id": right.page_id}
                if name == "GroupPagePermission"
                else {"collection_id": right.collection_id}
            )
            model.objects.get_or_create(group=known, permission=right.permission, **where)
    group.delete()


def grant(apps):
    """Set the rights on all pages exactly, and add the others."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in ROLES}
    entry = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for group in groups.values():
        group.permissions.add(*entry)
    for name, deeds in EDITORIAL_DEEDS.items():
        groups[name].permissions.add(
            *Permission.objects.filter(content_type__app_label="editorial", codename__in=deeds)
        )
    groups["Administrators"].permissions.add(
        *Permission.objects.filter(content_type__app_label="editorial")
    )
    share_pages(apps, groups)
    share_files(apps, groups)


def share_pages(apps, groups):
    """Authors write their own pages and edit no others': what Wagtail gave beyond that goes."""
    Permission = apps.get_model("auth", "Permission")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    root = apps.get_model("wagtailcore", "Page").objects.filter(depth=1).first()
    for name, deeds in PAGE_DEEDS.items():
        allowed = Permission.objects.filter(
            content_type__app_label="wagtailcore", content_type__model="page", codename__in=deeds
        )
        GroupPagePermission.objects.filter(group=groups[name], page=root).exclude(
            permission__in=allowed
        ).delete()
        for permission in allowed:
            GroupPagePermission.objects.get_or_create(
                group=groups[name], page=root, permission=permission
            )


def share_files(apps, groups):
    """Let each role add, change or choose images and documents."""
    Permission = apps.get_model("auth", "Permission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    for name, deeds in FILE_DEEDS.items():
        codes = [f"{deed}_{model}" for deed in deeds for model in ("siteimage", "sitedocument")]
        for permission in Permission.objects.filter(
            content_type__app_label="pages", codename__in=codes
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=groups[name], collection=root, permission=permission
            )


class Migration(migrations.Migration):
    # Wagtail's own data migrations look for the groups by their old names: they come first.
    dependencies = [
        ("editorial", "0001_initial"),
        ("pages", "0001_initial"),
        ("members", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
