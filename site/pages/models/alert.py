"""The banner above every page: something that all visitors must know now."""

from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks as wagtail_blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Site

from lane.memory import keep
from lane.showing import SITE

KEPT_SECONDS: Final = 60
LENGTH: Final = 240


class InAnotherLanguage(wagtail_blocks.StructBlock):
    """The same words in one more language."""

    language = wagtail_blocks.ChoiceBlock(label=_("Language"), choices=settings.LANGUAGES)
    text = wagtail_blocks.CharBlock(label=_("Text"), max_length=LENGTH)

    class Meta:
        icon = "globe"
        label = _("Translation")


@register_setting(icon="warning")
class SiteAlert(BaseSiteSetting):
    """One banner a site; without words there is none."""

    class Level(models.TextChoices):
        """How much it matters."""

        NEWS = "news", _("Good to know")
        WARNING = "warning", _("Warning")
        URGENT = "urgent", _("Urgent")

    lane_scope = SITE
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.NEWS)
    text = models.CharField(
        _("text"),
        max_length=LENGTH,
        blank=True,
        help_text=_("One or two sentences in the language of the site. Empty: no banner."),
    )
    translations = StreamField(
        [("words", InAnotherLanguage())],
        verbose_name=_("in other languages"),
        blank=True,
        max_num=8,
        default=list,
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with more"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    starts = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Empty: at once.")
    )
    ends = models.DateTimeField(
        _("shown until"), null=True, blank=True, help_text=_("Empty: until you take it away.")
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("level"),
                FieldPanel("text"),
                FieldPanel("translations"),
                PageChooserPanel("page"),
            ],
            heading=_("What it says"),
        ),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")], heading=_("When")),
    ]

    class Meta:
        verbose_name = _("alert banner")

    def __str__(self) -> str:
        """Return the words."""
        return self.text

    def clean(self) -> None:
        """Refuse an end before the beginning, and two texts in one language."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.starts and self.ends and self.ends <= self.starts:
            errors["ends"] = _("The end comes after the beginning.")
        languages = [block.value["language"] for block in self.translations]
        if len(languages) != len(set(languages)):
            errors["translations"] = _("Give one text for each language.")
        if errors:
            raise ValidationError(errors)

    @classmethod
    def for_site(cls, site: Site) -> "SiteAlert":
        """Return the row of `site` with its page, from memory: every page asks."""
        return keep(_key(site.pk), lambda: cls._shared(site), SITE)

    @classmethod
    def _shared(cls, site: Site) -> "SiteAlert":
        """Return the row from the cache that all processes share."""
        kept: SiteAlert | None = cache.get(_key(site.pk))
        if kept is None:
            kept = cls.objects.select_related("page").filter(site=site).first() or cls(site=site)
            cache.set(_key(site.pk), kept, KEPT_SECONDS)
        return kept

    def save(self, *args: Any, **options: Any) -> None:
        """Save the row and let the cache forget it, now and once more when others can see it."""
        super().save(*args, **options)
        cache.delete(_key(self.site_id))
        transaction.on_commit(partial(cache.delete, _key(self.site_id)))

    @property
    def is_shown(self) -> bool:
        """Whether visitors see it now."""
        now = timezone.now()
        begun = self.starts is None or self.starts <= now
        return bool(self.text) and begun and (self.ends is None or now < self.ends)

    @property
    def seconds_to_turn(self) -> int | None:
        """How many seconds from now it comes or goes; None when it stays as it is."""
        now = timezone.now()
        ahead = [when for when in (self.starts, self.ends) if when and when > now]
        return max(1, int((min(ahead) - now).total_seconds())) if self.text and ahead else None

    def words(self) -> tuple[str, str]:
        """Return the words in the active language, else the site's, and the code of theirs."""
        active = get_language()
        for block in self.translations:
            if block.value["language"] == active:
                return block.value["text"], active
        return self.text, settings.LANGUAGE_CODE


def _key(site_id: int) -> str:
    return f"pages.alert.{site_id}"
