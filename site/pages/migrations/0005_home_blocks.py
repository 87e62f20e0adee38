"""Compose the home page of blocks, give texts more bricks, and the site an alert banner.

The fixed fields of today's home page become sections; run again, it finds nothing left to do.
"""

import json
from typing import Any
from uuid import uuid4

import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import pages.blocks.home


def blocks_of(fields: dict[str, Any]) -> list[dict[str, Any]]:
    """Return today's home page as sections, in the order in which the old template had them."""

    def said(name: str) -> str:
        return fields.get(name) or ""

    sections: list[tuple[str, dict[str, Any]]] = [
        (
            "hero",
            {
                "kicker": said("eyebrow"),
                "headline": said("headline"),
                "text": said("lede"),
                "link_text": said("primary_text"),
                "page": fields.get("primary_page"),
                "second_text": said("secondary_text"),
                "second_page": fields.get("secondary_page"),
            },
        ),
        ("news", {"title": ""}),
        ("audiences", {"title": said("audiences_title")}),
        ("stages", {"title": said("stages_title"), "text": said("stages_text")}),
        ("newest_case", {"title": said("newest_case_title")}),
        ("events", {"title": said("events_title"), "count": 3}),
        ("articles", {"title": said("news_title")}),
        (
            "newsletter",
            {"title": said("newsletter_title"), "text": said("newsletter_text")},
        ),
        ("counts", {"title": "What has grown so far"}),
    ]
    return [{"id": str(uuid4()), "type": kind, "value": value} for kind, value in sections]


def carry_home_over(apps: Any, schema_editor: Any) -> None:
    """Write the sections of every home page and of every draft of one that has none yet."""
    names = (
        "eyebrow",
        "headline",
        "lede",
        "primary_text",
        "secondary_text",
        "audiences_title",
        "stages_title",
        "stages_text",
        "newest_case_title",
        "events_title",
        "news_title",
        "newsletter_title",
        "newsletter_text",
    )
    HomePage = apps.get_model("pages", "HomePage")
    for home in HomePage.objects.all():
        if list(home.body.raw_data):
            continue
        fields = {name: getattr(home, name) for name in names}
        fields |= {
            "primary_page": home.primary_page_id,
            "secondary_page": home.secondary_page_id,
        }
        HomePage.objects.filter(pk=home.pk).update(body=blocks_of(fields))
    _carry_drafts_over(apps, HomePage)


def _carry_drafts_over(apps: Any, model: Any) -> None:
    keys = [str(key) for key in model.objects.values_list("pk", flat=True)]
    Revision = apps.get_model("wagtailcore", "Revision")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind = ContentType.objects.filter(app_label="pages", model="homepage").first()
    drafts = Revision.objects.filter(content_type=kind, object_id__in=keys) if kind else ()
    for draft in drafts:
        if "eyebrow" in draft.content and not draft.content.get("body"):
            # A stream stands in a revision as text.
            draft.content["body"] = json.dumps(blocks_of(draft.content))
            draft.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0004_path_glossary"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="homepage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("hero", 7),
                    ("words", 10),
                    ("quote", 13),
                    ("numbers", 20),
                    ("call_to_action", 26),
                    ("news", 28),
                    ("audiences", 29),
                    ("stages", 31),
                    ("newest_case", 29),
                    ("events", 33),
                    ("articles", 29),
                    ("newsletter", 34),
                    ("counts", 29),
                    ("partners", 29),
                ],
                block_lookup={
                    0: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Line above the headline", "max_length": 120},
                    ),
                    1: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Two short lines: press Enter between them.",
                            "label": "Headline",
                            "max_length": 80,
                        },
                    ),
                    2: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "What this is and for whom, in three sentences. Read in five seconds.",
                            "label": "Opening",
                            "max_length": 400,
                        },
                    ),
                    3: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Words on the button", "max_length": 40},
                    ),
                    4: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Where the button leads", "required": False},
                    ),
                    5: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Words of the second link", "max_length": 40, "required": False},
                    ),
                    6: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Where the second link leads", "required": False},
                    ),
                    7: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("kicker", 0),
                                ("headline", 1),
                                ("text", 2),
                                ("link_text", 3),
                                ("page", 4),
                                ("second_text", 5),
                                ("second_page", 6),
                            ]
                        ],
                        {"group": "Written here"},
                    ),
                    8: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 80}),
                    9: ("pages.blocks.Paragraphs", (), {}),
                    10: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 8), ("text", 9)]],
                        {"group": "Written here"},
                    ),
                    11: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "Without quotation marks.", "label": "Words"},
                    ),
                    12: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Who said it", "max_length": 200},
                    ),
                    13: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 11), ("who", 12)]],
                        {"group": "Written here"},
                    ),
                    14: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "With its unit.", "label": "Number", "max_length": 40},
                    ),
                    15: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it counts", "max_length": 200},
                    ),
                    16: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Source", "max_length": 300, "required": False},
                    ),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("figure", 14), ("label", 15), ("source", 16)]],
                        {},
                    ),
                    18: (
                        "wagtail.blocks.ListBlock",
                        (17,),
                        {"label": "Numbers", "max_num": 4, "min_num": 1},
                    ),
                    19: ("wagtail.blocks.StructBlock", [[("items", 18)]], {"label": "Numbers"}),
                    20: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 8), ("figures", 19)]],
                        {"group": "Written here"},
                    ),
                    21: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                    22: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    23: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "A verb: “Find a tool”.",
                            "label": "Words on the button",
                            "max_length": 40,
                        },
                    ),
                    24: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Page of this site", "required": False},
                    ),
                    25: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {"label": "Or another address", "required": False},
                    ),
                    26: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 21),
                                ("text", 22),
                                ("link_text", 23),
                                ("page", 24),
                                ("url", 25),
                            ]
                        ],
                        {"group": "Written here"},
                    ),
                    27: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Only read out: the line has no visible title.",
                            "label": "Title",
                            "max_length": 80,
                            "required": False,
                        },
                    ),
                    28: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 27)]],
                        {"group": "Comes by itself"},
                    ),
                    29: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 8)]],
                        {"group": "Comes by itself"},
                    ),
                    30: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text beside the picture", "max_length": 400, "required": False},
                    ),
                    31: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 8), ("text", 30)]],
                        {"group": "Comes by itself"},
                    ),
                    32: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {"default": 3, "label": "How many", "max_value": 6, "min_value": 1},
                    ),
                    33: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 8), ("count", 32)]],
                        {"group": "Comes by itself"},
                    ),
                    34: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 8), ("text", 22)]],
                        {"group": "Comes by itself"},
                    ),
                },
                db_default=[],
                default=pages.blocks.home.first_composition,
                verbose_name="sections",
            ),
        ),
        migrations.AlterField(
            model_name="articlepage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("paragraph", 0),
                    ("heading", 1),
                    ("callout", 4),
                    ("steps", 9),
                    ("checklist", 12),
                    ("key_facts", 17),
                    ("questions", 22),
                    ("quote", 25),
                    ("figures", 31),
                    ("table", 37),
                    ("chart", 43),
                    ("picture", 46),
                    ("video", 52),
                    ("audio", 55),
                    ("download", 58),
                    ("downloads", 61),
                    ("card", 62),
                    ("related", 65),
                    ("call_to_action", 70),
                ],
                block_lookup={
                    0: ("pages.blocks.Paragraphs", (), {"group": "Words"}),
                    1: ("pages.blocks.Heading", (), {"group": "Words"}),
                    2: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                    3: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                            "label": "Text",
                        },
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("html", 3)]],
                        {"group": "Words"},
                    ),
                    5: ("wagtail.blocks.CharBlock", (), {"label": "What to do", "max_length": 120}),
                    6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                    7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                    8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                    9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                    10: ("wagtail.blocks.CharBlock", (), {"label": "Line", "max_length": 200}),
                    11: (
                        "wagtail.blocks.ListBlock",
                        (10,),
                        {"label": "Lines", "max_num": 20, "min_num": 1},
                    ),
                    12: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 11)]],
                        {"group": "Words"},
                    ),
                    13: ("wagtail.blocks.CharBlock", (), {"label": "What", "max_length": 80}),
                    14: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "How much, who, when", "max_length": 300},
                    ),
                    15: ("wagtail.blocks.StructBlock", [[("label", 13), ("value", 14)]], {}),
                    16: (
                        "wagtail.blocks.ListBlock",
                        (15,),
                        {"label": "Lines", "max_num": 12, "min_num": 1},
                    ),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 16)]],
                        {"group": "Words"},
                    ),
                    18: ("wagtail.blocks.CharBlock", (), {"label": "Question", "max_length": 200}),
                    19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                    20: ("wagtail.blocks.StructBlock", [[("question", 18), ("answer", 19)]], {}),
                    21: (
                        "wagtail.blocks.ListBlock",
                        (20,),
                        {"label": "Questions", "max_num": 20, "min_num": 1},
                    ),
                    22: ("wagtail.blocks.StructBlock", [[("items", 21)]], {"group": "Words"}),
                    23: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "Without quotation marks.", "label": "Words"},
                    ),
                    24: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Who said it", "max_length": 200},
                    ),
                    25: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 23), ("who", 24)]],
                        {"group": "Words"},
                    ),
                    26: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "With its unit.", "label": "Number", "max_length": 40},
                    ),
                    27: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it counts", "max_length": 200},
                    ),
                    28: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Source", "max_length": 300, "required": False},
                    ),
                    29: (
                        "wagtail.blocks.StructBlock",
                        [[("figure", 26), ("label", 27), ("source", 28)]],
                        {},
                    ),
                    30: (
                        "wagtail.blocks.ListBlock",
                        (29,),
                        {"label": "Numbers", "max_num": 4, "min_num": 1},
                    ),
                    31: ("wagtail.blocks.StructBlock", [[("items", 30)]], {"group": "Numbers"}),
                    32: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the table shows, read out first.",
                            "label": "Caption",
                            "max_length": 200,
                        },
                    ),
                    33: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    34: ("wagtail.blocks.DecimalBlock", (), {"label": "Number", "required": False}),
                    35: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {"label": "Table"},
                    ),
                    36: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "default": True,
                            "label": "The first column names the rows",
                            "required": False,
                        },
                    ),
                    37: (
                        "wagtail.blocks.StructBlock",
                        [[("caption", 32), ("table", 35), ("first_is_head", 36), ("source", 28)]],
                        {"group": "Numbers"},
                    ),
                    38: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the chart shows, as a sentence.",
                            "label": "Title",
                            "max_length": 160,
                        },
                    ),
                    39: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("bars", "Bars, to compare"), ("line", "Lines, over time")],
                            "label": "Kind",
                        },
                    ),
                    40: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Unit", "max_length": 40, "required": False},
                    ),
                    41: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {
                            "help_text": "First column: names. Then one to three columns of numbers; 2 to 12 rows.",
                            "label": "Numbers",
                        },
                    ),
                    42: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 300}),
                    43: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 38), ("kind", 39), ("unit", 40), ("data", 41), ("source", 42)]],
                        {"group": "Numbers"},
                    ),
                    44: ("wagtail.images.blocks.ImageBlock", [], {"label": "Image"}),
                    45: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Caption", "max_length": 300, "required": False},
                    ),
                    46: (
                        "wagtail.blocks.StructBlock",
                        [[("image", 44), ("caption", 45)]],
                        {"group": "Pictures and files"},
                    ),
                    47: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 160}),
                    48: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "MP4 or WebM, uploaded here: nothing from other hosts.",
                            "label": "Film",
                        },
                    ),
                    49: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "WebVTT (.vtt), in the language that is spoken.",
                            "label": "Captions",
                        },
                    ),
                    50: (
                        "wagtail.images.blocks.ImageBlock",
                        [],
                        {"label": "Picture before it plays"},
                    ),
                    51: (
                        "pages.blocks.Paragraphs",
                        (),
                        {
                            "help_text": "All that is said, and what is only seen.",
                            "label": "Transcript",
                        },
                    ),
                    52: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 47),
                                ("file", 48),
                                ("captions", 49),
                                ("poster", 50),
                                ("transcript", 51),
                            ]
                        ],
                        {"group": "Pictures and files"},
                    ),
                    53: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"help_text": "MP3, M4A or Ogg.", "label": "Recording"},
                    ),
                    54: (
                        "pages.blocks.Paragraphs",
                        (),
                        {"help_text": "All that is said.", "label": "Transcript"},
                    ),
                    55: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 47), ("file", 53), ("transcript", 54)]],
                        {"group": "Pictures and files"},
                    ),
                    56: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"label": "Document"},
                    ),
                    57: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it is for", "max_length": 200, "required": False},
                    ),
                    58: (
                        "wagtail.blocks.StructBlock",
                        [[("document", 56), ("text", 57)]],
                        {"group": "Pictures and files"},
                    ),
                    59: ("wagtail.blocks.StructBlock", [[("document", 56), ("text", 57)]], {}),
                    60: (
                        "wagtail.blocks.ListBlock",
                        (59,),
                        {"label": "Documents", "max_num": 20, "min_num": 1},
                    ),
                    61: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 60)]],
                        {"group": "Pictures and files"},
                    ),
                    62: ("pages.blocks.PageCard", (), {"group": "Ways on"}),
                    63: ("pages.blocks.PageCard", (), {}),
                    64: (
                        "wagtail.blocks.ListBlock",
                        (63,),
                        {"label": "Pages", "max_num": 6, "min_num": 1},
                    ),
                    65: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("pages", 64)]],
                        {"group": "Ways on"},
                    ),
                    66: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    67: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "A verb: “Find a tool”.",
                            "label": "Words on the button",
                            "max_length": 40,
                        },
                    ),
                    68: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Page of this site", "required": False},
                    ),
                    69: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {"label": "Or another address", "required": False},
                    ),
                    70: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 2),
                                ("text", 66),
                                ("link_text", 67),
                                ("page", 68),
                                ("url", 69),
                            ]
                        ],
                        {"group": "Ways on"},
                    ),
                },
                default=list,
                verbose_name="text",
            ),
        ),
        migrations.AlterField(
            model_name="audiencepage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("paragraph", 0),
                    ("heading", 1),
                    ("callout", 4),
                    ("steps", 9),
                    ("checklist", 12),
                    ("key_facts", 17),
                    ("questions", 22),
                    ("quote", 25),
                    ("figures", 31),
                    ("table", 37),
                    ("chart", 43),
                    ("picture", 46),
                    ("video", 52),
                    ("audio", 55),
                    ("download", 58),
                    ("downloads", 61),
                    ("card", 62),
                    ("related", 65),
                    ("call_to_action", 70),
                ],
                blank=True,
                block_lookup={
                    0: ("pages.blocks.Paragraphs", (), {"group": "Words"}),
                    1: ("pages.blocks.Heading", (), {"group": "Words"}),
                    2: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                    3: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                            "label": "Text",
                        },
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("html", 3)]],
                        {"group": "Words"},
                    ),
                    5: ("wagtail.blocks.CharBlock", (), {"label": "What to do", "max_length": 120}),
                    6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                    7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                    8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                    9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                    10: ("wagtail.blocks.CharBlock", (), {"label": "Line", "max_length": 200}),
                    11: (
                        "wagtail.blocks.ListBlock",
                        (10,),
                        {"label": "Lines", "max_num": 20, "min_num": 1},
                    ),
                    12: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 11)]],
                        {"group": "Words"},
                    ),
                    13: ("wagtail.blocks.CharBlock", (), {"label": "What", "max_length": 80}),
                    14: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "How much, who, when", "max_length": 300},
                    ),
                    15: ("wagtail.blocks.StructBlock", [[("label", 13), ("value", 14)]], {}),
                    16: (
                        "wagtail.blocks.ListBlock",
                        (15,),
                        {"label": "Lines", "max_num": 12, "min_num": 1},
                    ),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 16)]],
                        {"group": "Words"},
                    ),
                    18: ("wagtail.blocks.CharBlock", (), {"label": "Question", "max_length": 200}),
                    19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                    20: ("wagtail.blocks.StructBlock", [[("question", 18), ("answer", 19)]], {}),
                    21: (
                        "wagtail.blocks.ListBlock",
                        (20,),
                        {"label": "Questions", "max_num": 20, "min_num": 1},
                    ),
                    22: ("wagtail.blocks.StructBlock", [[("items", 21)]], {"group": "Words"}),
                    23: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "Without quotation marks.", "label": "Words"},
                    ),
                    24: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Who said it", "max_length": 200},
                    ),
                    25: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 23), ("who", 24)]],
                        {"group": "Words"},
                    ),
                    26: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "With its unit.", "label": "Number", "max_length": 40},
                    ),
                    27: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it counts", "max_length": 200},
                    ),
                    28: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Source", "max_length": 300, "required": False},
                    ),
                    29: (
                        "wagtail.blocks.StructBlock",
                        [[("figure", 26), ("label", 27), ("source", 28)]],
                        {},
                    ),
                    30: (
                        "wagtail.blocks.ListBlock",
                        (29,),
                        {"label": "Numbers", "max_num": 4, "min_num": 1},
                    ),
                    31: ("wagtail.blocks.StructBlock", [[("items", 30)]], {"group": "Numbers"}),
                    32: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the table shows, read out first.",
                            "label": "Caption",
                            "max_length": 200,
                        },
                    ),
                    33: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    34: ("wagtail.blocks.DecimalBlock", (), {"label": "Number", "required": False}),
                    35: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {"label": "Table"},
                    ),
                    36: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "default": True,
                            "label": "The first column names the rows",
                            "required": False,
                        },
                    ),
                    37: (
                        "wagtail.blocks.StructBlock",
                        [[("caption", 32), ("table", 35), ("first_is_head", 36), ("source", 28)]],
                        {"group": "Numbers"},
                    ),
                    38: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the chart shows, as a sentence.",
                            "label": "Title",
                            "max_length": 160,
                        },
                    ),
                    39: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("bars", "Bars, to compare"), ("line", "Lines, over time")],
                            "label": "Kind",
                        },
                    ),
                    40: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Unit", "max_length": 40, "required": False},
                    ),
                    41: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {
                            "help_text": "First column: names. Then one to three columns of numbers; 2 to 12 rows.",
                            "label": "Numbers",
                        },
                    ),
                    42: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 300}),
                    43: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 38), ("kind", 39), ("unit", 40), ("data", 41), ("source", 42)]],
                        {"group": "Numbers"},
                    ),
                    44: ("wagtail.images.blocks.ImageBlock", [], {"label": "Image"}),
                    45: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Caption", "max_length": 300, "required": False},
                    ),
                    46: (
                        "wagtail.blocks.StructBlock",
                        [[("image", 44), ("caption", 45)]],
                        {"group": "Pictures and files"},
                    ),
                    47: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 160}),
                    48: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "MP4 or WebM, uploaded here: nothing from other hosts.",
                            "label": "Film",
                        },
                    ),
                    49: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "WebVTT (.vtt), in the language that is spoken.",
                            "label": "Captions",
                        },
                    ),
                    50: (
                        "wagtail.images.blocks.ImageBlock",
                        [],
                        {"label": "Picture before it plays"},
                    ),
                    51: (
                        "pages.blocks.Paragraphs",
                        (),
                        {
                            "help_text": "All that is said, and what is only seen.",
                            "label": "Transcript",
                        },
                    ),
                    52: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 47),
                                ("file", 48),
                                ("captions", 49),
                                ("poster", 50),
                                ("transcript", 51),
                            ]
                        ],
                        {"group": "Pictures and files"},
                    ),
                    53: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"help_text": "MP3, M4A or Ogg.", "label": "Recording"},
                    ),
                    54: (
                        "pages.blocks.Paragraphs",
                        (),
                        {"help_text": "All that is said.", "label": "Transcript"},
                    ),
                    55: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 47), ("file", 53), ("transcript", 54)]],
                        {"group": "Pictures and files"},
                    ),
                    56: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"label": "Document"},
                    ),
                    57: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it is for", "max_length": 200, "required": False},
                    ),
                    58: (
                        "wagtail.blocks.StructBlock",
                        [[("document", 56), ("text", 57)]],
                        {"group": "Pictures and files"},
                    ),
                    59: ("wagtail.blocks.StructBlock", [[("document", 56), ("text", 57)]], {}),
                    60: (
                        "wagtail.blocks.ListBlock",
                        (59,),
                        {"label": "Documents", "max_num": 20, "min_num": 1},
                    ),
                    61: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 60)]],
                        {"group": "Pictures and files"},
                    ),
                    62: ("pages.blocks.PageCard", (), {"group": "Ways on"}),
                    63: ("pages.blocks.PageCard", (), {}),
                    64: (
                        "wagtail.blocks.ListBlock",
                        (63,),
                        {"label": "Pages", "max_num": 6, "min_num": 1},
                    ),
                    65: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("pages", 64)]],
                        {"group": "Ways on"},
                    ),
                    66: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    67: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "A verb: “Find a tool”.",
                            "label": "Words on the button",
                            "max_length": 40,
                        },
                    ),
                    68: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Page of this site", "required": False},
                    ),
                    69: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {"label": "Or another address", "required": False},
                    ),
                    70: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 2),
                                ("text", 66),
                                ("link_text", 67),
                                ("page", 68),
                                ("url", 69),
                            ]
                        ],
                        {"group": "Ways on"},
                    ),
                },
                default=list,
                verbose_name="text",
            ),
        ),
        migrations.AlterField(
            model_name="standardpage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("paragraph", 0),
                    ("heading", 1),
                    ("callout", 4),
                    ("steps", 9),
                    ("checklist", 12),
                    ("key_facts", 17),
                    ("questions", 22),
                    ("quote", 25),
                    ("figures", 31),
                    ("table", 37),
                    ("chart", 43),
                    ("picture", 46),
                    ("video", 52),
                    ("audio", 55),
                    ("download", 58),
                    ("downloads", 61),
                    ("card", 62),
                    ("related", 65),
                    ("call_to_action", 70),
                ],
                block_lookup={
                    0: ("pages.blocks.Paragraphs", (), {"group": "Words"}),
                    1: ("pages.blocks.Heading", (), {"group": "Words"}),
                    2: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                    3: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                            "label": "Text",
                        },
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("html", 3)]],
                        {"group": "Words"},
                    ),
                    5: ("wagtail.blocks.CharBlock", (), {"label": "What to do", "max_length": 120}),
                    6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                    7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                    8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                    9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                    10: ("wagtail.blocks.CharBlock", (), {"label": "Line", "max_length": 200}),
                    11: (
                        "wagtail.blocks.ListBlock",
                        (10,),
                        {"label": "Lines", "max_num": 20, "min_num": 1},
                    ),
                    12: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 11)]],
                        {"group": "Words"},
                    ),
                    13: ("wagtail.blocks.CharBlock", (), {"label": "What", "max_length": 80}),
                    14: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "How much, who, when", "max_length": 300},
                    ),
                    15: ("wagtail.blocks.StructBlock", [[("label", 13), ("value", 14)]], {}),
                    16: (
                        "wagtail.blocks.ListBlock",
                        (15,),
                        {"label": "Lines", "max_num": 12, "min_num": 1},
                    ),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 16)]],
                        {"group": "Words"},
                    ),
                    18: ("wagtail.blocks.CharBlock", (), {"label": "Question", "max_length": 200}),
                    19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                    20: ("wagtail.blocks.StructBlock", [[("question", 18), ("answer", 19)]], {}),
                    21: (
                        "wagtail.blocks.ListBlock",
                        (20,),
                        {"label": "Questions", "max_num": 20, "min_num": 1},
                    ),
                    22: ("wagtail.blocks.StructBlock", [[("items", 21)]], {"group": "Words"}),
                    23: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "Without quotation marks.", "label": "Words"},
                    ),
                    24: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Who said it", "max_length": 200},
                    ),
                    25: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 23), ("who", 24)]],
                        {"group": "Words"},
                    ),
                    26: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "With its unit.", "label": "Number", "max_length": 40},
                    ),
                    27: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it counts", "max_length": 200},
                    ),
                    28: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Source", "max_length": 300, "required": False},
                    ),
                    29: (
                        "wagtail.blocks.StructBlock",
                        [[("figure", 26), ("label", 27), ("source", 28)]],
                        {},
                    ),
                    30: (
                        "wagtail.blocks.ListBlock",
                        (29,),
                        {"label": "Numbers", "max_num": 4, "min_num": 1},
                    ),
                    31: ("wagtail.blocks.StructBlock", [[("items", 30)]], {"group": "Numbers"}),
                    32: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the table shows, read out first.",
                            "label": "Caption",
                            "max_length": 200,
                        },
                    ),
                    33: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    34: ("wagtail.blocks.DecimalBlock", (), {"label": "Number", "required": False}),
                    35: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {"label": "Table"},
                    ),
                    36: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "default": True,
                            "label": "The first column names the rows",
                            "required": False,
                        },
                    ),
                    37: (
                        "wagtail.blocks.StructBlock",
                        [[("caption", 32), ("table", 35), ("first_is_head", 36), ("source", 28)]],
                        {"group": "Numbers"},
                    ),
                    38: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the chart shows, as a sentence.",
                            "label": "Title",
                            "max_length": 160,
                        },
                    ),
                    39: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("bars", "Bars, to compare"), ("line", "Lines, over time")],
                            "label": "Kind",
                        },
                    ),
                    40: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Unit", "max_length": 40, "required": False},
                    ),
                    41: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {
                            "help_text": "First column: names. Then one to three columns of numbers; 2 to 12 rows.",
                            "label": "Numbers",
                        },
                    ),
                    42: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 300}),
                    43: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 38), ("kind", 39), ("unit", 40), ("data", 41), ("source", 42)]],
                        {"group": "Numbers"},
                    ),
                    44: ("wagtail.images.blocks.ImageBlock", [], {"label": "Image"}),
                    45: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Caption", "max_length": 300, "required": False},
                    ),
                    46: (
                        "wagtail.blocks.StructBlock",
                        [[("image", 44), ("caption", 45)]],
                        {"group": "Pictures and files"},
                    ),
                    47: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 160}),
                    48: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "MP4 or WebM, uploaded here: nothing from other hosts.",
                            "label": "Film",
                        },
                    ),
                    49: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "WebVTT (.vtt), in the language that is spoken.",
                            "label": "Captions",
                        },
                    ),
                    50: (
                        "wagtail.images.blocks.ImageBlock",
                        [],
                        {"label": "Picture before it plays"},
                    ),
                    51: (
                        "pages.blocks.Paragraphs",
                        (),
                        {
                            "help_text": "All that is said, and what is only seen.",
                            "label": "Transcript",
                        },
                    ),
                    52: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 47),
                                ("file", 48),
                                ("captions", 49),
                                ("poster", 50),
                                ("transcript", 51),
                            ]
                        ],
                        {"group": "Pictures and files"},
                    ),
                    53: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"help_text": "MP3, M4A or Ogg.", "label": "Recording"},
                    ),
                    54: (
                        "pages.blocks.Paragraphs",
                        (),
                        {"help_text": "All that is said.", "label": "Transcript"},
                    ),
                    55: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 47), ("file", 53), ("transcript", 54)]],
                        {"group": "Pictures and files"},
                    ),
                    56: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"label": "Document"},
                    ),
                    57: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it is for", "max_length": 200, "required": False},
                    ),
                    58: (
                        "wagtail.blocks.StructBlock",
                        [[("document", 56), ("text", 57)]],
                        {"group": "Pictures and files"},
                    ),
                    59: ("wagtail.blocks.StructBlock", [[("document", 56), ("text", 57)]], {}),
                    60: (
                        "wagtail.blocks.ListBlock",
                        (59,),
                        {"label": "Documents", "max_num": 20, "min_num": 1},
                    ),
                    61: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 60)]],
                        {"group": "Pictures and files"},
                    ),
                    62: ("pages.blocks.PageCard", (), {"group": "Ways on"}),
                    63: ("pages.blocks.PageCard", (), {}),
                    64: (
                        "wagtail.blocks.ListBlock",
                        (63,),
                        {"label": "Pages", "max_num": 6, "min_num": 1},
                    ),
                    65: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("pages", 64)]],
                        {"group": "Ways on"},
                    ),
                    66: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    67: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "A verb: “Find a tool”.",
                            "label": "Words on the button",
                            "max_length": 40,
                        },
                    ),
                    68: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Page of this site", "required": False},
                    ),
                    69: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {"label": "Or another address", "required": False},
                    ),
                    70: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 2),
                                ("text", 66),
                                ("link_text", 67),
                                ("page", 68),
                                ("url", 69),
                            ]
                        ],
                        {"group": "Ways on"},
                    ),
                },
                default=list,
                verbose_name="text",
            ),
        ),
        migrations.AlterField(
            model_name="toolpathpage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("paragraph", 0),
                    ("heading", 1),
                    ("callout", 4),
                    ("steps", 9),
                    ("checklist", 12),
                    ("key_facts", 17),
                    ("questions", 22),
                    ("quote", 25),
                    ("figures", 31),
                    ("table", 37),
                    ("chart", 43),
                    ("picture", 46),
                    ("video", 52),
                    ("audio", 55),
                    ("download", 58),
                    ("downloads", 61),
                    ("card", 62),
                    ("related", 65),
                    ("call_to_action", 70),
                ],
                blank=True,
                block_lookup={
                    0: ("pages.blocks.Paragraphs", (), {"group": "Words"}),
                    1: ("pages.blocks.Heading", (), {"group": "Words"}),
                    2: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                    3: (
                        "wagtail.blocks.RichTextBlock",
                        (),
                        {
                            "features": ["bold", "italic", "link", "document-link", "ul", "ol"],
                            "label": "Text",
                        },
                    ),
                    4: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("html", 3)]],
                        {"group": "Words"},
                    ),
                    5: ("wagtail.blocks.CharBlock", (), {"label": "What to do", "max_length": 120}),
                    6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                    7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                    8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                    9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                    10: ("wagtail.blocks.CharBlock", (), {"label": "Line", "max_length": 200}),
                    11: (
                        "wagtail.blocks.ListBlock",
                        (10,),
                        {"label": "Lines", "max_num": 20, "min_num": 1},
                    ),
                    12: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 11)]],
                        {"group": "Words"},
                    ),
                    13: ("wagtail.blocks.CharBlock", (), {"label": "What", "max_length": 80}),
                    14: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "How much, who, when", "max_length": 300},
                    ),
                    15: ("wagtail.blocks.StructBlock", [[("label", 13), ("value", 14)]], {}),
                    16: (
                        "wagtail.blocks.ListBlock",
                        (15,),
                        {"label": "Lines", "max_num": 12, "min_num": 1},
                    ),
                    17: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 16)]],
                        {"group": "Words"},
                    ),
                    18: ("wagtail.blocks.CharBlock", (), {"label": "Question", "max_length": 200}),
                    19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                    20: ("wagtail.blocks.StructBlock", [[("question", 18), ("answer", 19)]], {}),
                    21: (
                        "wagtail.blocks.ListBlock",
                        (20,),
                        {"label": "Questions", "max_num": 20, "min_num": 1},
                    ),
                    22: ("wagtail.blocks.StructBlock", [[("items", 21)]], {"group": "Words"}),
                    23: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"help_text": "Without quotation marks.", "label": "Words"},
                    ),
                    24: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Who said it", "max_length": 200},
                    ),
                    25: (
                        "wagtail.blocks.StructBlock",
                        [[("text", 23), ("who", 24)]],
                        {"group": "Words"},
                    ),
                    26: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"help_text": "With its unit.", "label": "Number", "max_length": 40},
                    ),
                    27: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it counts", "max_length": 200},
                    ),
                    28: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Source", "max_length": 300, "required": False},
                    ),
                    29: (
                        "wagtail.blocks.StructBlock",
                        [[("figure", 26), ("label", 27), ("source", 28)]],
                        {},
                    ),
                    30: (
                        "wagtail.blocks.ListBlock",
                        (29,),
                        {"label": "Numbers", "max_num": 4, "min_num": 1},
                    ),
                    31: ("wagtail.blocks.StructBlock", [[("items", 30)]], {"group": "Numbers"}),
                    32: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the table shows, read out first.",
                            "label": "Caption",
                            "max_length": 200,
                        },
                    ),
                    33: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    34: ("wagtail.blocks.DecimalBlock", (), {"label": "Number", "required": False}),
                    35: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {"label": "Table"},
                    ),
                    36: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {
                            "default": True,
                            "label": "The first column names the rows",
                            "required": False,
                        },
                    ),
                    37: (
                        "wagtail.blocks.StructBlock",
                        [[("caption", 32), ("table", 35), ("first_is_head", 36), ("source", 28)]],
                        {"group": "Numbers"},
                    ),
                    38: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "What the chart shows, as a sentence.",
                            "label": "Title",
                            "max_length": 160,
                        },
                    ),
                    39: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [("bars", "Bars, to compare"), ("line", "Lines, over time")],
                            "label": "Kind",
                        },
                    ),
                    40: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Unit", "max_length": 40, "required": False},
                    ),
                    41: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 33), ("number", 34)]],
                        {
                            "help_text": "First column: names. Then one to three columns of numbers; 2 to 12 rows.",
                            "label": "Numbers",
                        },
                    ),
                    42: ("wagtail.blocks.CharBlock", (), {"label": "Source", "max_length": 300}),
                    43: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 38), ("kind", 39), ("unit", 40), ("data", 41), ("source", 42)]],
                        {"group": "Numbers"},
                    ),
                    44: ("wagtail.images.blocks.ImageBlock", [], {"label": "Image"}),
                    45: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Caption", "max_length": 300, "required": False},
                    ),
                    46: (
                        "wagtail.blocks.StructBlock",
                        [[("image", 44), ("caption", 45)]],
                        {"group": "Pictures and files"},
                    ),
                    47: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 160}),
                    48: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "MP4 or WebM, uploaded here: nothing from other hosts.",
                            "label": "Film",
                        },
                    ),
                    49: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {
                            "help_text": "WebVTT (.vtt), in the language that is spoken.",
                            "label": "Captions",
                        },
                    ),
                    50: (
                        "wagtail.images.blocks.ImageBlock",
                        [],
                        {"label": "Picture before it plays"},
                    ),
                    51: (
                        "pages.blocks.Paragraphs",
                        (),
                        {
                            "help_text": "All that is said, and what is only seen.",
                            "label": "Transcript",
                        },
                    ),
                    52: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 47),
                                ("file", 48),
                                ("captions", 49),
                                ("poster", 50),
                                ("transcript", 51),
                            ]
                        ],
                        {"group": "Pictures and files"},
                    ),
                    53: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"help_text": "MP3, M4A or Ogg.", "label": "Recording"},
                    ),
                    54: (
                        "pages.blocks.Paragraphs",
                        (),
                        {"help_text": "All that is said.", "label": "Transcript"},
                    ),
                    55: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 47), ("file", 53), ("transcript", 54)]],
                        {"group": "Pictures and files"},
                    ),
                    56: (
                        "wagtail.documents.blocks.DocumentChooserBlock",
                        (),
                        {"label": "Document"},
                    ),
                    57: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "What it is for", "max_length": 200, "required": False},
                    ),
                    58: (
                        "wagtail.blocks.StructBlock",
                        [[("document", 56), ("text", 57)]],
                        {"group": "Pictures and files"},
                    ),
                    59: ("wagtail.blocks.StructBlock", [[("document", 56), ("text", 57)]], {}),
                    60: (
                        "wagtail.blocks.ListBlock",
                        (59,),
                        {"label": "Documents", "max_num": 20, "min_num": 1},
                    ),
                    61: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("items", 60)]],
                        {"group": "Pictures and files"},
                    ),
                    62: ("pages.blocks.PageCard", (), {"group": "Ways on"}),
                    63: ("pages.blocks.PageCard", (), {}),
                    64: (
                        "wagtail.blocks.ListBlock",
                        (63,),
                        {"label": "Pages", "max_num": 6, "min_num": 1},
                    ),
                    65: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 2), ("pages", 64)]],
                        {"group": "Ways on"},
                    ),
                    66: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Text", "max_length": 300, "required": False},
                    ),
                    67: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "A verb: “Find a tool”.",
                            "label": "Words on the button",
                            "max_length": 40,
                        },
                    ),
                    68: (
                        "wagtail.blocks.PageChooserBlock",
                        (),
                        {"label": "Page of this site", "required": False},
                    ),
                    69: (
                        "wagtail.blocks.URLBlock",
                        (),
                        {"label": "Or another address", "required": False},
                    ),
                    70: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 2),
                                ("text", 66),
                                ("link_text", 67),
                                ("page", 68),
                                ("url", 69),
                            ]
                        ],
                        {"group": "Ways on"},
                    ),
                },
                default=list,
                verbose_name="text",
            ),
        ),
        migrations.CreateModel(
            name="SiteAlert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("news", "Good to know"),
                            ("warning", "Warning"),
                            ("urgent", "Urgent"),
                        ],
                        default="news",
                        max_length=10,
                        verbose_name="level",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        help_text="One or two sentences in the language of the site. Empty: no banner.",
                        max_length=240,
                        verbose_name="text",
                    ),
                ),
                (
                    "translations",
                    wagtail.fields.StreamField(
                        [("words", 2)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("en", "English"),
                                        ("fr", "French"),
                                        ("de", "German"),
                                        ("es", "Spanish"),
                                        ("it", "Italian"),
                                    ],
                                    "label": "Language",
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Text", "max_length": 240},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("language", 0), ("text", 1)]], {}),
                        },
                        default=list,
                        verbose_name="in other languages",
                    ),
                ),
                (
                    "starts",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: at once.",
                        null=True,
                        verbose_name="shown from",
                    ),
                ),
                (
                    "ends",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: until you take it away.",
                        null=True,
                        verbose_name="shown until",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page with more",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "alert banner",
            },
        ),
        migrations.RunPython(carry_home_over, migrations.RunPython.noop, elidable=False),
    ]
