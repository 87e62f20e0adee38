"""What this room keeps: newsletters, subscriptions, issues, editions, deliveries."""

from newsletters.models.delivery import HELD, UNFINISHED, Delivery
from newsletters.models.edition import Edition, EditionIsFrozen
from newsletters.models.issue import IssuePage, NewsletterIndexPage
from newsletters.models.newsletter import Newsletter
from newsletters.models.subscription import Subscription, Suppression

__all__ = [
    "HELD",
    "UNFINISHED",
    "Delivery",
    "Edition",
    "EditionIsFrozen",
    "IssuePage",
    "Newsletter",
    "NewsletterIndexPage",
    "Subscription",
    "Suppression",
]
