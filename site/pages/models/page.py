"""What all page types share: a summary, a cover, a card, and few queries."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from lane.showing import SITE, show
from pages.cards import Card
from pages.models.searching import facts_of
from pages.models.terms import terms_of
from pages.models.ways import restrictions_on
from vocabulary.fields import terms_field
from vocabulary.schemes import Scheme

SUMMARY_LENGTH = 280


class PlainPage(Page):
    """A page with a summary, a cover and a card; the ground of every page type."""

    summary = models.TextField(
        _("summary"),
        max_length=SUMMARY_LENGTH,
        blank=True,
        help_text=_("Two sentences that stand on the card, in search results and in the letter."),
    )
    cover = models.ForeignKey(
        "pages.SiteImage",
        verbose_name=_("cover"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Without one, a cover is drawn from the title."),
    )
    cover_alt = models.CharField(
        _("what the cover shows"),
        max_length=200,
        blank=True,
        help_text=_("For people who do not see it. Empty when it only decorates."),
    )
    links_glossary = models.BooleanField(
        _("link glossary terms"),
        default=True,
        db_default=True,
        help_text=_("The first time a term of the glossary stands in the text, it leads there."),
    )

    # The word for this kind of page on the cover that is drawn from it.
    kind = "page"
    # Whether its card has no words of its own while the summary is empty.
    needs_summary = True
    # Which kept answers a change of such a page flushes, and what else its own answer shows.
    lane_scope = SITE
    lane_shows: tuple[str, ...] = ()
    # The query parameters that it understands; None: answers to a query are not kept.
    lane_params: tuple[str, ...] | None = None
    # Whether the search may find pages of this type.
    is_findable = True

    cover_panel = MultiFieldPanel(
        [FieldPanel("cover"), FieldPanel("cover_alt")], heading=_("Cover"), classname="collapsed"
    )
    content_panels = [*Page.content_panels, FieldPanel("summary"), cover_panel]
    search_fields = [*Page.search_fields, index.SearchField("summary", boost=2)]

    class Meta:
        abstract = True

    def card(self, request: HttpRequest | None = None) -> Card:
        """Return this page in a few words; with a `request`, addresses cost no look-up."""
        show(self.lane_scope)
        return Card(**self.card_facts(request))

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card, for page types to add to."""
        return {
            "title": self.title,
            "url": self.get_url(request) or "",
            "text": self.summary,
            "kind": self.kind,
            "cover_key": self.cover_key,
            "image": self.cover,
        }

    def linked_data(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return what machines are told of this page in schema.org's words, for types to add to."""
        return {
            "@type": "WebPage",
            "name": self.title,
            "description": self.search_description or self.summary,
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context of the page's template, for page types to add to."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context

    def search_facts(self) -> dict[str, Any] | None:
        """Return what the search learns beside the card, as fields of `search.registry.Row`.

        Page types add to it; None keeps a page from being found.
        """
        return facts_of(self)

    @property
    def cover_key(self) -> str:
        """What decides how the cover is drawn while there is no picture."""
        return str(self.pk or self.slug)

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Return the restrictions on this page and on all above it; none when we know of none."""
        if getattr(self, "is_restricted", None) is False:
            nothing: models.QuerySet[PageViewRestriction] = PageViewRestriction.objects.none()
            return nothing
        return restrictions_on(self)


class BasePage(PlainPage):
    """A page about something: whom it is for, what about, and whether it is invented."""

    is_example = models.BooleanField(
        _("is an example"),
        default=False,
        help_text=_("Invented to illustrate. The page and its card then say so."),
    )
    themes = terms_field(
        Scheme.THEME, blank=True, verbose_name=_("themes"), help_text=_("One to four.")
    )
    stakeholder_groups = terms_field(
        Scheme.STAKEHOLDER_GROUP,
        blank=True,
        verbose_name=_("for whom"),
        help_text=_("Those who will find something to use here."),
    )

    subject_panel = MultiFieldPanel(
        [
            FieldPanel("themes"),
            FieldPanel("stakeholder_groups"),
            FieldPanel("is_example"),
        ],
        heading=_("About what, for whom"),
    )
    search_fields = [*PlainPage.search_fields, index.FilterField("is_example")]

    class Meta:
        abstract = True

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card, with groups and the mark of an example."""
        return super().card_facts(request) | {
            "groups": tuple(self.groups),
            "is_example": self.is_example,
        }

    @property
    def groups(self) -> list[Any]:
        """The four groups, each once, to which the chosen groups belong."""
        found = {term.group.code: term.group for term in terms_of(self, "stakeholder_groups")}
        return list(found.values())


def tabs(content: list[Any], *more: tuple[Any, list[Any]]) -> TabbedInterface:
    """Return the editing screen: content, then our own tabs, then Wagtail's two."""
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            *(ObjectList(panels, heading=heading) for heading, panels in more),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(
                [*Page.settings_panels, FieldPanel("links_glossary")], heading=_("Settings")
            ),
        ]
    )
