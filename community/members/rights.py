"""Data rights: what each room holds about a person, how it is handed out and how it is erased.

Every model that points at a person or holds an address is registered, in the ``personal_data``
module of its room; a test fails when one is not. Source: Regulation (EU) 2016/679, Articles 15, 17
and 20.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, ClassVar, Final, TypeVar

from django.db import transaction
from django.utils.crypto import salted_hmac

from community.members.models import User


class PersonalData(ABC):
    """What one room holds about a person: an account (`user`), or a guest known by address only."""

    section: ClassVar[str]  # the room's heading in the exported file

    @abstractmethod
    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return the person's rows as JSON values, dates as ISO 8601."""

    @abstractmethod
    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the person's rows, or remove from them whatever tells who it was.

        It is called inside the transaction that erases the account, while the account still exists.
        """


T = TypeVar("T", bound=PersonalData)
_holdings: Final[dict[str, PersonalData]] = {}


def register_personal_data(*labels: str) -> Callable[[type[T]], type[T]]:
    """Return a class decorator that makes a class answer for the models named "app.Model"."""

    def register(holding: type[T]) -> type[T]:
        instance = holding()
        _holdings.update(dict.fromkeys((label.lower() for label in labels), instance))
        return holding

    return register


def registered_models() -> frozenset[str]:
    """Return the labels, in lower case, of all models that somebody answers for."""
    return frozenset(_holdings)


def export_person(*, email: str, user: User | None) -> dict[str, list[dict[str, Any]]]:
    """Return all that is held about a person, by section."""
    sections: dict[str, list[dict[str, Any]]] = {}
    for holding in _each():
        sections.setdefault(holding.section, []).extend(holding.export(email=email, user=user))
    return sections


@transaction.atomic
def erase_person(*, email: str, user: User | None) -> None:
    """Erase a person from every room; the account itself is deleted by `actions.erase_member`."""
    for holding in _each():
        holding.erase(email=email, user=user)


def erased_address(email: str) -> str:
    """Return what stands in place of an erased address: a keyed hash in the shape of an address.

    Whoever knows the address and the site's key can find the row again; nobody can read it off.
    """
    digest = salted_hmac("members.erased", email.strip().lower(), algorithm="sha256").hexdigest()
    return f"{digest}@erased.invalid"


def _each() -> list[PersonalData]:
    """Return every holding once, in the order of registration."""
    return list(dict.fromkeys(_holdings.values()))
