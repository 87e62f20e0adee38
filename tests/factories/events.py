"""Events and registrations in any state, without mail."""

from datetime import timedelta

import factory
from django.utils import timezone
from wagtail.models import Page

from events.models import EventIndexPage, EventPage, Registration, State
from vocabulary.models import Scheme, Term


def index_page() -> EventIndexPage:
    """Return the list of events, made below the welcome page when it is missing."""
    found = EventIndexPage.objects.first()
    if found:
        return found
    welcome = Page.objects.filter(depth=2).first()
    return welcome.add_child(
        instance=EventIndexPage(
            title="Events",
            slug="events",
            headline="Meet",
            lede="Clinics and working days.",
            empty_text="The next event will stand here.",
        )
    )


class EventFactory(factory.django.DjangoModelFactory):
    """A live online clinic in ten days, by day, with three seats, open for registration."""

    class Meta:
        model = EventPage

    title = factory.Sequence(lambda n: f"Clinic {n}")
    slug = factory.Sequence(lambda n: f"clinic-{n}")
    summary = "Bring a draft, leave with the points to change."
    event_type = factory.LazyFunction(
        lambda: Term.objects.get_by_code(Scheme.EVENT_TYPE, "advice-clinic")
    )
    format = factory.LazyFunction(lambda: Term.objects.get_by_code(Scheme.EVENT_FORMAT, "online"))
    start = factory.LazyFunction(
        # At night no mail leaves: what is tested must not hang on the hour of the test.
        lambda: (timezone.now() + timedelta(days=10)).replace(
            hour=9, minute=0, second=0, microsecond=0
        )
    )
    end = factory.LazyAttribute(lambda event: event.start + timedelta(minutes=90))
    time_zone = "Europe/Brussels"
    online_url = "https://meet.example.org/secret-room"
    capacity = 3

    @classmethod
    def _create(cls, model, *args, **fields):
        event = model(*args, **fields)
        index_page().add_child(instance=event)
        return EventPage.objects.get(pk=event.pk)


class PastEventFactory(EventFactory):
    """An event that ended yesterday."""

    start = factory.LazyFunction(lambda: timezone.now() - timedelta(days=1, hours=2))


class RegistrationFactory(factory.django.DjangoModelFactory):
    """A confirmed guest."""

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    email = factory.Sequence(lambda n: f"guest{n}@example.org")
    name = factory.Sequence(lambda n: f"Guest {n} Example")
    state = State.CONFIRMED
    confirmed_at = factory.LazyFunction(timezone.now)


class HoldFactory(RegistrationFactory):
    """A guest who has a day to confirm."""

    state = State.PENDING
    confirmed_at = None
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=23))


class WaitingFactory(RegistrationFactory):
    """Somebody in the line."""

    state = State.WAITING
    confirmed_at = None
    waiting_since = factory.LazyFunction(timezone.now)


class OfferFactory(WaitingFactory):
    """Somebody to whom a seat is offered."""

    state = State.OFFERED
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=23))


class ApplicantFactory(RegistrationFactory):
    """Somebody on whom the organisers have to decide."""

    state = State.APPROVAL
    confirmed_at = None
