"""What remains of an event when it is over: what came of it, what can be taken home, who came."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField

from events.blocks import Hosts, Materials
from pages.blocks import RUNNING


class Remaining(models.Model):
    """Something of which more is to be said afterwards, and those who stand behind it."""

    hosts = StreamField(
        Hosts(), verbose_name=_("hosts and partners"), blank=True, default=list, db_default=[]
    )
    series = models.ForeignKey(
        "events.Series",
        verbose_name=_("series"),
        on_delete=models.SET_NULL,
        related_name="events",
        null=True,
        blank=True,
        help_text=_("Events that belong together have a page that lists all their dates."),
    )
    results = RichTextField(
        _("what came of it"),
        features=RUNNING,
        blank=True,
        default="",
        db_default="",
        help_text=_("Shown on the page when the event is over."),
    )
    shows_numbers = models.BooleanField(
        _("show how many came"),
        default=False,
        db_default=False,
        help_text=_("Counted from the registrations when the event is over; never by name."),
    )
    materials: Any = StreamField(
        Materials(),
        verbose_name=_("materials and recordings"),
        blank=True,
        default=list,
        db_default=[],
        help_text=_("Shown as soon as they stand here, to those whom you choose."),
    )

    class Meta:
        abstract = True
