"""Take the fixed fields of the home page out of use.

The columns stay for one release, so that processes of the release before may still read them while
this one starts; nothing holds them any more.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LEAVING = [
    ("eyebrow", models.CharField(max_length=120, null=True)),
    ("headline", models.TextField(max_length=80, null=True)),
    ("lede", models.TextField(max_length=400, null=True)),
    ("primary_text", models.CharField(max_length=40, null=True)),
    ("secondary_text", models.CharField(max_length=40, null=True)),
    ("stages_title", models.CharField(max_length=80, null=True)),
    ("stages_text", models.TextField(max_length=400, null=True)),
    ("audiences_title", models.CharField(max_length=80, null=True)),
    ("newest_case_title", models.CharField(max_length=80, null=True)),
    ("events_title", models.CharField(max_length=80, null=True)),
    ("news_title", models.CharField(max_length=80, null=True)),
    ("newsletter_title", models.CharField(max_length=80, null=True)),
    ("newsletter_text", models.TextField(max_length=300, null=True)),
    ("primary_page", None),
    ("secondary_page", None),
]


def _loose(field: models.Field | None) -> models.Field:
    """Return a field that asks nothing of the rows; None stands for a way to a page."""
    return field or models.ForeignKey(
        settings.WAGTAIL_PAGE_MODEL,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        null=True,
        db_constraint=False,
    )


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_home_blocks")]

    operations = [
        *(migrations.AlterField("homepage", name, _loose(field)) for name, field in LEAVING),
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("homepage", name) for name, _ in LEAVING]
        ),
    ]
