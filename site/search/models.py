"""The index, the words that occur in it, what is out of date in it, and what was looked for."""

from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from search.folding import folded
from search.registry import MEMBER, PUBLIC


def audience_of(viewer: Any) -> list[str] | None:
    """Return which audiences a viewer belongs to; None for those who may see everything.

    `viewer` is an account, or None for a visitor. An account that takes part costs one query for
    its groups.
    """
    if viewer is None or not getattr(viewer, "is_authenticated", False):
        return [PUBLIC]
    if viewer.is_active and viewer.is_superuser:
        return None
    groups = viewer.groups.values_list("pk", flat=True)
    return [PUBLIC, MEMBER, *(f"group:{key}" for key in groups)]


class EntryQuerySet(models.QuerySet["Entry"]):
    """The sets of entries that have a name."""

    def visible_to(self, viewer: Any) -> Self:
        """Return the entries that the viewer may see; None is a visitor."""
        audiences = audience_of(viewer)
        return self if audiences is None else self.filter(audience__overlap=audiences)


class Entry(models.Model):
    """One findable thing in one language, with all that a list of results shows of it."""

    source = models.CharField(_("source"), max_length=40)
    key = models.CharField(_("object"), max_length=64)
    language = models.CharField(_("language"), max_length=12)
    kind = models.CharField(_("kind"), max_length=40)
    title = models.TextField(_("title"))
    url = models.TextField(_("address"))
    summary = models.TextField(_("summary"), blank=True)
    keywords = models.TextField(_("other names"), blank=True)
    body = models.TextField(_("text"), blank=True)
    card = models.JSONField(_("card"), default=dict)
    # "facet:value" to choose by; for each facet the set of its values, to count by.
    facets = ArrayField(models.TextField(), verbose_name=_("facets"), default=list)
    sets = ArrayField(models.IntegerField(null=True), default=list)
    audience = ArrayField(models.TextField(), verbose_name=_("who may see it"), default=list)
    rank = models.IntegerField(_("order"), default=0)
    dated = models.DateTimeField(_("date"), null=True)
    weight = models.FloatField(_("weight"), default=1.0)
    # Weight and freshness in one number: see search.writing.
    prior = models.FloatField(default=1.0)
    # The whole text; title and summary alone, by which many hits are ranked; the names as written.
    vector = SearchVectorField()
    head = SearchVectorField()
    names = SearchVectorField()
    digest = models.CharField(max_length=32)
    indexed_at = models.DateTimeField(_("read"), db_default=Now())

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the index")
        verbose_name_plural = _("entries of the index")
        constraints = [
            models.UniqueConstraint(fields=["source", "key", "language"], name="search_one_entry")
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_vector"),
            GinIndex(fields=["names"], name="search_names"),
            GinIndex(fields=["facets"], name="search_facets"),
            models.Index(F("dated").desc(nulls_last=True), "id", name="search_newest"),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class FacetSlot(models.Model):
    """The place of a facet in `Entry.sets`: the id, given once and for all."""

    name = models.CharField(_("facet"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("place of a facet")
        verbose_name_plural = _("places of facets")

    def __str__(self) -> str:
        """Return the name of the facet."""
        return self.name


class FacetSet(models.Model):
    """Some values of one facet that occur together: entries are counted by such sets.

    Counting one number an entry and facet is three times as fast as counting each value.
    """

    facet = models.CharField(_("facet"), max_length=40)
    values = ArrayField(models.TextField(), verbose_name=_("values"))

    class Meta:
        verbose_name = _("set of values")
        verbose_name_plural = _("sets of values")
        constraints = [
            models.UniqueConstraint(fields=["facet", "values"], name="search_one_facet_set")
        ]

    def __str__(self) -> str:
        """Return the values."""
        return f"{self.facet}: {', '.join(self.values)}"


class Word(models.Model):
    """A word that stands in the index, without accents: what a mistyped word may have meant."""

    word = models.CharField(_("word"), max_length=60, unique=True)
    entries = models.PositiveIntegerField(_("entries"), default=1)

    class Meta:
        verbose_name = _("word of the index")
        verbose_name_plural = _("words of the index")
        indexes = [GinIndex(OpClass(F("word"), name="gin_trgm_ops"), name="search_word_trigrams")]

    def __str__(self) -> str:
        """Return the word."""
        return self.word


class Due(models.Model):
    """A mark that the index is behind for one object, written with the change itself."""

    source = models.CharField(_("source"), max_length=40)
    key = models.CharField(_("object"), max_length=64)
    since = models.DateTimeField(_("since"), db_default=Now())

    class Meta:
        verbose_name = _("entry to refresh")
        verbose_name_plural = _("entries to refresh")

    def __str__(self) -> str:
        """Return what is out of date."""
        return f"{self.source} {self.key}"


class Promotion(models.Model):
    """What editors put on top when somebody looks for certain words."""

    words = models.CharField(
        _("words"),
        max_length=200,
        help_text=_(
            "What readers type, several separated by commas: “patent, IP, licence”. "
            "Capitals and accents make no difference."
        ),
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Shown while it is published and open to everyone."),
    )
    text = models.CharField(
        _("why it helps"),
        max_length=200,
        blank=True,
        help_text=_("One sentence. Without it, the summary of the page stands there."),
    )
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Only for readers in this language; empty for all."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # The same words folded, for the look-up.
    folded = ArrayField(models.CharField(max_length=200), default=list, editable=False)

    class Meta:
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")
        ordering = ["words", "order", "pk"]
        indexes = [GinIndex(fields=["folded"], name="search_promoted")]

    def __str__(self) -> str:
        """Return the words."""
        return self.words

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the words in the form in which searches are compared."""
        self.folded = list(dict.fromkeys(filter(None, map(folded, self.words.split(",")))))
        super().save(*args, **kwargs)


class Demand(models.Model):
    """How often something was looked for on one day, and how often in vain; nothing of by whom."""

    day = models.DateField(_("day"))
    text = models.CharField(pgettext_lazy("search", "looked for"), max_length=80)
    language = models.CharField(_("language"), max_length=12, blank=True)
    searches = models.PositiveIntegerField(_("searches"), default=0)
    in_vain = models.PositiveIntegerField(_("without a result"), default=0)

    class Meta:
        verbose_name = _("count of searches")
        verbose_name_plural = _("counts of searches")
        constraints = [
            models.UniqueConstraint(fields=["text", "day", "language"], name="search_one_demand")
        ]
        indexes = [models.Index(fields=["day"], name="search_demand_day")]

    def __str__(self) -> str:
        """Return what was looked for."""
        return self.text
