"""The role of stewards, with its permissions."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def make_role(apps, schema_editor):
    """Write the permissions that Django would only write after all migrations, and grant them."""
    for label in ("wagtailadmin", "stewards"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Stewards")
    own = permissions.filter(content_type__app_label="stewards")
    group.permissions.add(*own)
    group.permissions.add(
        *permissions.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("stewards", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(make_role, migrations.RunPython.noop)]
