"""Who gets an issue: the confirmed readers of its newsletter, each in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from newsletters.models import Delivery, IssuePage, Subscription

if TYPE_CHECKING:
    from newsletters.models.subscription import SubscriptionQuerySet


def audience_of(issue: IssuePage) -> SubscriptionQuerySet:
    """Return the subscriptions that get this issue in its language.

    The issue in the newsletter's main language also goes to those who read in a language into which
    it is not translated. Whoever has the issue already, in any language, is left out.
    """
    newsletter = issue.newsletter
    readers: SubscriptionQuerySet = Subscription.objects.confirmed().filter(newsletter=newsletter)
    if issue.language == newsletter.language:
        translations = issue.get_translations().live()
        readers = readers.exclude(
            language__in=list(translations.values_list("locale__language_code", flat=True))
        )
    else:
        readers = readers.filter(language=issue.language)
    had = Delivery.objects.filter(
        issue_key=issue.translation_key, fingerprint=OuterRef("fingerprint")
    )
    return readers.exclude(Exists(had))
