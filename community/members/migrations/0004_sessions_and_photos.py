"""A stamp that ends all sessions, and photographs where no address reaches them."""

from functools import partial

from django.core.files.storage import default_storage, storages
from django.db import migrations, models, transaction

import community.members.private_files


def move_photos(apps, schema_editor):
    """Take the files out of the folder that is served; what is there no more stays away."""
    private = storages["private"]
    profiles = apps.get_model("members", "Profile").objects.exclude(photo="")
    for large in profiles.values_list("photo", flat=True):
        for name in (large, large.replace("-large.webp", "-small.webp")):
            if default_storage.exists(name) and not private.exists(name):
                with default_storage.open(name) as file:
                    private.save(name, file)
                transaction.on_commit(partial(default_storage.delete, name))


class Migration(migrations.Migration):
    dependencies = [("members", "0003_handles_and_domains")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="session_stamp",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=22
            ),
        ),
        migrations.AlterField(
            model_name="profile",
            name="photo",
            field=models.ImageField(
                blank=True,
                db_default="",
                storage=community.members.private_files.private_storage,
                upload_to="people/",
                verbose_name="photograph",
            ),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(fields=["photo"], name="profile_by_photo"),
        ),
        migrations.RunPython(move_photos, migrations.RunPython.noop),
    ]
