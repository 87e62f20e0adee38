"""The editing screen of an event."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import Page

from pages.models.page import tabs


def event_panels(base: Any) -> Any:
    """Return the tabs of the screen; `base` is the page type whose shared panels are shown."""
    return tabs(
        [
            *Page.content_panels,
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("event_type"), FieldPanel("format")]),
            MultiFieldPanel(
                [
                    FieldPanel("time_zone"),
                    FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
                ],
                heading=_("When"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("venue"),
                    FieldPanel("address"),
                    FieldRowPanel([FieldPanel("city"), FieldPanel("country")]),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldPanel("online_url"),
                    FieldPanel("join_minutes"),
                ],
                heading=_("Where"),
            ),
            MultiFieldPanel(
                [FieldPanel("language"), FieldPanel("language_note"), FieldPanel("cost_text")],
                heading=_("Good to know"),
            ),
            FieldPanel("body"),
            FieldPanel("programme"),
            FieldPanel("speakers"),
            FieldPanel("hosts"),
            FieldPanel("series"),
            base.cover_panel,
        ],
        (
            _("Registration"),
            [
                FieldPanel("is_unlisted"),
                FieldPanel("capacity"),
                FieldPanel("needs_approval"),
                FieldRowPanel([FieldPanel("has_waiting_list"), FieldPanel("offer_hours")]),
                FieldRowPanel(
                    [FieldPanel("registration_opens"), FieldPanel("registration_closes")]
                ),
                MultiFieldPanel(
                    [
                        HelpPanel(
                            _(
                                "A new time, zone or place, and a cancellation, are sent to"
                                " everyone who is registered when you publish."
                            )
                        ),
                        FieldPanel("is_postponed"),
                        FieldPanel("is_cancelled"),
                        FieldPanel("cancelled_because"),
                    ],
                    heading=_("Changes"),
                ),
            ],
        ),
        (
            _("Afterwards"),
            [
                FieldPanel("results"),
                FieldPanel("shows_numbers"),
                FieldPanel("materials"),
            ],
        ),
        (_("About what, for whom"), [base.subject_panel]),
    )
