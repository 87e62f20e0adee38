"""The way back: who proves the address of a closed account is led to where it can be opened."""

import time
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from community.datarights.models import Closure
from community.members.leaving import WayBack
from community.members.models import User

PROVEN: Final = "datarights.returning"
SECONDS: Final = 900


def find(email: str) -> User | None:
    """Return the closed account of an address, while it may still be opened again."""
    rows = Closure.objects.with_way_back(timezone.now()).select_related("user")
    closure = rows.filter(user__email__iexact=email.strip()).first()
    return closure.user if closure else None


def lead(request: HttpRequest, user: User) -> HttpResponse | None:
    """Keep in the session whose address was proven, and lead to the page that asks."""
    if not Closure.objects.with_way_back(timezone.now()).filter(user=user).exists():
        return None
    request.session.cycle_key()
    request.session[PROVEN] = {"user": user.pk, "at": time.time()}
    return redirect("datarights:come_back")


def returning(request: HttpRequest) -> Closure | None:
    """Return the closure of the account whose owner has just proven the address."""
    kept = request.session.get(PROVEN)
    if not kept or time.time() - kept["at"] > SECONDS:
        return None
    rows = Closure.objects.with_way_back(timezone.now()).select_related("user")
    return rows.filter(user_id=kept["user"]).first()


WAY: Final = WayBack(find=find, lead=lead)
