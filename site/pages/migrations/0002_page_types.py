"""Give tools, cases and articles what the portal asks of them; add paths through the toolbox."""

import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import pages.blocks.case


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("vocabulary", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="articlepage",
            name="related",
            field=wagtail.fields.StreamField(
                [("page", 0)],
                blank=True,
                block_lookup={0: ("pages.blocks.body.PageCard", (), {"label": "Page"})},
                db_default=[],
                default=list,
                help_text="Shown as cards below the text, before the newest articles.",
                verbose_name="related pages",
            ),
        ),
        migrations.AddField(
            model_name="casepage",
            name="consent_date",
            field=models.DateField(
                blank=True,
                help_text="The day on which the last of them agreed. Shown on the page.",
                null=True,
                verbose_name="agreed on",
            ),
        ),
        migrations.AddField(
            model_name="casepage",
            name="contact_text",
            field=models.CharField(
                blank=True,
                help_text="Who answers questions about the case, if somebody agreed to. Shown.",
                max_length=200,
                verbose_name="whom to ask",
            ),
        ),
        migrations.AddField(
            model_name="casepage",
            name="licence",
            field=models.CharField(
                choices=[
                    ("cc-by-4.0", "CC BY 4.0"),
                    ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                    ("cc0-1.0", "CC0 1.0 (public domain)"),
                    ("reserved", "All rights reserved"),
                ],
                db_default="cc-by-4.0",
                default="cc-by-4.0",
                help_text="Under what terms others may use the text. Images have their own.",
                max_length=20,
                verbose_name="licence",
            ),
        ),
        migrations.AddField(
            model_name="casepage",
            name="pathway",
            field=wagtail.fields.StreamField(
                [("stage", 2)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {"choices": pages.blocks.case.stage_choices, "label": "Stage"},
                    ),
                    1: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "One paragraph: who did what.",
                            "label": "What happened",
                            "max_length": 800,
                        },
                    ),
                    2: ("wagtail.blocks.StructBlock", [[("stage", 0), ("text", 1)]], {}),
                },
                db_default=[],
                default=list,
                help_text="One paragraph for each stage really passed; leave out what was skipped.",
                verbose_name="pathway by stage",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="alternatives",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="What does the same in another way. Each of the two then shows the other.",
                related_name="named_alternative_by",
                to="pages.toolpage",
                verbose_name="tools instead",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="company_sizes",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="None means all.",
                limit_choices_to={"scheme": "company_size"},
                related_name="+",
                to="vocabulary.term",
                verbose_name="sizes of firm",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="group_max",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="people at most",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="group_min",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="people at least",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="licence",
            field=models.CharField(
                choices=[
                    ("cc-by-4.0", "CC BY 4.0"),
                    ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                    ("cc0-1.0", "CC0 1.0 (public domain)"),
                    ("reserved", "All rights reserved"),
                ],
                db_default="cc-by-4.0",
                default="cc-by-4.0",
                help_text="Under what terms others may use text and worksheet.",
                max_length=20,
                verbose_name="licence",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="minutes_max",
            field=models.PositiveIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="minutes at most",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="minutes_min",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="All meetings and the work between them together.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="minutes at least",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="other_stages",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Other stages in which firms take it up.",
                limit_choices_to={"scheme": "oi_stage"},
                related_name="+",
                to="vocabulary.term",
                verbose_name="also of use in",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="review_after_months",
            field=models.PositiveSmallIntegerField(
                db_default=12,
                default=12,
                help_text="In months.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="check again after",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="risks",
            field=wagtail.fields.StreamField(
                [("risk", 2)],
                blank=True,
                block_lookup={
                    0: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("ip", "Intellectual property"),
                                ("confidentiality", "Confidentiality"),
                                ("personal-data", "Personal data"),
                                ("competition", "Competition law"),
                                ("dependence", "Dependence on one partner"),
                                ("other", "Other risk"),
                            ],
                            "label": "Kind",
                        },
                    ),
                    1: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Name the danger first, then the remedy, in two or three sentences.",
                            "label": "What may happen, and what to do",
                            "max_length": 500,
                        },
                    ),
                    2: ("wagtail.blocks.StructBlock", [[("kind", 0), ("text", 1)]], {}),
                },
                db_default=[],
                default=list,
                help_text="What a firm may lose by using it: ideas, secrets, other people’s data.",
                verbose_name="risks",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="sectors",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="None means all.",
                limit_choices_to={"scheme": "nace_section"},
                related_name="+",
                to="vocabulary.term",
                verbose_name="sectors",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="setting",
            field=models.CharField(
                choices=[
                    ("onsite", "In one room"),
                    ("online", "Online"),
                    ("either", "In one room or online"),
                ],
                db_default="either",
                default="either",
                max_length=10,
                verbose_name="where",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="worksheet_parts",
            field=wagtail.fields.StreamField(
                [("part", 8)],
                blank=True,
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"label": "Title", "max_length": 120}),
                    1: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "What belongs here.",
                            "label": "Hint",
                            "max_length": 400,
                            "required": False,
                        },
                    ),
                    2: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("lines", "Lines to write on"),
                                ("table", "Table"),
                                ("checklist", "Checklist"),
                                ("scores", "Scores"),
                            ],
                            "label": "Kind",
                        },
                    ),
                    3: (
                        "wagtail.blocks.IntegerBlock",
                        (),
                        {
                            "default": 4,
                            "label": "Rows to fill",
                            "max_value": 20,
                            "min_value": 1,
                            "required": False,
                        },
                    ),
                    4: ("wagtail.blocks.CharBlock", (), {"label": "Column", "max_length": 60}),
                    5: (
                        "wagtail.blocks.ListBlock",
                        (4,),
                        {
                            "default": [],
                            "help_text": "For tables and scores.",
                            "label": "Columns",
                            "max_num": 6,
                        },
                    ),
                    6: ("wagtail.blocks.CharBlock", (), {"label": "Row", "max_length": 200}),
                    7: (
                        "wagtail.blocks.ListBlock",
                        (6,),
                        {
                            "default": [],
                            "help_text": "For checklists and scores; in a table the heads of the rows.",
                            "label": "Rows",
                            "max_num": 20,
                        },
                    ),
                    8: (
                        "wagtail.blocks.StructBlock",
                        [
                            [
                                ("title", 0),
                                ("hint", 1),
                                ("kind", 2),
                                ("lines", 3),
                                ("columns", 5),
                                ("items", 7),
                            ]
                        ],
                        {},
                    ),
                },
                db_default=[],
                default=list,
                help_text="From these the printed and the editable worksheet are made.",
                verbose_name="parts of the worksheet",
            ),
        ),
        migrations.AddField(
            model_name="toolpage",
            name="worksheet_pdf",
            field=models.ForeignKey(
                blank=True,
                help_text="An accessible PDF. Each download is counted.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.sitedocument",
                verbose_name="worksheet to print",
            ),
        ),
        migrations.AlterField(
            model_name="articlepage",
            name="article_kind",
            field=models.CharField(
                choices=[
                    ("article", "Article"),
                    ("how-to", "How-to"),
                    ("explainer", "Explainer"),
                    ("news", "News"),
                    ("brief", "Policy brief"),
                ],
                default="article",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="toolpage",
            name="worksheet",
            field=models.ForeignKey(
                blank=True,
                help_text="In an office format. Each download is counted.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.sitedocument",
                verbose_name="worksheet to edit",
            ),
        ),
        migrations.CreateModel(
            name="ToolPathPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two sentences that stand on the card, in search results and in the letter.",
                        max_length=280,
                        verbose_name="summary",
                    ),
                ),
                (
                    "cover_alt",
                    models.CharField(
                        blank=True,
                        help_text="For people who do not see it. Empty when it only decorates.",
                        max_length=200,
                        verbose_name="what the cover shows",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented to illustrate. The page and its card then say so.",
                        verbose_name="is an example",
                    ),
                ),
                (
                    "letter",
                    models.CharField(
                        help_text="By which people call it: “path A”.",
                        max_length=1,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]$", "One capital letter: A"
                            )
                        ],
                        verbose_name="letter",
                    ),
                ),
                ("for_whom", models.CharField(max_length=200, verbose_name="who walks it")),
                (
                    "question",
                    models.CharField(
                        help_text="What a firm asks itself before it comes here.",
                        max_length=200,
                        verbose_name="question",
                    ),
                ),
                (
                    "outcome_text",
                    models.TextField(max_length=500, verbose_name="what you have at the end"),
                ),
                ("duration_text", models.CharField(max_length=120, verbose_name="time")),
                (
                    "steps",
                    wagtail.fields.StreamField(
                        [("step", 3)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "Tool", "page_type": ["pages.ToolPage"]},
                            ),
                            1: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "What it adds to the tool before it.",
                                    "label": "Why now",
                                    "max_length": 400,
                                },
                            ),
                            2: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Then say in “Why now” when.",
                                    "label": "May be left out",
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("tool", 0), ("why", 1), ("optional", 2)]],
                                {},
                            ),
                        },
                        default=list,
                        verbose_name="tools in their order",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("paragraph", 0),
                            ("heading", 1),
                            ("callout", 4),
                            ("steps", 9),
                            ("quote", 12),
                            ("figures", 18),
                            ("card", 19),
                            ("picture", 22),
                            ("download", 25),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("pages.blocks.body.Paragraphs", (), {}),
                            1: ("pages.blocks.body.Heading", (), {}),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
                            3: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "link",
                                        "document-link",
                                        "ul",
                                        "ol",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            4: ("wagtail.blocks.StructBlock", [[("title", 2), ("html", 3)]], {}),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What to do", "max_length": 120},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                            7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                            9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {}),
                            10: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"help_text": "Without quotation marks.", "label": "Words"},
                            ),
                            11: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Who said it", "max_length": 200},
                            ),
                            12: ("wagtail.blocks.StructBlock", [[("text", 10), ("who", 11)]], {}),
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it counts", "max_length": 200},
                            ),
                            15: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 300, "required": False},
                            ),
                            16: (
                                "wagtail.blocks.StructBlock",
                                [[("figure", 13), ("label", 14), ("source", 15)]],
                                {},
                            ),
                            17: (
                                "wagtail.blocks.ListBlock",
                                (16,),
                                {"label": "Numbers", "max_num": 4, "min_num": 1},
                            ),
                            18: ("wagtail.blocks.StructBlock", [[("items", 17)]], {}),
                            19: ("pages.blocks.body.PageCard", (), {}),
                            20: ("wagtail.images.blocks.ImageBlock", [], {"label": "Image"}),
                            21: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 300, "required": False},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 20), ("caption", 21)]],
                                {},
                            ),
                            23: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document"},
                            ),
                            24: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it is for", "max_length": 200, "required": False},
                            ),
                            25: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 23), ("text", 24)]],
                                {},
                            ),
                        },
                        default=list,
                        verbose_name="text",
                    ),
                ),
                (
                    "cover",
                    models.ForeignKey(
                        blank=True,
                        help_text="Without one, a cover is drawn from the title.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.siteimage",
                        verbose_name="cover",
                    ),
                ),
                (
                    "oi_modes",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        limit_choices_to={"scheme": "oi_mode"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="flow of ideas",
                    ),
                ),
                (
                    "stakeholder_groups",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Those who will find something to use here.",
                        limit_choices_to={"scheme": "stakeholder_group"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="for whom",
                    ),
                ),
                (
                    "themes",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="One to four.",
                        limit_choices_to={"scheme": "theme"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="themes",
                    ),
                ),
            ],
            options={
                "verbose_name": "path through the toolbox",
                "verbose_name_plural": "paths through the toolbox",
            },
            bases=("wagtailcore.page",),
        ),
    ]
