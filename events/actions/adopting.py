"""Gives members what they registered for as guests, once they have proven the address."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Lower

from events.models.registration import Registration


@transaction.atomic
def adopt_guests(*, user_id: int | None = None) -> int:
    """Give guests' registrations to the accounts that have proven their addresses; return how many.

    Of one account, or of all. Where the account has a registration for the event already, the
    guest's one stays as it is: nobody sits on two seats by a change of address.
    """
    proven = EmailAddress.objects.filter(verified=True, user__is_active=True)
    if user_id is not None:
        proven = proven.filter(user=user_id)
    same = proven.annotate(small=Lower("email")).filter(small=OuterRef("small"))
    guests = Registration.objects.filter(user=None).annotate(small=Lower("email"))
    if user_id is not None:
        addresses = [email.lower() for email in proven.values_list("email", flat=True)]
        guests = guests.filter(small__in=addresses)
    found = guests.annotate(owner=Subquery(same.values("user")[:1])).exclude(owner=None)
    adopted = 0
    locked = found.select_for_update(of=("self",)).order_by("pk")
    owners = dict(locked.values_list("pk", "owner"))
    for guest in Registration.objects.filter(pk__in=owners).order_by("pk"):
        guest.user_id = owners[guest.pk]
        theirs = Registration.objects.active().filter(event=guest.event_id, user=guest.user_id)
        if not (guest.is_active and theirs.exists()):
            guest.save(update_fields=["user"])
            adopted += 1
    return adopted
