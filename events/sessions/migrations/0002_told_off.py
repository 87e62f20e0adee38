"""Who has been told that a session is cancelled hears of it when it takes place after all."""

from django.db import migrations, models
from django.db.models import F


def note_who_was_told(apps, schema_editor):
    """Mark those who know that their session is cancelled; once more changes nothing."""
    seats = apps.get_model("event_sessions", "SessionSeat").objects
    knowing = seats.filter(session__is_cancelled=True, told_sequence__gte=F("session__sequence"))
    seats.filter(pk__in=knowing.values("pk")).update(told_off=True)


class Migration(migrations.Migration):
    dependencies = [
        ("event_sessions", "0001_seats_in_sessions"),
    ]

    operations = [
        migrations.AddField(
            model_name="sessionseat",
            name="told_off",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                verbose_name="told that it is cancelled",
            ),
        ),
        migrations.RunPython(note_who_was_told, migrations.RunPython.noop),
    ]
