"""Hits, figures and activities."""

import factory
from django.utils import timezone

from dissemination_metrics.days import local_day
from dissemination_metrics.models import (
    Activity,
    ActivityAudience,
    CountedDay,
    Figure,
    Hit,
    Measure,
)
from newsletters.models import Delivery, Edition, Subscription
from vocabulary.models import Scheme, Term


class HitFactory(factory.django.DjangoModelFactory):
    """A stranger reads page 1 now."""

    class Meta:
        model = Hit

    kind = Hit.Kind.PAGE
    item = 1
    path = "/one/"
    occurred_at = factory.LazyFunction(timezone.now)
    day = factory.LazyAttribute(lambda hit: local_day(hit.occurred_at))
    visitor = factory.Sequence(lambda number: f"{number:032x}")


class FigureFactory(factory.django.DjangoModelFactory):
    """Ten page reads today by people whose group nobody knows."""

    class Meta:
        model = Figure

    day = factory.LazyFunction(lambda: local_day(timezone.now()))
    measure = Measure.PAGE_READS
    subject = "1"
    value = 10


class CountedDayFactory(factory.django.DjangoModelFactory):
    """A day that was counted after its end."""

    class Meta:
        model = CountedDay

    is_closed = True
    robots_version = "2026-11-23"


class ActivityFactory(factory.django.DjangoModelFactory):
    """A press release of today."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Activity {number} (example)")
    type = factory.LazyFunction(
        lambda: Term.objects.get_by_code(Scheme.H2020_ACTIVITY, "press-release")
    )
    date = factory.LazyFunction(lambda: local_day(timezone.now()))

    @factory.post_generation
    def reached(self, create, persons, **_):
        """Take the persons reached by the code of their audience."""
        for code, number in (persons or {}).items():
            audience = Term.objects.get_by_code(Scheme.H2020_AUDIENCE, code)
            ActivityAudience.objects.create(activity=self, audience=audience, persons=number)


def group(code: str) -> Term:
    """Return a stakeholder group."""
    return Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, code)


def sent_edition(issue, *, language: str = "en", subject: str = "A letter", at=None) -> Edition:
    """Return an edition whose letters to all confirmed readers were accepted just now."""
    at = at or timezone.now()
    edition = Edition.objects.create(
        newsletter=issue.newsletter,
        issue=issue,
        issue_key=issue.translation_key,
        language=language,
        subject=subject,
        sender="INSPIRE <letter@news.example.org>",
        html="<p>Hello</p>",
        text="Hello",
        created_at=at,
    )
    readers = Subscription.objects.filter(language=language).confirmed()
    Delivery.objects.freeze(edition, readers)
    edition.deliveries.update(state=Delivery.State.ACCEPTED, settled_at=at)
    return edition
