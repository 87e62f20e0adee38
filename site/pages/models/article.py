"""An article: a short read for people with work to do."""

from typing import Any, Self

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from pages import blocks
from pages.mixed import load_pictures
from pages.models.bylines import authors_of
from pages.models.linked import cards_in, headings_of, linked_pages
from pages.models.page import BasePage, tabs
from pages.models.sets import CardQuerySet, card_manager
from pages.models.terms import load_related
from pages.models.ways import address_of_type

WORDS_A_MINUTE = 220


def today() -> Any:
    """Return today's date where the site is."""
    return timezone.localdate()


class ArticleQuerySet(CardQuerySet):
    """Articles by the date that stands on them."""

    def newest_first(self) -> Self:
        """Return the articles by their date, the newest first."""
        articles: Self = self.order_by("-date", "-pk")
        return articles


class ArticlePage(BasePage):
    """A text with a date and an author."""

    class Kind(models.TextChoices):
        """What a reader may expect."""

        ARTICLE = "article", _("Article")
        HOW_TO = "how-to", _("How-to")
        EXPLAINER = "explainer", _("Explainer")
        NEWS = "news", _("News")
        BRIEF = "brief", _("Policy brief")

    article_kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.ARTICLE)
    date = models.DateField(_("date"), default=today)
    authors = ParentalManyToManyField(
        "pages.Person",
        verbose_name=_("authors"),
        related_name="articles",
        blank=True,
        help_text=_("People of the directory. Their names lead to their pages."),
    )
    authors_text = models.CharField(
        _("by"),
        max_length=200,
        blank=True,
        help_text=_("Who wrote it, where nobody is chosen above."),
    )
    body = StreamField(blocks.Body(), verbose_name=_("text"), min_num=1, default=list)
    related = StreamField(
        [("page", blocks.PageCard(label=_("Page")))],
        verbose_name=_("related pages"),
        blank=True,
        max_num=6,
        default=list,
        db_default=[],
        help_text=_("Shown as cards below the text, before the newest articles."),
    )
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = card_manager(ArticleQuerySet)
    kind = "article"
    lane_scope = "news"
    lane_shows = ("people",)
    lane_params = ()
    page_description = _("An article, a how-to, an explainer or a piece of news.")
    template = "pages/article.html"
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    edit_handler = tabs(
        [
            *Page.content_panels,
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("article_kind"), FieldPanel("date")]),
            FieldPanel("authors", widget=forms.CheckboxSelectMultiple),
            FieldPanel("authors_text"),
            FieldPanel("body"),
            FieldPanel("related"),
            BasePage.cover_panel,
        ],
        (_("About what, for whom"), [BasePage.subject_panel]),
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the time it takes to read, counted from the words."""
        texts = self.body.stream_block.get_searchable_content(self.body)
        words = sum(len(text.split()) for text in texts)
        self.reading_minutes = max(1, round(words / WORDS_A_MINUTE))
        super().save(*args, **kwargs)

    @property
    def reading_text(self) -> str:
        """How long it takes to read, in words."""
        count = self.reading_minutes
        return ngettext("%(count)s minute to read", "%(count)s minutes to read", count) % {
            "count": count
        }

    def card_facts(self, request: HttpRequest | None = None) -> dict[str, Any]:
        """Return the arguments of the card: kind, date and the time it takes."""
        return super().card_facts(request) | {
            "kicker": self.get_article_kind_display(),
            "meta": (date_format(self.date, "DATE_FORMAT"), self.reading_text),
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the context with the cards in the text and the articles to read next."""
        others = ArticlePage.objects.live().sibling_of(self, inclusive=False)
        following = list(others.briefly().newest_first()[:3])
        linked, related = linked_pages(self.body), linked_pages(self.related)
        shown = [self, *following, *linked.values(), *related.values()]
        load_related(shown)
        load_pictures(shown)
        return super().get_context(request, *args, **kwargs) | {
            "cards_in_text": cards_in(linked, request),
            "authors": authors_of(self),
            "directory": address_of_type(request, "peopleindexpage"),
            "headings": headings_of(self.body),
            "related": list(cards_in(related, request).values()),
            "following": [article.card(request) for article in following],
        }
