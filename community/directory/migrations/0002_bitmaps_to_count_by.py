"""Bring the bitmaps, and take the totals and numbered sets of values out of use.

Their tables and columns stay for one release, so that processes of the release before may still read
and write while this one starts; what those write meanwhile is counted after the next rebuild.
"""

from django.db import migrations, models

import community.directory.models

LEAVING = ("first", "second", "third", "fourth")


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_entries_and_letters"),
        ("members", "0003_handles_and_domains"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bitmap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("organisation", "organisation")],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("audience", models.CharField(max_length=40, verbose_name="seen by")),
                (
                    "value",
                    models.CharField(blank=True, max_length=70, verbose_name="facet and value"),
                ),
                ("chunk", models.IntegerField(verbose_name="chunk")),
                ("bits", community.directory.models.BitsField(verbose_name="bits")),
            ],
            options={
                "verbose_name": "bitmap",
                "verbose_name_plural": "bitmaps",
                "indexes": [models.Index(fields=["chunk", "kind"], name="directory_chunk")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "audience", "value", "chunk"), name="directory_one_bitmap"
                    )
                ],
            },
        ),
        migrations.RemoveIndex("entry", "directory_in_order"),
        migrations.RemoveIndex("entry", "directory_by_second"),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["kind", "audience", "sort_key", "id"],
                include=("user", "organisation"),
                name="directory_by_name",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                *(migrations.DeleteModel(name) for name in ("Pair", "Total", "ValueSet")),
                *(migrations.RemoveField("entry", name) for name in LEAVING),
            ]
        ),
    ]
