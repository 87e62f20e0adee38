"""The issue that editors write, and the public archive in which issues stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from newsletters.addresses import one_line_only
from newsletters.blocks import TEXT_FEATURES, LetterBlock
from newsletters.composing import compose, faults_of, preview_of
from newsletters.items import Part, parts_of
from newsletters.models.edition import Edition
from pages.models.page import BasePage, PlainPage, tabs
from pages.models.sets import CardQuerySet, card_manager
from pages.models.slices import slice_of
from pages.models.terms import load_related

if TYPE_CHECKING:
    from datetime import datetime

    from newsletters.models.newsletter import Newsletter

PER_PAGE = 24


class NewsletterIndexPage(PlainPage):
    """The archive of one newsletter, open to everyone, with the way to subscribe."""

    newsletter = models.ForeignKey(
        "newsletters.Newsletter",
        verbose_name=_("newsletter"),
        on_delete=models.PROTECT,
        related_name="archives",
    )

    kind = "letters"
    lane_scope = "newsletters"
    lane_params = ("page",)
    footer_place = "take_part"
    page_description = _("Lists the issues of one newsletter and invites to subscribe.")
    template = "newsletters/newsletter_index_page.html"
    subpage_types = ["newsletters.IssuePage"]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldPanel("newsletter"),
            FieldPanel("summary"),
            PlainPage.cover_panel,
        ]
    )

    class Meta:
        verbose_name = _("newsletter archive")
        verbose_name_plural = _("newsletter archives")

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns: among the results it is a page like others."""
        facts: dict[str, Any] | None = super().search_facts()
        return (facts or {}) | {"kind": "page", "weight": 0.7}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with one slice of the published issues, the newest first."""
        issues = IssuePage.objects.live().child_of(self).for_cards()
        shown = slice_of(issues.newest_first(), request, PER_PAGE)
        load_related(shown)
        return super().get_context(request, *args, **kwargs) | {
            "slice": shown,
            "cards": [issue.card(request) for issue in shown],
        }


class IssuePage(BasePage):
    """One issue of a newsletter; published it is a page of the archive, sent it is a letter."""

    subject = models.CharField(
        _("subject"),
        max_length=120,
        validators=[one_line_only],
        help_text=_("The first thing that a reader sees; about 50 letters show on a phone."),
    )
    preheader = models.CharField(
        _("line after the subject"),
        max_length=140,
        blank=True,
        validators=[one_line_only],
        help_text=_("Shown in the list of mails beside the subject."),
    )
    intro = RichTextField(_("opening"), features=TEXT_FEATURES)
    body = StreamField(LetterBlock(), verbose_name=_("what it brings"), blank=True)
    closing = RichTextField(_("closing"), features=TEXT_FEATURES, blank=True)

    objects = card_manager(CardQuerySet)
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.SearchField("closing"),
    ]

    kind = "letter"
    needs_summary = False  # a letter has its opening words
    lane_scope = "newsletters"
    lane_params = ()
    page_description = _("A letter to subscribers, and its page in the archive.")
    template = "newsletters/issue_page.html"
    parent_page_types = ["newsletters.NewsletterIndexPage"]
    subpage_types: list[str] = []
    preview_modes = [
        ("", _("On the web")),
        ("letter", _("As a letter")),
        ("text", _("As a letter without pictures, text only")),
    ]
    edit_handler = tabs(
        [
            *Page.content_panels,
            MultiFieldPanel(
                [FieldPanel("subject"), FieldPanel("preheader")], heading=_("In the mailbox")
            ),
            FieldPanel("intro"),
            FieldPanel("body"),
            FieldPanel("closing"),
            HelpPanel(
                _(
                    "Publish the issue, then choose Send: you see who gets it, try it out and "
                    "send it. What has been sent does not change when you edit the page."
                )
            ),
        ],
        (_("Card"), [FieldPanel("summary"), PlainPage.cover_panel, BasePage.subject_panel]),
    )

    class Meta:
        verbose_name = _("newsletter issue")
        verbose_name_plural = _("newsletter issues")

    def clean(self) -> None:
        """Refuse what could not become a letter, naming the part at fault.

        Raises:
            ValidationError: a part cannot be turned into the HTML of mails.
        """
        super().clean()
        if faults := faults_of(self):
            raise ValidationError(
                {
                    name: [fault.text for fault in faults if fault.field == name]
                    for name in dict.fromkeys(fault.field for fault in faults)
                }
            )

    @property
    def newsletter(self) -> Newsletter:
        """The newsletter in whose archive the issue stands."""
        parent = self.path[: -self.steplen]
        archive = NewsletterIndexPage.objects.select_related("newsletter").get(path=parent)
        newsletter: Newsletter = archive.newsletter
        return newsletter

    @property
    def language(self) -> str:
        """The code of the language in which the issue is written."""
        return str(self.locale.language_code)

    @cached_property
    def edition(self) -> Edition | None:
        """What was sent of this issue in its language, if it was."""
        return Edition.objects.filter(
            issue_key=self.translation_key, language=self.language
        ).first()

    @property
    def dated(self) -> datetime | None:
        """When it appeared; None for a draft."""
        published: datetime | None = self.first_published_at
        return published

    def parts(self, request: HttpRequest | None = None) -> list[Part]:
        """Return what the body holds, each with the card of its page."""
        return parts_of(self.body, request)

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card: the opening words where no summary was written."""
        return super().card_facts(request) | {
            "kicker": str(_("Letter")),
            "text": self.summary or self.preheader,
            "meta": (date_format(self.dated, "YEAR_MONTH_FORMAT"),) if self.dated else (),
            "groups": (),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the parts of the letter and the newsletter it belongs to."""
        return super().get_context(request, *args, **kwargs) | {
            "parts": self.parts(request),
            "newsletter": self.newsletter,
        }

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page on the web, or the letter as HTML or as text."""
        if mode_name in {"letter", "text"}:
            return preview_of(compose(self), as_text=mode_name == "text")
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response
