"""Which addresses prove that somebody belongs to an organisation, and which only look so."""

import pytest

from community.members.domains import address_proves, covers, domain_of, is_shared
from community.members.models import Organisation


def works_at(*domains: str) -> Organisation:
    return Organisation(name="Kiln Works", domains=list(domains), is_confirmed=True)


@pytest.mark.parametrize(
    "address",
    [
        "bob@kiln.example.org",
        "BOB@KILN.EXAMPLE.ORG",
        "bob@lab.kiln.example.org",
        "bob@deep.lab.kiln.example.org",
        '"bob@evil.example.com"@kiln.example.org',
    ],
)
def test_an_address_at_the_domain_or_below_it_address_proves(address):
    assert address_proves(address, works_at("other.example", "kiln.example.org"))


@pytest.mark.parametrize(
    "address",
    [
        "bob@evilkiln.example.org",  # ends alike, is another name
        "bob@kiln.example.org.evil.example",  # begins alike
        "bob@kiln.example.org@evil.example",
        "bob@example.org",  # above it
        "bob@kiln-example.org",
        "bob@kiln.example.0rg",
        "bob@ki1n.example.org",
        "bob@k\u0456ln.example.org",  # a Cyrillic i
        "bob@xn--kln-8cd.example.org",  # the same in the letters of the wire
        "bob@\uff4biln.example.org",  # a full-width k, which folds to the plain one
        "bob@kiln\u3002example\u3002org",  # ideographic full stops, which fold to plain ones
        "bob@kiln.example.org.",
        "bob@ki\u00adln.example.org",  # a soft hyphen, which folds to nothing
        "bob@ki\u200bln.example.org",
        "bob@",
        "kiln.example.org.evil",
        "",
    ],
)
def test_what_only_looks_like_the_domain_proves_nothing(address):
    assert not address_proves(address, works_at("kiln.example.org"))


def test_a_domain_with_accents_is_compared_as_the_wire_writes_it():
    wire = "brûlerie.example.org".encode("idna").decode()
    assert address_proves("anne@brûlerie.example.org", works_at(wire))
    assert address_proves(f"anne@{wire}", works_at(wire))
    assert not address_proves("anne@brulerie.example.org", works_at(wire))


@pytest.mark.parametrize("domain", ["gmail.com", "web.de", "yahoo.co.uk", "proton.me"])
def test_a_mailbox_that_anybody_can_open_proves_nothing(domain):
    assert is_shared(domain)
    assert not address_proves(f"bob@{domain}", works_at(domain))


@pytest.mark.parametrize("domain", ["co.uk", "ac.uk", "com.pl", "github.io", "eu.com", "org", "uk"])
def test_what_registries_give_out_to_strangers_proves_nothing(domain):
    assert is_shared(domain)
    assert not address_proves(f"bob@{domain}", works_at(domain))
    assert not address_proves(f"bob@somebody.{domain}", works_at(domain))


def test_below_a_public_suffix_a_domain_is_somebody_s_own():
    assert address_proves("bob@mail.kiln.co.uk", works_at("kiln.co.uk"))
    assert not address_proves("bob@other.co.uk", works_at("kiln.co.uk"))


def test_an_organisation_without_domains_is_proven_by_nothing():
    assert not address_proves("bob@kiln.example.org", works_at())
    assert not covers("", domain_of("bob@kiln.example.org"))
