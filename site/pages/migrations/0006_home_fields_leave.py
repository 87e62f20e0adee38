"""Take the fixed fields of the home page away; its blocks hold what they said."""

from django.db import migrations

LEAVING = (
    *("eyebrow", "headline", "lede", "primary_text", "secondary_text", "primary_page"),
    *("secondary_page", "stages_title", "stages_text", "audiences_title", "newest_case_title"),
    *("events_title", "news_title", "newsletter_title", "newsletter_text"),
)


class Migration(migrations.Migration):
    dependencies = [("pages", "0005_home_blocks")]

    operations = [migrations.RemoveField("homepage", name) for name in LEAVING]
