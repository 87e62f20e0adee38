"""What this room holds about a person; what the rooms below hold stands in `held_below`."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.core.files import File
from django.db.models import Q
from django.forms import model_to_dict
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from community.members import actions, held_below, photos
from community.members.models import (
    FIELDS,
    Affiliation,
    ConsentRecord,
    Organisation,
    Profile,
    User,
)
from community.members.retention import register_retention
from community.members.rights import Basis, PersonalData, erased_address, register_personal_data
from community.members.tombstones import is_tombstone

__all__ = ["held_below"]
UNCONFIRMED_DAYS: Final = 7


@register_personal_data(
    "members.User",
    "members.Profile",
    "members.FormerHandle",
    "account.EmailAddress",
    "wagtailusers.UserProfile",
)
class Account(PersonalData):
    """The account and the profile; both go with the account, by cascade."""

    section = "account"
    title = _("Account and profile")
    purpose = _(
        "To let you in, to show others what you chose to show them, and to count you, without your"
        " name, in the reports of the project."
    )
    basis = Basis.CONSENT
    kept = _(
        "until you delete the account; 7 days where the address was never proven, 24 months after"
        " the last sign-in"
    )
    recipients = _("those whom you chose for each field of your profile")

    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
        """Return one row for the account, with its profile and sign-in addresses."""
        if user is None:
            return []
        return [
            {
                "email": user.email,
                "name": user.name,
                "joined": user.date_joined.isoformat(),
                "last_sign_in": user.last_login.isoformat() if user.last_login else None,
                "roles": sorted(group.name for group in user.groups.all()),
                "sign_in_addresses": [
                    {"email": address.email, "proven": address.verified}
                    for address in EmailAddress.objects.filter(user=user)
                ],
                "profile": _told(getattr(user, "profile", None)),
                "desk_preferences": [
                    model_to_dict(one, exclude=["id", "user", "avatar"])
                    for one in UserProfile.objects.filter(user=user)
                ],
            }
        ]

    def files(self, *, email: str, user: User | None) -> Iterator[tuple[str, File[bytes]]]:
        """Yield the photograph."""
        for profile in Profile.objects.filter(user=user).exclude(photo=""):
            name = str(profile.photo.name)
            if profile.photo.storage.exists(name):
                yield f"photo.{name.rsplit('.', 1)[-1]}", profile.photo

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the photograph; the rest goes with the account.

        Raises:
            ValueError: this is the account in which all former members rest.
        """
        if user is None:
            return
        if is_tombstone(user):
            message = "The account of former members is nobody's."
            raise ValueError(message)
        for profile in Profile.objects.filter(user=user).exclude(photo=""):
            photos.delete_later(profile)


def _told(profile: Profile | None) -> dict[str, Any] | None:
    if profile is None:
        return None
    return {
        "handle": profile.handle,
        "photo": bool(profile.photo),
        "headline": profile.headline,
        "biography": profile.biography,
        "stakeholder_group": str(profile.stakeholder_group or ""),
        "organisation": profile.organisation,
        "role": profile.role,
        "country": str(profile.country or ""),
        "language": profile.language,
        "languages": list(profile.languages),
        "expertise": [str(term) for term in profile.expertise.all()],
        "interests": [str(term) for term in profile.interests.all()],
        "links": profile.links,
        "orcid": profile.orcid,
        "time_zone": profile.time_zone,
        "shown_to": {name: profile.audience_of(name).value for name in FIELDS},
        "in_the_directory": profile.is_listed,
        "accepts_contact": profile.accepts_contact,
        "trust": profile.get_trust_display(),
        "updated": profile.updated_at.isoformat(),
    }


@register_personal_data("members.Affiliation", "members.Organisation")
class Affiliations(PersonalData):
    """Where the person says to work, and the organisations that the person entered."""

    section = "organisations"
    title = _("Your organisation")
    purpose = _("To show where you work, and to know who may edit the page of an organisation.")
    basis = Basis.CONSENT
    kept = _("until you change it or delete the account")
    recipients = _("those whom you chose in your profile; stewards, who check it")

    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
        """Return the affiliation, then every organisation that the person entered."""
        if user is None:
            return []
        places = Affiliation.objects.filter(user=user).select_related("organisation")
        entered = Organisation.objects.filter(created_by=user)
        return [
            *(
                {
                    "organisation": place.organisation.name,
                    "vouched_for": place.state,
                    "may_edit": place.is_editor,
                    "since": place.created_at.isoformat(),
                }
                for place in places
            ),
            *(
                {"entered": one.name, "when": one.created_at.isoformat(), "text": one.description}
                for one in entered
            ),
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete what only this person said exists; a page that others share stays, released."""
        if user is None:
            return
        alone = Organisation.objects.filter(created_by=user, is_confirmed=False)
        alone.exclude(Q(affiliations__in=Affiliation.objects.exclude(user=user))).delete()


@register_personal_data("members.ConsentRecord")
class Consents(PersonalData):
    """What the person agreed to. The evidence stays, with a keyed hash in place of the address."""

    section = "consents"
    title = _("What you agreed to")
    purpose = _("To be able to show that you agreed, to what, and when you took it back.")
    basis = Basis.OBLIGATION
    kept = _("as evidence; when you leave, a code that cannot be read back replaces your address")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every record, newest first, with the words as they were shown."""
        for record in ConsentRecord.objects.of_person(email=email, user=user).iterator():
            yield {
                "purpose": record.purpose,
                "subject": record.subject,
                "given": record.is_given,
                "wording": record.wording,
                "version": record.wording_version,
                "language": record.language,
                "where": record.source,
                "how": record.method,
                "when": record.recorded_at.isoformat(),
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Put the hash in place of the address and let go of the account."""
        ConsentRecord.objects.of_person(email=email, user=user).update(
            email=erased_address(email), user=None
        )


@register_retention(
    "members.unconfirmed",
    title=_("Accounts whose address nobody proved"),
    reason=_("Nobody agreed to them: somebody else may have typed the address."),
    period=_("7 days"),
)
def erase_unconfirmed() -> int:
    """Erase the accounts whose address nobody proved; return how many."""
    return actions.erase_unconfirmed(older_than=timedelta(days=UNCONFIRMED_DAYS))


@register_retention(
    "members.sessions",
    title=_("Sessions that ran out"),
    reason=_("They open nothing any more."),
    period=_("2 weeks after the sign-in"),
)
def clear_sessions() -> int:
    """Delete the sessions that ran out; return how many."""
    return held_below.clear_sessions()
