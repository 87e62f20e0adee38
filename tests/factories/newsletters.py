"""A newsletter, its archive with issues, and its readers."""

from typing import Any

import factory
from django.utils import timezone
from wagtail.models import Page

from newsletters.models import IssuePage, Newsletter, NewsletterIndexPage, Subscription
from tests.factories.pages import PageFactory, home_page, only


class NewsletterFactory(factory.django.DjangoModelFactory):
    """A letter in English."""

    class Meta:
        model = Newsletter

    slug = "letter"
    title = "INSPIRE letter"
    description = "One case, one tool, the dates to come."
    frequency_text = "Four times a year"
    from_name = "INSPIRE"
    from_address = "letter@news.example.org"
    consent_wording = "Send me the letter, four times a year."


class SubscriptionFactory(factory.django.DjangoModelFactory):
    """A reader who has confirmed."""

    class Meta:
        model = Subscription

    newsletter = factory.LazyFunction(
        lambda: Newsletter.objects.first() or NewsletterFactory.create()
    )
    email = factory.Sequence(lambda n: f"reader{n}@example.org")
    state = Subscription.State.CONFIRMED
    confirmed_at = factory.LazyFunction(timezone.now)
    wording = "Send me the letter, four times a year."
    wording_version = "1"
    wording_language = "en"


class IssuePageFactory(PageFactory):
    """A published issue that brings one text."""

    class Meta:
        model = IssuePage

    title = "A good question"
    subject = "A good question is half the partner"
    preheader = "Two versions of one need."
    intro = "<p>A grower asked the world.</p>"
    body = factory.LazyFunction(lambda: [("text", "<p>What the grower learnt.</p>")])
    closing = "<p>Write to us.</p>"

    @staticmethod
    def default_parent() -> Page:
        return archive()


def archive(**fields: Any) -> NewsletterIndexPage:
    """Return the only archive, made with its newsletter when there is none."""
    newsletter = Newsletter.objects.first() or NewsletterFactory.create()
    home_page()
    return only(NewsletterIndexPage, "Letters", slug="newsletter", newsletter=newsletter, **fields)


def item(page: Page, display: str = "auto", text: str = "") -> tuple[str, dict[str, Any]]:
    """Return a block of a letter that shows a page."""
    return "page", {"page": page, "display": display, "text": text}
