"""Carries over what the directory knows: marks beside the words, and the bitmaps of all entries."""

from django.db import migrations

# What a rebuild writes anew; done twice it changes nothing.
MARK = """
UPDATE directory_entry SET vector = vector || array_to_tsvector(
    ARRAY(SELECT '@' || value FROM unnest(facets) AS value)
    || ARRAY(SELECT '=' || lexeme FROM unnest(to_tsvector('search_simple', name)))
)
"""
FILL = """
INSERT INTO directory_bitmap (kind, audience, value, chunk, bits)
SELECT kind, audience, value, (place / 8192)::integer,
    bit_or(set_bit(0::bit(8192), (place % 8192)::integer, 1))
FROM (
    SELECT kind, audience, facets, coalesce(user_id, organisation_id) AS place
    FROM directory_entry WHERE audience IN ('everyone', 'members')
) AS entry, unnest(facets || ''::varchar) AS value
GROUP BY 1, 2, 3, 4
ON CONFLICT (kind, audience, value, chunk) DO UPDATE SET bits = excluded.bits
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_bitmaps_to_count_by"),
        ("search", "0001_initial"),
    ]

    operations = [
        # Going back, the tables of totals are empty until the directory is rebuilt.
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL("ANALYZE directory_entry", migrations.RunSQL.noop),
        migrations.RunSQL("ANALYZE directory_bitmap", migrations.RunSQL.noop),
    ]
