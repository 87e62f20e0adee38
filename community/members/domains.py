"""Which organisation an e-mail address belongs to, by its domain."""

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Final

from allauth.account.models import EmailAddress
from publicsuffixlist import PublicSuffixList

from community.members.models import Organisation, OrganisationQuerySet, User

LONGEST: Final = 253
DATA: Final = Path(__file__).parent / "data"
# Where anybody gets an address: it proves nothing about who somebody works for.
FREEMAIL: Final = frozenset((DATA / "freemail.txt").read_text("utf-8").split())


def domain_of(email: str) -> str:
    """Return the domain of an address in small ASCII letters (IDNA, RFC 3490); empty for none.

    What had to be folded to become a domain (full-width letters, ideographic stops) is none either.
    """
    name = email.rpartition("@")[2].strip().lower()
    if "." not in name or len(name) > LONGEST or name.endswith("."):
        return ""
    try:
        encoded = name.encode("idna")
        is_exact = name.isascii() or encoded.decode("idna") == name
    except UnicodeError:
        return ""
    return encoded.decode("ascii") if is_exact else ""


def is_shared(domain: str) -> bool:
    """Return whether a domain belongs to many: a public suffix, or a provider of free mail.

    Source: the Public Suffix List, as the library brings it along; nothing is fetched.
    """
    labels = domain.split(".")
    above = {".".join(labels[place:]) for place in range(len(labels) - 1)}
    return len(labels) < 2 or bool(above & FREEMAIL) or _suffixes().is_public(domain)


def covers(domain: str, of_address: str) -> bool:
    """Return whether an organisation's domain covers that of an address: it, or one below it.

    `cs.example.org` stands below `example.org`, `notexample.org` does not.
    """
    domain = domain_of(domain)
    is_within = of_address == domain or of_address.endswith(f".{domain}")
    return bool(domain) and is_within and not is_shared(domain) and not is_shared(of_address)


def proven_domains_of(ids: Collection[int]) -> dict[int, list[str]]:
    """Return the domains of the addresses that each of some people has proven (one query)."""
    proven = EmailAddress.objects.filter(user__in=ids, verified=True)
    domains: dict[int, list[str]] = {}
    for owner, email in proven.values_list("user_id", "email"):
        domains.setdefault(owner, []).append(domain_of(email))
    return domains


def is_proven(user: User, organisation: Organisation) -> bool:
    """Return whether a proven address shows that somebody belongs to a confirmed organisation."""
    return proves(proven_domains_of([user.pk]).get(user.pk, []), organisation)


def proves(domains: Collection[str], organisation: Organisation) -> bool:
    """Return whether an address in one of these domains belongs to a confirmed organisation."""
    if not organisation.is_confirmed or organisation.merged_into_id:
        return False
    return any(covers(ours, one) for ours in organisation.domains for one in domains)


def address_proves(address: str, organisation: Organisation) -> bool:
    """Return whether whoever reads mail at an address belongs to a confirmed organisation."""
    return proves([domain_of(address)], organisation)


def organisations_of(user: User) -> OrganisationQuerySet:
    """Return the confirmed organisations that somebody's proven addresses belong to."""
    proven = proven_domains_of([user.pk]).get(user.pk, [])
    wanted = {above for domain in proven for above in _own_and_above(domain)}
    listed: OrganisationQuerySet = Organisation.objects.listed()
    return listed.filter(domains__overlap=sorted(wanted)).order_by("name", "pk")


def _own_and_above(domain: str) -> list[str]:
    """Return a domain and those above it, without what many share."""
    if not domain or is_shared(domain):
        return []
    labels = domain.split(".")
    every = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return [one for one in every if not is_shared(one)]


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
