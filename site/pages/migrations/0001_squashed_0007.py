"""What the first seven migrations lead to, built in one go where nothing is there yet."""

import uuid

import django.core.serializers.json
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import modelsearch.index
import taggit.managers
import wagtail.contrib.forms.models
import wagtail.contrib.routable_page.models
import wagtail.fields
import wagtail.images.models
import wagtail.models.media
import wagtail.models.preview
from django.conf import settings
from django.db import migrations, models

import pages.blocks.case
import pages.blocks.home
import pages.identifiers
import pages.models.article
import pages.models.lines


class Migration(migrations.Migration):
    replaces = [
        ("pages", "0001_initial"),
        ("pages", "0002_page_types"),
        ("pages", "0003_library"),
        ("pages", "0004_path_glossary"),
        ("pages", "0005_home_blocks"),
        ("pages", "0006_home_fields_leave"),
        ("pages", "0007_publication_body_blocks"),
    ]

    initial = True

    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("vocabulary", "0001_initial"),
        # Wagtail's own tables first: each change of them costs more once our pages lean on them.
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailforms", "0005_alter_formsubmission_form_data"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                (
                    "intro",
                    wagtail.fields.RichTextField(blank=True, verbose_name="text before the form"),
                ),
                (
                    "button_text",
                    models.CharField(
                        help_text="A verb: “Send the question”.",
                        max_length=40,
                        verbose_name="words on the button",
                    ),
                ),
                (
                    "consent_text",
                    models.TextField(
                        help_text="Says what becomes of the answers. Whoever sends ticks a box beside it.",
                        max_length=600,
                        verbose_name="what the sender agrees to",
                    ),
                ),
                (
                    "keep_days",
                    models.PositiveSmallIntegerField(
                        default=180,
                        help_text="After so many days what was sent is deleted by itself.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1825),
                        ],
                        verbose_name="days until deletion",
                    ),
                ),
                (
                    "notify_address",
                    models.EmailField(
                        blank=True,
                        help_text="Gets a mail for each filled form. Empty: the contact address of the site.",
                        max_length=254,
                        verbose_name="who is told",
                    ),
                ),
                (
                    "thanks_title",
                    models.CharField(max_length=120, verbose_name="heading afterwards"),
                ),
                (
                    "thanks_text",
                    wagtail.fields.RichTextField(
                        help_text="Says what happens next.", verbose_name="text afterwards"
                    ),
                ),
            ],
            options={
                "verbose_name": "form",
                "verbose_name_plural": "forms",
            },
            bases=(wagtail.contrib.forms.models.FormMixin, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="FormField",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "clean_name",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="Safe name of the form field, the label converted to ascii_snake_case",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        help_text="The label of the form field",
                        max_length=255,
                        verbose_name="label",
                    ),
                ),
                (
                    "field_type",
                    models.CharField(
                        choices=[
                            ("singleline", "Single line text"),
                            ("multiline", "Multi-line text"),
                            ("email", "Email"),
                            ("number", "Number"),
                            ("url", "URL"),
                            ("checkbox", "Checkbox"),
                            ("checkboxes", "Checkboxes"),
                            ("dropdown", "Drop down"),
                            ("multiselect", "Multiple select"),
                            ("radio", "Radio buttons"),
                            ("date", "Date"),
                            ("datetime", "Date/time"),
                            ("hidden", "Hidden field"),
                        ],
                        max_length=16,
                        verbose_name="field type",
                    ),
                ),
                ("required", models.BooleanField(default=True, verbose_name="required")),
                (
                    "choices",
                    models.TextField(
                        blank=True,
                        help_text="Comma or new line separated list of choices. Only applicable in checkboxes, radio and dropdown.",
                        verbose_name="choices",
                    ),
                ),
                (
                    "default_value",
                    models.TextField(
                        blank=True,
                        help_text="Default value. Comma or new line separated values supported for checkboxes.",
                        verbose_name="default value",
                    ),
                ),
                (
                    "help_text",
                    models.CharField(blank=True, max_length=255, verbose_name="help text"),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="form_fields",
                        to="pages.formpage",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "short_name",
                    models.CharField(
                        help_text="As the project calls it.",
                        max_length=24,
                        verbose_name="short name",
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="The last part of its address in the directory.",
                        max_length=80,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("coordinator", "Coordinator"),
                            ("partner", "Partner"),
                            ("associated", "Associated partner"),
                            ("advisory", "Member of the advisory board"),
                        ],
                        default="partner",
                        max_length=12,
                        verbose_name="part",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="town")),
                ("url", models.URLField(blank=True, verbose_name="website")),
                (
                    "ror",
                    models.CharField(
                        blank=True,
                        help_text="Names the organisation in citations: https://ror.org",
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^https://ror\\.org/0[a-hj-km-np-tv-z0-9]{6}\\d{2}$",
                                "A ROR identifier is written like this: https://ror.org/02mhbdp94",
                            )
                        ],
                        verbose_name="ROR identifier",
                    ),
                ),
                (
                    "text",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="What it is, and what it does in the project.",
                        verbose_name="text",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented to illustrate. Its page and its card then say so.",
                        verbose_name="is an example",
                    ),
                ),
                (
                    "order",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="Small numbers stand first.", verbose_name="order"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "country"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="country",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ("order", "name"),
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "given_name",
                    models.CharField(blank=True, max_length=80, verbose_name="given names"),
                ),
                ("family_name", models.CharField(max_length=80, verbose_name="family name")),
                (
                    "slug",
                    models.SlugField(
                        help_text="The last part of their address in the directory.",
                        max_length=80,
                        unique=True,
                        verbose_name="slug",
                    ),
                ),
                (
                    "orcid",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[pages.identifiers.validate_orcid],
                        verbose_name="ORCID iD",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        help_text="What they do in the project.",
                        max_length=120,
                        verbose_name="role",
                    ),
                ),
                ("text", wagtail.fields.RichTextField(blank=True, verbose_name="text")),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "shows_email",
                    models.BooleanField(
                        default=False,
                        help_text="Only when the person asked for it: harvesters read this page as well.",
                        verbose_name="show the address",
                    ),
                ),
                (
                    "consent_note",
                    models.CharField(
                        blank=True,
                        help_text="When and how they agreed to stand here. Needed unless it is an example.",
                        max_length=200,
                        verbose_name="consent",
                    ),
                ),
                (
                    "is_example",
                    models.BooleanField(
                        default=False,
                        help_text="Invented to illustrate. Their page and card then say so.",
                        verbose_name="is an example",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="people",
                        to="pages.partner",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ("family_name", "given_name"),
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="PublicationPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
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
                    "abstract",
                    models.TextField(
                        help_text="A blank line begins a new paragraph.",
                        max_length=4000,
                        verbose_name="abstract",
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
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 2), ("html", 3)]],
                                {"group": "Words"},
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What to do", "max_length": 120},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                            7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                            9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Line", "max_length": 200},
                            ),
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
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What", "max_length": 80},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "How much, who, when", "max_length": 300},
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 13), ("value", 14)]],
                                {},
                            ),
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
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Question", "max_length": 200},
                            ),
                            19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                            20: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 18), ("answer", 19)]],
                                {},
                            ),
                            21: (
                                "wagtail.blocks.ListBlock",
                                (20,),
                                {"label": "Questions", "max_num": 20, "min_num": 1},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 21)]],
                                {"group": "Words"},
                            ),
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
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
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
                            31: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 30)]],
                                {"group": "Numbers"},
                            ),
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
                            34: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"label": "Number", "required": False},
                            ),
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
                                [
                                    [
                                        ("caption", 32),
                                        ("table", 35),
                                        ("first_is_head", 36),
                                        ("source", 28),
                                    ]
                                ],
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
                                    "choices": [
                                        ("bars", "Bars, to compare"),
                                        ("line", "Lines, over time"),
                                    ],
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
                            42: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 300},
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 38),
                                        ("kind", 39),
                                        ("unit", 40),
                                        ("data", 41),
                                        ("source", 42),
                                    ]
                                ],
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
                            47: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 160},
                            ),
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
                            59: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 56), ("text", 57)]],
                                {},
                            ),
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
                        help_text="What a reader takes from it, when there is more to say.",
                        verbose_name="more about it",
                    ),
                ),
                ("date", models.DateField(default=pages.models.article.today, verbose_name="date")),
                ("version", models.CharField(blank=True, max_length=20, verbose_name="version")),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "page_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="number of pages"
                    ),
                ),
                (
                    "doi",
                    models.CharField(
                        blank=True,
                        help_text="10.5281/zenodo.1234567, with or without the address before it.",
                        max_length=200,
                        validators=[pages.identifiers.validate_doi],
                        verbose_name="DOI",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("cc-by-4.0", "CC BY 4.0"),
                            ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                            ("cc0-1.0", "CC0 1.0 (public domain)"),
                            ("reserved", "All rights reserved"),
                        ],
                        default="cc-by-4.0",
                        max_length=20,
                        verbose_name="licence",
                    ),
                ),
                (
                    "publisher",
                    models.CharField(
                        help_text="Who put it out; part of every citation.",
                        max_length=160,
                        verbose_name="publisher",
                    ),
                ),
                (
                    "grant_number",
                    models.CharField(
                        blank=True,
                        help_text="Digits only.",
                        max_length=20,
                        verbose_name="grant agreement number",
                    ),
                ),
                (
                    "deliverable_number",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[pages.identifiers.validate_deliverable],
                        verbose_name="deliverable",
                    ),
                ),
                (
                    "dissemination_level",
                    models.CharField(
                        blank=True,
                        choices=[("PU", "Public"), ("SEN", "Sensitive"), ("CO", "Confidential")],
                        max_length=3,
                        verbose_name="dissemination level",
                    ),
                ),
                (
                    "keywords",
                    pages.models.lines.LinesField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        help_text="One a line. Others find it by them.",
                        size=None,
                        verbose_name="keywords",
                    ),
                ),
                (
                    "related_identifiers",
                    wagtail.fields.StreamField(
                        [("identifier", 3)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("Cites", "cites"),
                                        ("IsCitedBy", "is cited by"),
                                        ("IsSupplementTo", "is a supplement to"),
                                        ("IsSupplementedBy", "is supplemented by"),
                                        ("IsPartOf", "is part of"),
                                        ("HasPart", "has as a part"),
                                        ("IsNewVersionOf", "is a new version of"),
                                        ("IsPreviousVersionOf", "is an earlier version of"),
                                        ("IsDerivedFrom", "is derived from"),
                                        ("References", "refers to"),
                                        ("IsDocumentedBy", "is documented by"),
                                        ("IsIdenticalTo", "is the same as"),
                                    ],
                                    "label": "This publication",
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Identifier", "max_length": 300},
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("DOI", "DOI"),
                                        ("URL", "address on the web"),
                                        ("Handle", "Handle"),
                                        ("ISBN", "ISBN"),
                                        ("ISSN", "ISSN"),
                                    ],
                                    "label": "Kind of identifier",
                                },
                            ),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("relation", 0), ("identifier", 1), ("scheme", 2)]],
                                {},
                            ),
                        },
                        default=list,
                        verbose_name="related works",
                    ),
                ),
                (
                    "publication_type",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "publication_type"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="type of publication",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        help_text="The publication that this one replaces; each then leads to the other.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replaced_by",
                        to="pages.publicationpage",
                        verbose_name="earlier version",
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
                "verbose_name": "publication",
                "verbose_name_plural": "publications",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Contributor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="“Family name, given names”; an organisation is written without a comma.",
                        max_length=160,
                        verbose_name="name",
                    ),
                ),
                (
                    "orcid",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[pages.identifiers.validate_orcid],
                        verbose_name="ORCID iD",
                    ),
                ),
                (
                    "affiliation",
                    models.CharField(blank=True, max_length=160, verbose_name="organisation"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("author", "Author"),
                            ("editor", "Editor"),
                            ("contributor", "Contributor"),
                            ("reviewer", "Reviewer"),
                            ("translator", "Translator"),
                        ],
                        default="author",
                        max_length=12,
                        verbose_name="part",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions",
                        to="pages.person",
                        verbose_name="person of this site",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contributors",
                        to="pages.publicationpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "contributor",
                "verbose_name_plural": "contributors",
                "ordering": ["sort_order"],
                "abstract": False,
            },
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
        migrations.CreateModel(
            name="SiteDocument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("file", models.FileField(upload_to="documents", verbose_name="file")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("file_size", models.PositiveBigIntegerField(editable=False, null=True)),
                ("file_hash", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("de", "German"),
                            ("es", "Spanish"),
                            ("it", "Italian"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("cc-by-4.0", "CC BY 4.0"),
                            ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                            ("cc0-1.0", "CC0 1.0 (public domain)"),
                            ("reserved", "All rights reserved"),
                        ],
                        default="cc-by-4.0",
                        max_length=20,
                        verbose_name="licence",
                    ),
                ),
                (
                    "is_accessible",
                    models.BooleanField(
                        default=False,
                        help_text="Tagged, with alternative texts, and tried with a screen reader (PDF/UA).",
                        verbose_name="is accessible",
                    ),
                ),
                (
                    "page_count",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="number of pages"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        blank=True, editable=False, max_length=64, verbose_name="checksum (SHA-256)"
                    ),
                ),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "abstract": False,
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="PublicationFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="“Full report”, “Data”. Without one, the title of the document stands.",
                        max_length=120,
                        verbose_name="label",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="pages.publicationpage",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="pages.sitedocument",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "file",
                "verbose_name_plural": "files",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SiteIdentity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "project_name",
                    models.CharField(default="INSPIRE", max_length=60, verbose_name="project name"),
                ),
                (
                    "full_name",
                    models.CharField(blank=True, max_length=200, verbose_name="full name"),
                ),
                ("tagline", models.CharField(blank=True, max_length=200, verbose_name="tagline")),
                (
                    "programme",
                    models.CharField(blank=True, max_length=100, verbose_name="funding programme"),
                ),
                ("call", models.CharField(blank=True, max_length=100, verbose_name="call")),
                (
                    "grant_number",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="grant agreement number"
                    ),
                ),
                (
                    "funding_statement",
                    models.TextField(blank=True, verbose_name="funding statement"),
                ),
                ("disclaimer", models.TextField(blank=True, verbose_name="disclaimer")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="contact address"),
                ),
                (
                    "controller_name",
                    models.CharField(
                        blank=True,
                        help_text="Who answers for personal data; named in the privacy page and in mails.",
                        max_length=200,
                        verbose_name="data controller",
                    ),
                ),
                (
                    "controller_address",
                    models.TextField(blank=True, verbose_name="controller's address"),
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
                "verbose_name": "site identity",
            },
        ),
        migrations.CreateModel(
            name="SiteImage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        upload_to=wagtail.images.models.get_upload_to,
                        verbose_name="file",
                        width_field="width",
                    ),
                ),
                (
                    "description",
                    models.CharField(
                        blank=True, default="", max_length=255, verbose_name="description"
                    ),
                ),
                ("width", models.IntegerField(editable=False, verbose_name="width")),
                ("height", models.IntegerField(editable=False, verbose_name="height")),
                (
                    "created_at",
                    models.DateTimeField(
                        auto_now_add=True, db_index=True, verbose_name="created at"
                    ),
                ),
                ("focal_point_x", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_y", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_width", models.PositiveIntegerField(blank=True, null=True)),
                ("focal_point_height", models.PositiveIntegerField(blank=True, null=True)),
                ("file_size", models.PositiveIntegerField(editable=False, null=True)),
                (
                    "file_hash",
                    models.CharField(blank=True, db_index=True, editable=False, max_length=40),
                ),
                ("credit", models.CharField(blank=True, max_length=200, verbose_name="credit")),
                (
                    "licence",
                    models.CharField(
                        choices=[
                            ("cc-by-4.0", "CC BY 4.0"),
                            ("cc-by-sa-4.0", "CC BY-SA 4.0"),
                            ("cc0-1.0", "CC0 1.0 (public domain)"),
                            ("reserved", "All rights reserved"),
                        ],
                        default="reserved",
                        max_length=20,
                        verbose_name="licence",
                    ),
                ),
                ("source", models.URLField(blank=True, verbose_name="source")),
                (
                    "collection",
                    models.ForeignKey(
                        default=wagtail.models.media.get_root_collection_id,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "tags",
                    taggit.managers.TaggableManager(
                        blank=True,
                        help_text=None,
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="tags",
                    ),
                ),
                (
                    "uploaded_by_user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by user",
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "abstract": False,
            },
            bases=(wagtail.images.models.ImageFileMixin, modelsearch.index.Indexed, models.Model),
        ),
        migrations.AddField(
            model_name="publicationpage",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                help_text="Without one, a cover is drawn from the title.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.siteimage",
                verbose_name="cover",
            ),
        ),
        migrations.CreateModel(
            name="PublicationIndexPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "empty_text",
                    models.TextField(
                        help_text="Say what will stand here, and what to do now.",
                        max_length=300,
                        verbose_name="when nothing fits",
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
            ],
            options={
                "verbose_name": "list of publications",
                "verbose_name_plural": "lists of publications",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PressPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "boilerplate_short",
                    models.TextField(
                        help_text="Plain text, to be copied.",
                        max_length=300,
                        verbose_name="the project in one sentence",
                    ),
                ),
                (
                    "boilerplate",
                    models.TextField(
                        help_text="Plain text, to be copied.",
                        max_length=1200,
                        verbose_name="the project in one paragraph",
                    ),
                ),
                (
                    "facts",
                    wagtail.fields.StreamField(
                        [("fact", 2)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What", "max_length": 80},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Fact", "max_length": 300},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("label", 0), ("value", 1)]], {}),
                        },
                        default=list,
                        verbose_name="facts",
                    ),
                ),
                (
                    "downloads",
                    wagtail.fields.StreamField(
                        [("file", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Name", "max_length": 120},
                            ),
                            1: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Image", "required": False},
                            ),
                            2: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Document", "required": False},
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "What to use it for",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("image", 1), ("document", 2), ("note", 3)]],
                                {},
                            ),
                        },
                        default=list,
                        help_text="Logos, pictures and papers that may be printed.",
                        verbose_name="media kit",
                    ),
                ),
                (
                    "usage_text",
                    wagtail.fields.RichTextField(blank=True, verbose_name="how to use the files"),
                ),
                ("contact_name", models.CharField(max_length=120, verbose_name="name")),
                ("contact_role", models.CharField(blank=True, max_length=120, verbose_name="role")),
                ("contact_email", models.EmailField(max_length=254, verbose_name="e-mail address")),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=40, verbose_name="telephone"),
                ),
                (
                    "contact_note",
                    models.CharField(
                        blank=True,
                        help_text="When, and in which languages.",
                        max_length=200,
                        verbose_name="note",
                    ),
                ),
                (
                    "coverage",
                    wagtail.fields.StreamField(
                        [("report", 5)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 200},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Where", "max_length": 120},
                            ),
                            2: ("wagtail.blocks.DateBlock", (), {"label": "When"}),
                            3: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Address", "required": False},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "en",
                                    "help_text": "Two letters: en, fr, pt.",
                                    "label": "Language",
                                    "max_length": 2,
                                },
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 0),
                                        ("outlet", 1),
                                        ("date", 2),
                                        ("url", 3),
                                        ("language", 4),
                                    ]
                                ],
                                {},
                            ),
                        },
                        default=list,
                        help_text="The newest first.",
                        verbose_name="what others wrote",
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
            ],
            options={
                "verbose_name": "press room",
                "verbose_name_plural": "press rooms",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.AddField(
            model_name="person",
            name="photo",
            field=models.ForeignKey(
                blank=True,
                help_text="Without one, initials stand in its place.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.siteimage",
                verbose_name="photograph",
            ),
        ),
        migrations.CreateModel(
            name="PeopleIndexPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "empty_text",
                    models.TextField(
                        help_text="Say what will stand here, and what to do now.",
                        max_length=300,
                        verbose_name="when nothing fits",
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
            ],
            options={
                "verbose_name": "directory of partners and people",
                "verbose_name_plural": "directories of partners and people",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.AddField(
            model_name="partner",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.siteimage",
                verbose_name="logo",
            ),
        ),
        migrations.CreateModel(
            name="NewsIndexPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "empty_text",
                    models.TextField(
                        help_text="Say what will stand here, and what to do now.",
                        max_length=300,
                        verbose_name="when nothing fits",
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
            ],
            options={
                "verbose_name": "list of articles",
                "verbose_name_plural": "lists of articles",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="HomePage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
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
                                {
                                    "label": "Words of the second link",
                                    "max_length": 40,
                                    "required": False,
                                },
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
                            8: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 80},
                            ),
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
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
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
                            19: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 18)]],
                                {"label": "Numbers"},
                            ),
                            20: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 8), ("figures", 19)]],
                                {"group": "Written here"},
                            ),
                            21: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
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
                                {
                                    "label": "Text beside the picture",
                                    "max_length": 400,
                                    "required": False,
                                },
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
            ],
            options={
                "verbose_name": "home page",
                "verbose_name_plural": "home pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="GlossaryIndexPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "empty_text",
                    models.TextField(
                        help_text="Say what will stand here, and what to do now.",
                        max_length=300,
                        verbose_name="when nothing fits",
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
            ],
            options={
                "verbose_name": "glossary",
                "verbose_name_plural": "glossaries",
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, "wagtailcore.page"),
        ),
        migrations.AddField(
            model_name="formpage",
            name="cover",
            field=models.ForeignKey(
                blank=True,
                help_text="Without one, a cover is drawn from the title.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="pages.siteimage",
                verbose_name="cover",
            ),
        ),
        migrations.CreateModel(
            name="FaqPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                (
                    "entries",
                    wagtail.fields.StreamField(
                        [("heading", 0), ("entry", 3)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "title", "label": "Heading", "max_length": 120},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "As people ask it, with its mark.",
                                    "label": "Question",
                                    "max_length": 200,
                                },
                            ),
                            2: (
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
                                    "label": "Answer",
                                },
                            ),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 1), ("answer", 2)]],
                                {},
                            ),
                        },
                        default=list,
                        help_text="Put a heading before each group of questions.",
                        verbose_name="questions",
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
            ],
            options={
                "verbose_name": "page of questions",
                "verbose_name_plural": "pages of questions",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CaseIndexPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "empty_text",
                    models.TextField(
                        help_text="Say what will stand here, and what to do now.",
                        max_length=300,
                        verbose_name="when nothing fits",
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
            ],
            options={
                "verbose_name": "list of cases",
                "verbose_name_plural": "lists of cases",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="AudiencePage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                (
                    "short_title",
                    models.CharField(
                        help_text="For menus: “For firms”.",
                        max_length=40,
                        verbose_name="short title",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "promise",
                    wagtail.fields.StreamField(
                        [("line", 0)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "pick", "label": "Line", "max_length": 200},
                            )
                        },
                        default=list,
                        verbose_name="what they find here",
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
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 2), ("html", 3)]],
                                {"group": "Words"},
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What to do", "max_length": 120},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                            7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                            9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Line", "max_length": 200},
                            ),
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
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What", "max_length": 80},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "How much, who, when", "max_length": 300},
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 13), ("value", 14)]],
                                {},
                            ),
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
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Question", "max_length": 200},
                            ),
                            19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                            20: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 18), ("answer", 19)]],
                                {},
                            ),
                            21: (
                                "wagtail.blocks.ListBlock",
                                (20,),
                                {"label": "Questions", "max_num": 20, "min_num": 1},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 21)]],
                                {"group": "Words"},
                            ),
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
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
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
                            31: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 30)]],
                                {"group": "Numbers"},
                            ),
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
                            34: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"label": "Number", "required": False},
                            ),
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
                                [
                                    [
                                        ("caption", 32),
                                        ("table", 35),
                                        ("first_is_head", 36),
                                        ("source", 28),
                                    ]
                                ],
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
                                    "choices": [
                                        ("bars", "Bars, to compare"),
                                        ("line", "Lines, over time"),
                                    ],
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
                            42: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 300},
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 38),
                                        ("kind", 39),
                                        ("unit", 40),
                                        ("data", 41),
                                        ("source", 42),
                                    ]
                                ],
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
                            47: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 160},
                            ),
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
                            59: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 56), ("text", 57)]],
                                {},
                            ),
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
                (
                    "tools",
                    wagtail.fields.StreamField(
                        [("tool", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "tools", "page_type": ["pages.ToolPage"]},
                            )
                        },
                        default=list,
                        verbose_name="tools",
                    ),
                ),
                (
                    "cases",
                    wagtail.fields.StreamField(
                        [("case", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "cases", "page_type": ["pages.CasePage"]},
                            )
                        },
                        default=list,
                        verbose_name="cases",
                    ),
                ),
                (
                    "articles",
                    wagtail.fields.StreamField(
                        [("article", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "articles", "page_type": ["pages.ArticlePage"]},
                            )
                        },
                        default=list,
                        verbose_name="articles",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        limit_choices_to={"parent": None, "scheme": "stakeholder_group"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="for whom",
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
            ],
            options={
                "verbose_name": "page for an audience",
                "verbose_name_plural": "pages for audiences",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ArticlePage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
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
                    "article_kind",
                    models.CharField(
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
                ("date", models.DateField(default=pages.models.article.today, verbose_name="date")),
                ("authors_text", models.CharField(max_length=200, verbose_name="by")),
                (
                    "body",
                    wagtail.fields.StreamField(
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
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 2), ("html", 3)]],
                                {"group": "Words"},
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What to do", "max_length": 120},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                            7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                            9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Line", "max_length": 200},
                            ),
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
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What", "max_length": 80},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "How much, who, when", "max_length": 300},
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 13), ("value", 14)]],
                                {},
                            ),
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
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Question", "max_length": 200},
                            ),
                            19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                            20: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 18), ("answer", 19)]],
                                {},
                            ),
                            21: (
                                "wagtail.blocks.ListBlock",
                                (20,),
                                {"label": "Questions", "max_num": 20, "min_num": 1},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 21)]],
                                {"group": "Words"},
                            ),
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
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
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
                            31: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 30)]],
                                {"group": "Numbers"},
                            ),
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
                            34: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"label": "Number", "required": False},
                            ),
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
                                [
                                    [
                                        ("caption", 32),
                                        ("table", 35),
                                        ("first_is_head", 36),
                                        ("source", 28),
                                    ]
                                ],
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
                                    "choices": [
                                        ("bars", "Bars, to compare"),
                                        ("line", "Lines, over time"),
                                    ],
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
                            42: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 300},
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 38),
                                        ("kind", 39),
                                        ("unit", 40),
                                        ("data", 41),
                                        ("source", 42),
                                    ]
                                ],
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
                            47: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 160},
                            ),
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
                            59: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 56), ("text", 57)]],
                                {},
                            ),
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
                (
                    "related",
                    wagtail.fields.StreamField(
                        [("page", 0)],
                        blank=True,
                        block_lookup={0: ("pages.blocks.PageCard", (), {"label": "Page"})},
                        db_default=[],
                        default=list,
                        help_text="Shown as cards below the text, before the newest articles.",
                        verbose_name="related pages",
                    ),
                ),
                ("reading_minutes", models.PositiveSmallIntegerField(default=1, editable=False)),
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
            ],
            options={
                "verbose_name": "article",
                "verbose_name_plural": "articles",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="StandardPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
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
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 2), ("html", 3)]],
                                {"group": "Words"},
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What to do", "max_length": 120},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                            7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                            9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Line", "max_length": 200},
                            ),
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
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What", "max_length": 80},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "How much, who, when", "max_length": 300},
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 13), ("value", 14)]],
                                {},
                            ),
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
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Question", "max_length": 200},
                            ),
                            19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                            20: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 18), ("answer", 19)]],
                                {},
                            ),
                            21: (
                                "wagtail.blocks.ListBlock",
                                (20,),
                                {"label": "Questions", "max_num": 20, "min_num": 1},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 21)]],
                                {"group": "Words"},
                            ),
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
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
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
                            31: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 30)]],
                                {"group": "Numbers"},
                            ),
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
                            34: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"label": "Number", "required": False},
                            ),
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
                                [
                                    [
                                        ("caption", 32),
                                        ("table", 35),
                                        ("first_is_head", 36),
                                        ("source", 28),
                                    ]
                                ],
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
                                    "choices": [
                                        ("bars", "Bars, to compare"),
                                        ("line", "Lines, over time"),
                                    ],
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
                            42: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 300},
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 38),
                                        ("kind", 39),
                                        ("unit", 40),
                                        ("data", 41),
                                        ("source", 42),
                                    ]
                                ],
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
                            47: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 160},
                            ),
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
                            59: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 56), ("text", 57)]],
                                {},
                            ),
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
            ],
            options={
                "verbose_name": "page",
                "verbose_name_plural": "pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form_data",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                (
                    "submit_time",
                    models.DateTimeField(auto_now_add=True, verbose_name="submit time"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, db_index=True, max_length=254, verbose_name="e-mail address"
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                ("delete_on", models.DateField(db_index=True, verbose_name="deleted on")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.WAGTAIL_PAGE_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "filled form",
                "verbose_name_plural": "filled forms",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ToolboxPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
                    ),
                ),
                ("headline", models.CharField(max_length=120, verbose_name="headline")),
                ("lede", models.TextField(max_length=500, verbose_name="opening")),
                (
                    "empty_text",
                    models.TextField(
                        help_text="Say what will stand here, and what to do now.",
                        max_length=300,
                        verbose_name="when nothing fits",
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
            ],
            options={
                "verbose_name": "toolbox",
                "verbose_name_plural": "toolboxes",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ToolPage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
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
                    "code",
                    models.CharField(
                        help_text="Number of the stage, a point, number in the stage.",
                        max_length=5,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-6]\\.[1-9]\\d?$", "A stage and a number: 2.4"
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("code_order", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "question",
                    models.CharField(
                        help_text="What a firm asks itself before it comes here.",
                        max_length=200,
                        verbose_name="question",
                    ),
                ),
                ("purpose", models.TextField(max_length=500, verbose_name="what it is good for")),
                ("yes_if", models.TextField(max_length=400, verbose_name="use it when")),
                (
                    "no_if",
                    models.TextField(
                        help_text="And what to do instead.",
                        max_length=400,
                        verbose_name="do not use it when",
                    ),
                ),
                (
                    "steps",
                    wagtail.fields.StreamField(
                        [("step", 2)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What to do", "max_length": 120},
                            ),
                            1: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                            2: ("wagtail.blocks.StructBlock", [[("title", 0), ("text", 1)]], {}),
                        },
                        default=list,
                        verbose_name="steps",
                    ),
                ),
                ("duration_text", models.CharField(max_length=120, verbose_name="time")),
                (
                    "minutes_min",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="All meetings and the work between them together.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="minutes at least",
                    ),
                ),
                (
                    "minutes_max",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="minutes at most",
                    ),
                ),
                ("group_text", models.CharField(max_length=160, verbose_name="people")),
                (
                    "group_min",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people at least",
                    ),
                ),
                (
                    "group_max",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people at most",
                    ),
                ),
                (
                    "setting",
                    models.CharField(
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
                (
                    "format_text",
                    models.CharField(blank=True, max_length=160, verbose_name="how it is held"),
                ),
                ("inputs_text", models.TextField(max_length=500, verbose_name="what you need")),
                (
                    "outputs_text",
                    models.TextField(max_length=500, verbose_name="what you have afterwards"),
                ),
                (
                    "risks",
                    wagtail.fields.StreamField(
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
                (
                    "worksheet_parts",
                    wagtail.fields.StreamField(
                        [("part", 8)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
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
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Column", "max_length": 60},
                            ),
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
                            6: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Row", "max_length": 200},
                            ),
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
                (
                    "example_text",
                    wagtail.fields.RichTextField(blank=True, verbose_name="worked example"),
                ),
                (
                    "origin_text",
                    models.TextField(
                        help_text="Who described it, when; what is ours; how well it is tested.",
                        max_length=1000,
                        verbose_name="where it comes from",
                    ),
                ),
                (
                    "caution_text",
                    models.TextField(blank=True, max_length=600, verbose_name="caution"),
                ),
                (
                    "licence",
                    models.CharField(
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
                (
                    "tips",
                    wagtail.fields.StreamField(
                        [("tip", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "pick", "label": "Tip", "max_length": 300},
                            )
                        },
                        default=list,
                        verbose_name="tips",
                    ),
                ),
                (
                    "reviewed",
                    models.DateField(
                        help_text="When the editors last read it with care.",
                        null=True,
                        verbose_name="checked",
                    ),
                ),
                (
                    "review_after_months",
                    models.PositiveSmallIntegerField(
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
                (
                    "after",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="What to do next. The other tool then shows this one as the first.",
                        related_name="named_after_by",
                        to="pages.toolpage",
                        verbose_name="tools after",
                    ),
                ),
                (
                    "alternatives",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="What does the same in another way. Each of the two then shows the other.",
                        related_name="named_alternative_by",
                        to="pages.toolpage",
                        verbose_name="tools instead",
                    ),
                ),
                (
                    "before",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="What to do first. The other tool then shows this one as the next.",
                        related_name="named_before_by",
                        to="pages.toolpage",
                        verbose_name="tools before",
                    ),
                ),
                (
                    "company_sizes",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="None means all.",
                        limit_choices_to={"scheme": "company_size"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="sizes of firm",
                    ),
                ),
                (
                    "cost",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "cost_level"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="cost",
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
                    "difficulty",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "difficulty"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="difficulty",
                    ),
                ),
                (
                    "effort",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "effort_level"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="effort",
                    ),
                ),
                (
                    "evidence_level",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "evidence_level"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "facilitation",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "facilitation"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="who leads",
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
                    "other_stages",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Other stages in which firms take it up.",
                        limit_choices_to={"scheme": "oi_stage"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="also of use in",
                    ),
                ),
                (
                    "sectors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="None means all.",
                        limit_choices_to={"scheme": "nace_section"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="sectors",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "oi_stage"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="stage",
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
                (
                    "worksheet",
                    models.ForeignKey(
                        blank=True,
                        help_text="In an office format. Each download is counted.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.sitedocument",
                        verbose_name="worksheet to edit",
                    ),
                ),
                (
                    "worksheet_pdf",
                    models.ForeignKey(
                        blank=True,
                        help_text="An accessible PDF. Each download is counted.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="pages.sitedocument",
                        verbose_name="worksheet to print",
                    ),
                ),
            ],
            options={
                "verbose_name": "tool",
                "verbose_name_plural": "tools",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CasePage",
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
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
                    "label",
                    models.CharField(
                        choices=[
                            ("real", "Real, with the firm’s name"),
                            ("anonymised", "Real, without the firm’s name"),
                            ("example", "Example, invented"),
                        ],
                        default="real",
                        max_length=12,
                        verbose_name="label",
                    ),
                ),
                (
                    "evidence_note",
                    wagtail.fields.RichTextField(
                        help_text="Who said it, which papers were seen, and what research it agrees with.",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "facts_date",
                    models.DateField(
                        help_text="The month is shown.", null=True, verbose_name="facts of"
                    ),
                ),
                (
                    "consent_note",
                    models.TextField(
                        blank=True,
                        help_text="Who agreed for the firm and for each partner that is named, to which version, when. Seen by editors only; needed unless the case is an example.",
                        verbose_name="consent",
                    ),
                ),
                (
                    "consent_date",
                    models.DateField(
                        blank=True,
                        help_text="The day on which the last of them agreed. Shown on the page.",
                        null=True,
                        verbose_name="agreed on",
                    ),
                ),
                (
                    "contact_text",
                    models.CharField(
                        blank=True,
                        help_text="Who answers questions about the case, if somebody agreed to. Shown.",
                        max_length=200,
                        verbose_name="whom to ask",
                    ),
                ),
                (
                    "licence",
                    models.CharField(
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
                (
                    "company_name",
                    models.CharField(
                        help_text="A description where the name is not free.",
                        max_length=120,
                        verbose_name="firm",
                    ),
                ),
                (
                    "company_note",
                    models.CharField(blank=True, max_length=200, verbose_name="note on the firm"),
                ),
                ("region", models.CharField(blank=True, max_length=80, verbose_name="region")),
                (
                    "staff",
                    models.PositiveIntegerField(
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="people",
                    ),
                ),
                (
                    "turnover_text",
                    models.CharField(
                        blank=True,
                        help_text="A band, unless the firm agreed.",
                        max_length=80,
                        verbose_name="turnover",
                    ),
                ),
                (
                    "founded",
                    models.PositiveSmallIntegerField(
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1400),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="founded in",
                    ),
                ),
                (
                    "challenge",
                    wagtail.fields.RichTextField(
                        help_text="What the firm could not solve alone, with a number.",
                        verbose_name="the challenge",
                    ),
                ),
                (
                    "opened",
                    wagtail.fields.RichTextField(verbose_name="what was opened, and to whom"),
                ),
                (
                    "story",
                    wagtail.fields.StreamField(
                        [("episode", 3)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "In months from the start: “Month 4 to 10”.",
                                    "label": "When",
                                    "max_length": 40,
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
                            2: ("wagtail.blocks.TextBlock", (), {"label": "What happened"}),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("when", 0), ("title", 1), ("text", 2)]],
                                {},
                            ),
                        },
                        default=list,
                        verbose_name="the story",
                    ),
                ),
                (
                    "pathway",
                    wagtail.fields.StreamField(
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
                (
                    "partners",
                    wagtail.fields.StreamField(
                        [("partner", 4)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "A kind when the name is not free.",
                                    "label": "Name or kind",
                                    "max_length": 120,
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Role", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Gave", "max_length": 300},
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Got", "max_length": 300},
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("name", 0), ("role", 1), ("gave", 2), ("got", 3)]],
                                {},
                            ),
                        },
                        default=list,
                        verbose_name="partners",
                    ),
                ),
                (
                    "agreement",
                    wagtail.fields.RichTextField(
                        help_text="What was signed when; who owns what, in which field.",
                        verbose_name="the agreement",
                    ),
                ),
                (
                    "resources",
                    wagtail.fields.StreamField(
                        [("fact", 2)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What", "max_length": 80},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "How much", "max_length": 300},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("label", 0), ("value", 1)]], {}),
                        },
                        default=list,
                        help_text="Own hours, money spent, grants, time.",
                        verbose_name="what it took",
                    ),
                ),
                (
                    "key_numbers",
                    wagtail.fields.StreamField(
                        [("number", 2)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What it counts", "max_length": 200},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("figure", 0), ("label", 1)]], {}),
                        },
                        default=list,
                        verbose_name="key numbers",
                    ),
                ),
                (
                    "results",
                    wagtail.fields.StreamField(
                        [("result", 5)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Measure", "max_length": 120},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Before", "max_length": 120},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "After", "max_length": 200},
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Period", "max_length": 80},
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 200},
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("measure", 0),
                                        ("before", 1),
                                        ("after", 2),
                                        ("period", 3),
                                        ("source", 4),
                                    ]
                                ],
                                {},
                            ),
                        },
                        default=list,
                        verbose_name="results",
                    ),
                ),
                (
                    "went_wrong",
                    wagtail.fields.RichTextField(
                        help_text="One honest paragraph.", verbose_name="what went wrong"
                    ),
                ),
                (
                    "lessons",
                    wagtail.fields.StreamField(
                        [("lesson", 0)],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"icon": "pick", "label": "Lesson", "max_length": 300},
                            )
                        },
                        default=list,
                        help_text="Three to five, each usable by a stranger.",
                        verbose_name="lessons",
                    ),
                ),
                (
                    "transferability",
                    wagtail.fields.RichTextField(verbose_name="where it would not work"),
                ),
                (
                    "quote_text",
                    models.TextField(
                        blank=True,
                        help_text="No quotation marks.",
                        max_length=300,
                        verbose_name="a sentence somebody said",
                    ),
                ),
                (
                    "quote_who",
                    models.CharField(blank=True, max_length=160, verbose_name="who said it"),
                ),
                (
                    "barriers",
                    modelcluster.fields.ParentalManyToManyField(
                        limit_choices_to={"scheme": "barrier"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="barriers met",
                    ),
                ),
                (
                    "company_size",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "company_size"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="size",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "country"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="country",
                    ),
                ),
                (
                    "evidence_level",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "evidence_level"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="evidence",
                    ),
                ),
                (
                    "how_often",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"scheme": "oi_frequency"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="how often",
                    ),
                ),
                (
                    "life_stage",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "life_stage"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="life stage",
                    ),
                ),
                (
                    "mechanisms",
                    modelcluster.fields.ParentalManyToManyField(
                        limit_choices_to={"scheme": "oi_mechanism"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="practices",
                    ),
                ),
                (
                    "oi_flows",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        limit_choices_to={"scheme": "oi_flow"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="what flowed",
                    ),
                ),
                (
                    "oi_modes",
                    modelcluster.fields.ParentalManyToManyField(
                        limit_choices_to={"scheme": "oi_mode"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="flow of ideas",
                    ),
                ),
                (
                    "ownership",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "ownership"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="ownership",
                    ),
                ),
                (
                    "partner_types",
                    modelcluster.fields.ParentalManyToManyField(
                        limit_choices_to={"scheme": "partner_type"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="types of partner",
                    ),
                ),
                (
                    "result_class",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "case_result"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="what came of it",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "nace_section"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="sector",
                    ),
                ),
                (
                    "stages",
                    modelcluster.fields.ParentalManyToManyField(
                        limit_choices_to={"scheme": "oi_stage"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="stages really passed",
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
                    "success_factors",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        limit_choices_to={"scheme": "success_factor"},
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="success factors",
                    ),
                ),
                (
                    "technology_intensity",
                    models.ForeignKey(
                        limit_choices_to={"scheme": "technology_intensity"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="technology",
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
                    "tools_used",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="cases",
                        to="pages.toolpage",
                        verbose_name="tools used",
                    ),
                ),
            ],
            options={
                "verbose_name": "case",
                "verbose_name_plural": "cases",
            },
            bases=("wagtailcore.page",),
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
                    "links_glossary",
                    models.BooleanField(
                        default=True,
                        db_default=True,
                        help_text="The first time a term of the glossary stands in the text, it leads there.",
                        verbose_name="link glossary terms",
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
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 2), ("html", 3)]],
                                {"group": "Words"},
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What to do", "max_length": 120},
                            ),
                            6: ("wagtail.blocks.TextBlock", (), {"label": "How"}),
                            7: ("wagtail.blocks.StructBlock", [[("title", 5), ("text", 6)]], {}),
                            8: ("wagtail.blocks.ListBlock", (7,), {"label": "Steps", "min_num": 1}),
                            9: ("wagtail.blocks.StructBlock", [[("items", 8)]], {"group": "Words"}),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Line", "max_length": 200},
                            ),
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
                            13: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What", "max_length": 80},
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "How much, who, when", "max_length": 300},
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("label", 13), ("value", 14)]],
                                {},
                            ),
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
                            18: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Question", "max_length": 200},
                            ),
                            19: ("pages.blocks.Paragraphs", (), {"label": "Answer"}),
                            20: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 18), ("answer", 19)]],
                                {},
                            ),
                            21: (
                                "wagtail.blocks.ListBlock",
                                (20,),
                                {"label": "Questions", "max_num": 20, "min_num": 1},
                            ),
                            22: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 21)]],
                                {"group": "Words"},
                            ),
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
                                {
                                    "help_text": "With its unit.",
                                    "label": "Number",
                                    "max_length": 40,
                                },
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
                            31: (
                                "wagtail.blocks.StructBlock",
                                [[("items", 30)]],
                                {"group": "Numbers"},
                            ),
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
                            34: (
                                "wagtail.blocks.DecimalBlock",
                                (),
                                {"label": "Number", "required": False},
                            ),
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
                                [
                                    [
                                        ("caption", 32),
                                        ("table", 35),
                                        ("first_is_head", 36),
                                        ("source", 28),
                                    ]
                                ],
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
                                    "choices": [
                                        ("bars", "Bars, to compare"),
                                        ("line", "Lines, over time"),
                                    ],
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
                            42: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Source", "max_length": 300},
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 38),
                                        ("kind", 39),
                                        ("unit", 40),
                                        ("data", 41),
                                        ("source", 42),
                                    ]
                                ],
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
                            47: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 160},
                            ),
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
                            59: (
                                "wagtail.blocks.StructBlock",
                                [[("document", 56), ("text", 57)]],
                                {},
                            ),
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
        migrations.CreateModel(
            name="SiteRendition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("filter_spec", models.CharField(db_index=True, max_length=255)),
                (
                    "file",
                    wagtail.images.models.WagtailImageField(
                        height_field="height",
                        storage=wagtail.images.models.get_rendition_storage,
                        upload_to=wagtail.images.models.get_rendition_upload_to,
                        width_field="width",
                    ),
                ),
                ("width", models.IntegerField(editable=False)),
                ("height", models.IntegerField(editable=False)),
                (
                    "focal_point_key",
                    models.CharField(blank=True, default="", editable=False, max_length=16),
                ),
                (
                    "image",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="renditions",
                        to="pages.siteimage",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("image", "filter_spec", "focal_point_key"),
                        name="one_rendition_per_filter",
                    )
                ],
            },
            bases=(wagtail.images.models.ImageFileMixin, models.Model),
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("live", models.BooleanField(default=True, editable=False, verbose_name="live")),
                (
                    "has_unpublished_changes",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="has unpublished changes"
                    ),
                ),
                (
                    "first_published_at",
                    models.DateTimeField(
                        blank=True, db_index=True, null=True, verbose_name="first published at"
                    ),
                ),
                (
                    "last_published_at",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="last published at"
                    ),
                ),
                (
                    "go_live_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="go live date/time"),
                ),
                (
                    "expire_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="expiry date/time"),
                ),
                (
                    "expired",
                    models.BooleanField(default=False, editable=False, verbose_name="expired"),
                ),
                (
                    "locked",
                    models.BooleanField(default=False, editable=False, verbose_name="locked"),
                ),
                (
                    "locked_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="locked at"),
                ),
                ("term", models.CharField(max_length=100, verbose_name="term")),
                (
                    "slug",
                    models.SlugField(
                        help_text="The last part of its address in the glossary.",
                        max_length=100,
                        verbose_name="slug",
                    ),
                ),
                (
                    "definition",
                    models.TextField(
                        help_text="In our own words, in one to three sentences. The first stands alone.",
                        max_length=800,
                        verbose_name="definition",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where the idea comes from.",
                        max_length=300,
                        verbose_name="source",
                    ),
                ),
                (
                    "synonyms",
                    pages.models.lines.LinesField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        help_text="One a line: abbreviations and spellings. They are found and linked too.",
                        size=None,
                        verbose_name="other words for it",
                    ),
                ),
                (
                    "is_linked",
                    models.BooleanField(
                        default=True,
                        help_text="Off for a word that also has an everyday meaning, such as “pilot”.",
                        verbose_name="link it in texts",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "live_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="live revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="locked_%(class)ss",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="locked by",
                    ),
                ),
                (
                    "related_terms",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="related_from",
                        to="pages.glossaryterm",
                        verbose_name="related terms",
                    ),
                ),
                (
                    "vocabulary_term",
                    models.ForeignKey(
                        blank=True,
                        limit_choices_to={"scheme": "glossary_term"},
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="vocabulary.term",
                        verbose_name="entry of the vocabulary",
                    ),
                ),
                (
                    "tools",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        related_name="glossary_terms",
                        to="pages.toolpage",
                        verbose_name="tools that use it",
                    ),
                ),
            ],
            options={
                "verbose_name": "glossary term",
                "verbose_name_plural": "glossary terms",
                "ordering": ("term",),
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("locale", "slug"), name="one_glossary_slug_a_language"
                    )
                ],
                "unique_together": {("translation_key", "locale")},
            },
            bases=(
                wagtail.models.preview.PreviewableMixin,
                modelsearch.index.Indexed,
                models.Model,
            ),
        ),
    ]
