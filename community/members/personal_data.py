"""What this room, and the rooms below it, hold about a person."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from community.members.models import ConsentRecord, Profile, User
from community.members.rights import PersonalData, erased_address, register_personal_data
from outbox.models import Message, MessageQuerySet, State, Suppression
from pages.actions import withdraw_person
from pages.models import Person, Submission


@register_personal_data(
    "members.User",
    "members.Profile",
    "members.Affiliation",
    "members.Organisation",
    "members.FormerHandle",
    "account.EmailAddress",
    "wagtailusers.UserProfile",
)
class Account(PersonalData):
    """The account and the profile; both go with the account, by cascade."""

    section = "account"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
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

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the name out of the desk's log; the rest goes with the account."""
        if user is not None:
            ModelLogEntry.objects.for_instance(user).update(label=_("erased person"))


def _told(profile: Profile | None) -> dict[str, Any] | None:
    if profile is None:
        return None
    return {
        "stakeholder_group": str(profile.stakeholder_group or ""),
        "organisation": profile.organisation,
        "country": str(profile.country or ""),
        "language": profile.language,
        "time_zone": profile.time_zone,
        "updated": profile.updated_at.isoformat(),
    }


@register_personal_data("members.ConsentRecord")
class Consents(PersonalData):
    """What the person agreed to. The evidence stays, with a keyed hash in place of the address."""

    section = "consents"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every record, newest first, with the words as they were shown."""
        return [
            {
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
            for record in ConsentRecord.objects.of_person(email=email, user=user)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Put the hash in place of the address and let go of the account."""
        ConsentRecord.objects.of_person(email=email, user=user).update(
            email=erased_address(email), user=None
        )


@register_personal_data("outbox.Message")
class Mail(PersonalData):
    """Mail that was written to the person."""

    section = "mail"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every mail with its text; codes that opened the account are left out."""
        return [
            {
                "to": mail.to_address,
                "subject": mail.subject,
                "text": "" if mail.is_private else mail.text,
                "written": mail.created_at.isoformat(),
                "sent": mail.sent_at.isoformat() if mail.sent_at else None,
                "state": mail.state,
            }
            for mail in self._of(email, user)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Keep that a mail was written and what became of it; forget to whom and what it said.

        What has not left yet does not leave any more.
        """
        mails = self._of(email, user)
        mails.with_state(State.QUEUED, State.CLAIMED).update(
            state=State.SKIPPED,
            reason=_("The recipient has been erased."),
            claimed_by=None,
            claimed_until=None,
        )
        mails.update(
            to_address=erased_address(email),
            to_name="",
            recipient=None,
            is_for_account=True,  # a mail that comes back from the wire is then not tried again
            subject="",
            text="",
            html="",
            calendar=None,
            headers={},
            server_reply="",
            forgotten_at=timezone.now(),
        )

    @staticmethod
    def _of(email: str, user: User | None) -> MessageQuerySet:
        mine = Q(to_address__iexact=email)
        return Message.objects.filter(mine | Q(recipient=user) if user else mine)


@register_personal_data("outbox.Suppression")
class Suppressions(PersonalData):
    """That an address wants no mail. It outlives the account: else the next letter would go out."""

    section = "suppressed addresses"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return the entry, if there is one."""
        return [
            {"address": one.address, "reason": one.reason, "since": one.created_at.isoformat()}
            for one in Suppression.objects.filter(address__iexact=email)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Leave the entry: it is the person's own wish, or says that the address is dead."""


@register_personal_data("pages.Submission")
class FilledForms(PersonalData):
    """What the person wrote into forms of the portal; its room lies below and cannot answer.

    A form is found by the address that was asked for, or by that address in any of its answers.
    """

    section = "filled forms"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every filled form with all its answers."""
        return [
            {
                "form": form.page.title,
                "sent": form.submit_time.isoformat(),
                "answers": form.form_data,
                "deleted_on": form.delete_on.isoformat(),
            }
            for form in self._of(email).select_related("page")
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the filled forms."""
        self._of(email).delete()

    @staticmethod
    def _of(email: str) -> QuerySet[Submission]:
        filled: QuerySet[Submission] = Submission.objects.filter(
            Q(email__iexact=email) | Q(form_data__icontains=f'"{email}"')
        )
        return filled


@register_personal_data("pages.Person")
class PublicPeople(PersonalData):
    """How the person stands in the public directory of the project, as somebody of a partner."""

    section = "public directory"

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return the entry with all that is shown."""
        return [
            {
                "name": person.name,
                "role": person.role,
                "orcid": person.orcid,
                "text": person.text,
                "email": person.email,
                "consent": person.consent_note,
                "shown": person.live,
            }
            for person in Person.objects.filter(email__iexact=email)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Delete the entry; a publication keeps the name that stands on its title page."""
        for person in Person.objects.filter(email__iexact=email):
            withdraw_person(person=person)
