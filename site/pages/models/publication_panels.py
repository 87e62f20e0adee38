"""The editing screen of a publication."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from pages.models.page import tabs


def publication_editor(title: list[Any], cover: Any, subject: Any, summary: Any) -> Any:
    """Return the screen: the work, its files, then what catalogues ask."""
    return tabs(
        [
            *title,
            FieldPanel("publication_type"),
            summary,
            FieldPanel("abstract"),
            InlinePanel(
                "contributors", heading=_("Authors and others"), label=_("Person"), min_num=1
            ),
            InlinePanel("files", heading=_("Files"), label=_("File")),
            FieldPanel("body"),
            cover,
        ],
        (
            _("For the catalogue"),
            [
                MultiFieldPanel(
                    [
                        FieldRowPanel([FieldPanel("date"), FieldPanel("version")]),
                        FieldRowPanel([FieldPanel("language"), FieldPanel("page_count")]),
                        FieldRowPanel([FieldPanel("publisher"), FieldPanel("licence")]),
                        FieldPanel("doi"),
                        FieldPanel("keywords"),
                    ],
                    heading=_("The work"),
                ),
                MultiFieldPanel(
                    [
                        FieldRowPanel(
                            [FieldPanel("deliverable_number"), FieldPanel("dissemination_level")]
                        ),
                        FieldPanel("grant_number"),
                    ],
                    heading=_("The project"),
                ),
                FieldPanel("replaces"),
                FieldPanel("related_identifiers"),
                subject,
            ],
        ),
    )
