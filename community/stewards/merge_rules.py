"""What becomes of two rows of the rooms below of which one person can only have one."""

from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db.models import QuerySet

from community.members.models import Affiliation, User, profile_of
from community.stewards.pointers import Tally, merge_rule

TOLD: Final = (
    *("photo", "headline", "biography", "stakeholder_group", "organisation", "role"),
    *("country", "languages", "links", "orcid", "time_zone", "welcomed_at"),
)
# What says something about a field goes where that field goes.
BESIDE: Final = {"biography": "biography_html", "orcid": "orcid_verified_at"}
STRENGTH: Final = {
    Affiliation.State.CLAIMED: 0,
    Affiliation.State.BY_DOMAIN: 1,
    Affiliation.State.BY_STEWARD: 2,
}


@merge_rule("account.EmailAddress")
def keep_addresses(staying: User, going: User, tally: Tally) -> None:
    """Both addresses open the account from now on; mail goes to the one of who stays."""
    EmailAddress.objects.filter(user=going).update(primary=False)


@merge_rule("members.Profile")
def fill_profile(staying: User, going: User, tally: Tally) -> None:
    """Fill what the staying profile leaves empty; what it says, and to whom, stays."""
    kept, other = profile_of(staying), profile_of(going)
    if kept is None or other is None:
        return
    for name in TOLD:
        if not getattr(kept, name):
            for part in filter(None, (name, BESIDE.get(name))):
                setattr(kept, part, getattr(other, part))
    handle, other.handle = other.handle, ""
    other.save(update_fields=["handle"])
    kept.handle = kept.handle or handle
    kept.save()
    for name in ("expertise", "interests"):
        getattr(kept, name).add(*getattr(other, name).all())
    other.delete()
    tally.joined += 1


@merge_rule("members.Affiliation")
def keep_the_stronger(staying: User, going: User, tally: Tally) -> None:
    """Keep the affiliation for which more than the person's own word stands."""
    rows = {row.user_id: row for row in Affiliation.objects.filter(user__in=(staying, going))}
    kept, other = rows.get(staying.pk), rows.get(going.pk)
    if kept is None or other is None:
        return
    weaker = kept if _strength(other) > _strength(kept) else other
    weaker.delete()
    tally.dropped += 1


@merge_rule("mfa.Authenticator", "usersessions.UserSession", "wagtailcore.APIToken")
def drop_keys(staying: Any, going: Any, tally: Tally) -> None:
    """Drop what opens the going account: it was made for that account and opens no other."""
    tally.dropped += QuerySet(tally.model).filter(user=going).delete()[0]


@merge_rule("directory.Entry")
def drop_entries(staying: Any, going: Any, tally: Tally) -> None:
    """Drop the rows of the directory: those of who stays are written anew."""
    QuerySet(tally.model).filter(user=going).delete()


def _strength(row: Affiliation) -> int:
    return STRENGTH[Affiliation.State(row.state)]
