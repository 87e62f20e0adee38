"""Former members: what stands in the place of a name when its owner has gone.

What others wrote stays as it was, and so does that somebody answered them. A room keeps its rows
with the author set to nothing and shows `author_of`; where the author of a row of a library may not
be nothing, the row is handed to `former_member`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from community.members.models import User, profile_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import StrOrPromise

FORMER: Final = _("former member")
ADDRESS: Final = "former-member@erased.invalid"


@dataclass(frozen=True)
class Author:
    """How the author of something is shown; who has gone has neither handle nor picture."""

    name: StrOrPromise
    handle: str = ""
    is_former: bool = False


Tombstone: Final = Author(name=FORMER, is_former=True)


def author_of(user: Any) -> Author:
    """Return how an author is shown: None, and a closed account, as a former member."""
    if user is None or not user.is_active or not user.name:
        return Tombstone
    profile = profile_of(user)
    return Author(name=user.name, handle=profile.handle if profile else "")


def former_member() -> User:
    """Return the account that stands for all former members; nobody can sign in to it."""
    user, _created = User.objects.get_or_create(
        email=ADDRESS, defaults={"name": "Former member", "is_active": False, "password": "!"}
    )
    return user


def without_tombstone(people: QuerySet[User]) -> QuerySet[User]:
    """Return these people without the account that stands for former members."""
    return people.exclude(email=ADDRESS)


def is_tombstone(user: User) -> bool:
    """Return whether this is the account that stands for former members."""
    return user.email == ADDRESS
