"""Whom an event invited, for its reach."""

from collections.abc import Iterator

from django.db.models.functions import Coalesce

from events.invitations.models import Answer, Invitation
from events.models import EventPage
from events.reach.counting import Reached, register_invited
from events.reach.models import Stage


@register_invited
def invited_to(event: EventPage) -> Iterator[Reached]:
    """Yield those to whom an invitation went out, erased ones too; one query.

    What somebody told when they registered is known of them here as well.
    """
    sent = Invitation.objects.filter(event=event, sent_at__isnull=False)
    sent = sent.exclude(state=Answer.WITHDRAWN).order_by()
    group = Coalesce("registration__group__parent__code", "registration__group__code")
    rows = sent.annotate(told_group=group).values(
        *("email", "registration__user_id", "told_group", "registration__country__code")
    )
    for row in rows:
        yield Reached(
            email=row["email"],
            user_id=row["registration__user_id"],
            group=row["told_group"] or "",
            country=row["registration__country__code"] or "",
            stages=(Stage.INVITED,),
        )
