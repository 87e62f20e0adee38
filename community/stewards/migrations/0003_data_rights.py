"""Stewards answer requests for correction, and see what the rules of retention did."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GRANTED = ("view_retentionrun", "change_correctionrequest")


def grant(apps, schema_editor):
    """Write the permissions that Django would only write after all migrations, and grant them."""
    config = apps.get_app_config("datarights")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = None
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="Stewards")
    permissions = apps.get_model("auth", "Permission").objects
    group.permissions.add(
        *permissions.filter(content_type__app_label="datarights", codename__in=GRANTED)
    )


class Migration(migrations.Migration):
    dependencies = [("stewards", "0002_role"), ("datarights", "0001_rights")]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
