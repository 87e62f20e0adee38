"""The newsletters that a newcomer is offered when they are welcomed."""

from community.members.models import User
from community.members.offers import Offer, Offers, register_offers
from newsletters.actions.subscribing import ListIsClosed, subscribe_member
from newsletters.models import Newsletter, Subscription


@register_offers
class Letters(Offers):
    """Every open newsletter that the person does not get."""

    name = "letters"

    def open_to(self, user: User) -> list[Offer]:
        """Return them, with the words that each list asks to agree to (two queries)."""
        mine = Subscription.objects.of_address(user.email)
        had = {row.newsletter_id for row in mine if row.is_confirmed}
        open_lists = Newsletter.objects.filter(is_open=True).order_by("pk")
        return [
            Offer(key=one.slug, title=one.title, wording=one.consent_wording)
            for one in open_lists
            if one.pk not in had
        ]

    def take(self, *, user: User, key: str, source: str) -> None:
        """Put the person on the list; one that has closed meanwhile is passed over."""
        newsletter = Newsletter.objects.filter(slug=key, is_open=True).first()
        if newsletter is None:
            return
        try:
            subscribe_member(newsletter=newsletter, user=user, source=source)
        except ListIsClosed:
            return
