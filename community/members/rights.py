"""Data rights: what each room holds about a person, how it is handed out and how it is erased.

Every model that points at a person or holds an address is registered, in the ``personal_data``
module of its room; a test fails when one is not. The same classes say in words why the data are
held: the public page on privacy is made of them.
Source: Regulation (EU) 2016/679, Articles 13, 15, 17, 20 and 30.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeVar

from allauth.account.models import EmailAddress
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from outbox.sealing import sealed_address

if TYPE_CHECKING:
    from django.core.files import File
    from django_stubs_ext import StrOrPromise


class Basis(models.TextChoices):
    """What allows the site to hold data. Source: Regulation (EU) 2016/679, Article 6(1)."""

    CONSENT = "a", _("your consent (Article 6(1)(a))")
    CONTRACT = "b", _("needed for what you asked us to do (Article 6(1)(b))")
    OBLIGATION = "c", _("a duty by law (Article 6(1)(c))")
    PUBLIC_TASK = "e", _("a task in the public interest (Article 6(1)(e))")
    INTEREST = "f", _("our legitimate interest (Article 6(1)(f))")


class PersonalData(ABC):
    """What one room holds about a person: an account (`user`), or a guest known by address only.

    `title`, `purpose`, `basis`, `kept` and `recipients` say it to the public; a test wants them.
    """

    section: ClassVar[str]  # the room's heading in the exported file
    title: ClassVar[StrOrPromise] = ""  # the same for people
    purpose: ClassVar[StrOrPromise] = ""  # what it is needed for
    basis: ClassVar[Basis | None] = None
    kept: ClassVar[StrOrPromise] = ""  # for how long
    recipients: ClassVar[StrOrPromise] = _("nobody outside this site")  # who else gets it

    @abstractmethod
    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
        """Return the person's rows as JSON values, dates as ISO 8601.

        Whoever may have many of them yields them one by one, from a cursor of the database.
        """

    def files(self, *, email: str, user: User | None) -> Iterable[tuple[str, File[bytes]]]:
        """Return the person's files, each with the name it gets in the copy."""
        return ()

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


def holdings() -> list[PersonalData]:
    """Return every holding once, in the order of registration."""
    return list(dict.fromkeys(_holdings.values()))


def further_addresses(user: User | None) -> list[str]:
    """Return the other proven addresses of an account, as a merge leaves them; never one unproven.

    What a guest did under such an address is the person's own as well.
    """
    if user is None:
        return []
    proven = EmailAddress.objects.filter(user=user, verified=True).exclude(email__iexact=user.email)
    return list(proven.order_by("pk").values_list("email", flat=True))


def told_by(
    holding: PersonalData, *, email: str, user: User | None, further: Sequence[str] = ()
) -> Iterable[dict[str, Any]]:
    """Yield a holding's rows about a person under all addresses, each once."""
    rows = holding.export(email=email, user=user)
    return _told_once(holding, rows, further) if further else rows


def _told_once(
    holding: PersonalData, rows: Iterable[dict[str, Any]], further: Sequence[str]
) -> Iterator[dict[str, Any]]:
    told = set[int]()
    for row in rows:
        told.add(hash(repr(row)))
        yield row
    for address in further:
        for row in holding.export(email=address, user=None):
            if hash(repr(row)) not in told:  # one that names the account has come already
                yield row


def export_person(*, email: str, user: User | None) -> dict[str, list[dict[str, Any]]]:
    """Return all that is held about a person, by section; for people of whom little is held.

    A copy for a member is written row by row, see `community.datarights`.
    """
    sections: dict[str, list[dict[str, Any]]] = {}
    further = further_addresses(user)
    for holding in holdings():
        rows = told_by(holding, email=email, user=user, further=further)
        sections.setdefault(holding.section, []).extend(rows)
    return sections


@transaction.atomic
def erase_person(*, email: str, user: User | None) -> None:
    """Erase a person from every room, under every address of theirs.

    The account itself is deleted by `actions.erase_member`.
    """
    further = further_addresses(user)
    for holding in holdings():
        for address in further:  # first, so that evidence is sealed under its own address
            holding.erase(email=address, user=None)
        holding.erase(email=email, user=user)


def erased_address(email: str) -> str:
    """Return what stands in place of an erased address: a keyed hash in the shape of an address.

    Whoever knows the address and the site's key can find the row again; nobody can read it off.
    """
    return sealed_address(email)
