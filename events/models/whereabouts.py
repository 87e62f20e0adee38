"""Where an event happens: the room, the point on the map, the link to join and its hour."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.times import moment_text
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

MAP: Final = "https://www.openstreetmap.org/"
CLOSE: Final = 17  # how near the map is: a few streets
TOGETHER: Final = _("A point on the map has both a latitude and a longitude.")


class Placed(models.Model):
    """Something that happens in a room, on the web, or both."""

    venue = models.CharField(_("venue"), max_length=150, blank=True)
    address = models.CharField(_("street and number"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    country = term_field(Scheme.COUNTRY, null=True, blank=True, on_delete=models.PROTECT)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
        help_text=_("Such as 46.05108. Without it the map looks for the address."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
        help_text=_("Such as 14.50513."),
    )
    online_url = models.URLField(
        _("link to join"),
        blank=True,
        help_text=_("Shown to those who are registered only, and never on the public page."),
    )
    join_minutes = models.PositiveSmallIntegerField(
        _("minutes before the start from which the link is shown"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(24 * 60)],
        help_text=_(
            "Empty: at once, in the confirmation and the calendar entry. Otherwise the link stands"
            " only on the person's own page, from then on."
        ),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse half a point.

        Raises:
            ValidationError: a latitude without a longitude, or the other way round.
        """
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": TOGETHER})

    @property
    def map_url(self) -> str:
        """The place on OpenStreetMap, a plain link; empty where there is no address."""
        if self.latitude is not None and self.longitude is not None:
            point = {"mlat": self.latitude, "mlon": self.longitude}
            return f"{MAP}?{urlencode(point)}#map={CLOSE}/{self.latitude}/{self.longitude}"
        if not (self.address and self.city):
            return ""
        words = (self.address, self.city, self.country.label if self.country else "")
        return f"{MAP}search?{urlencode({'query': ', '.join(filter(None, words))})}"

    @property
    def geo_uri(self) -> str:
        """The point for the map of the reader's own device (RFC 5870); empty without one."""
        if self.latitude is None or self.longitude is None:
            return ""
        return f"geo:{self.latitude},{self.longitude}"

    @property
    def mailed_url(self) -> str:
        """The link to join, where it may go out before its hour; else nothing."""
        return self.online_url if self.join_minutes is None else ""

    @property
    def shown_url(self) -> str:
        """The link to join for somebody who is registered, as of this moment; perhaps not yet."""
        opens = self.joins_from
        return self.online_url if opens is None or opens <= timezone.now() else ""

    @property
    def joins_from_text(self) -> str:
        """That moment in words, by the clock of the event."""
        zone: str = self.time_zone  # type: ignore[attr-defined]  # of Scheduled
        return moment_text(self.joins_from, zone) if self.joins_from else ""

    @property
    def joins_from(self) -> datetime | None:
        """The moment from which the link is shown to those who are registered; None: at once."""
        if self.join_minutes is None:
            return None
        start: Any = self.start  # type: ignore[attr-defined]  # of Scheduled
        moment: datetime = start - timedelta(minutes=self.join_minutes)
        return moment
