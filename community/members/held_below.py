"""What the rooms below this one, and the libraries, hold about a person; they cannot answer."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry

from community.members.models import User
from community.members.retention import in_days, register_retention
from community.members.rights import Basis, PersonalData, erased_address, register_personal_data
from community.members.tombstones import former_member
from outbox.models import Message, MessageQuerySet, State, Suppression
from outbox.tasks import forget_old_bodies
from pages.actions import withdraw_person
from pages.models import Person, Submission
from pages.tasks import forget_forms

TOLD_OF_MAIL: Final = (
    *("to_address", "subject", "text", "kind", "created_at", "sent_at", "state"),
)

MAILS_AT_ONCE: Final = 200  # each may be long, and a member may have had thousands

NOT_SENT: Final[dict[str, Any]] = {
    "state": State.SKIPPED,
    "claimed_by": None,
    "claimed_until": None,
}


@register_personal_data("outbox.Message")
class Mail(PersonalData):
    """Mail that was written to the person."""

    section = "mail"
    title = _("Mail to you")
    purpose = _("To deliver the mail, and to find out why one did not arrive.")
    basis = Basis.CONTRACT
    kept = _("the text 90 days; that a mail was sent, until you leave")
    recipients = _("the mail servers on the way to your mailbox")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every mail with its text; codes that opened the account are left out."""
        private = tuple(settings.OUTBOX_PRIVATE_KINDS)
        mails = self._of(email, user).values_list(*TOLD_OF_MAIL)
        rows = mails.iterator(chunk_size=MAILS_AT_ONCE)
        for address, subject, text, kind, written, sent, state in rows:
            yield {
                "to": address,
                "subject": subject,
                "text": "" if kind.startswith(private) else text,
                "written": written.isoformat(),
                "sent": sent.isoformat() if sent else None,
                "state": state,
            }

    def erase(self, *, email: str, user: User | None) -> None:
        """Keep that a mail was written and what became of it; forget to whom and what it said.

        What has not left yet does not leave any more. The same holds for what others were written
        in the person's name: an answer would go to the person.
        """
        in_their_name = Message.objects.filter(reply_to__icontains=email)
        in_their_name.with_state(State.QUEUED, State.CLAIMED).update(
            reason=gettext("The sender has been erased."), **NOT_SENT
        )
        in_their_name.update(reply_to="", **self._blank())
        mails = self._of(email, user)
        mails.with_state(State.QUEUED, State.CLAIMED).update(
            reason=gettext("The recipient has been erased."), **NOT_SENT
        )
        mails.update(
            to_address=erased_address(email),
            to_name="",
            recipient=None,
            is_for_account=True,  # a mail that comes back from the wire is then not tried again
            **self._blank(),
        )

    @staticmethod
    def _blank() -> dict[str, Any]:
        empty: dict[str, Any] = dict.fromkeys(("subject", "text", "html", "server_reply"), "")
        return {**empty, "calendar": None, "headers": {}, "forgotten_at": timezone.now()}

    @staticmethod
    def _of(email: str, user: User | None) -> MessageQuerySet:
        mine = Q(to_address__iexact=email)
        return Message.objects.filter(mine | Q(recipient=user) if user else mine)


@register_personal_data("outbox.Suppression")
class Suppressions(PersonalData):
    """That an address wants no mail. It outlives the account: else the next letter would go out."""

    section = "suppressed addresses"
    title = _("Addresses that get no mail")
    purpose = _("To write no more to an address that does not exist or whose owner said no.")
    basis = Basis.OBLIGATION
    kept = _("for good; when you leave, as a code that cannot be read back")

    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
        """Return the entry, if there is one."""
        return [
            {"address": email, "reason": one.reason, "since": one.created_at.isoformat()}
            for one in Suppression.objects.of(email)
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Keep the person's own wish, with the hash in place of the address."""
        sealed = erased_address(email)
        mine = Suppression.objects.of(email)
        if mine.filter(address=sealed).exists():
            mine.exclude(address=sealed).delete()
        mine.update(address=sealed)


@register_personal_data("pages.Submission")
class FilledForms(PersonalData):
    """What the person wrote into forms of the portal.

    A form is found by the address that was asked for, or by that address in any of its answers.
    """

    section = "filled forms"
    title = _("Forms you filled in")
    purpose = _("To answer you.")
    basis = Basis.CONTRACT
    kept = _("as long as the page of the form says, then deleted")
    recipients = _("the people who look after the form")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every filled form with all its answers."""
        for form in self._of(email).select_related("page").iterator():
            yield {
                "form": form.page.title,
                "sent": form.submit_time.isoformat(),
                "answers": form.form_data,
                "deleted_on": form.delete_on.isoformat(),
            }

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
    title = _("People of the project")
    purpose = _("To show who works for the project, with their consent.")
    basis = Basis.CONSENT
    kept = _("until you take it back")
    recipients = _("everybody: the page is public")

    def export(self, *, email: str, user: User | None) -> Iterable[dict[str, Any]]:
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


@register_personal_data("wagtailcore.Comment", "wagtailcore.CommentReply")
class Comments(PersonalData):
    """What the person said beside drafts. It stays, under "former member": others answered it."""

    section = "comments"
    title = _("Comments beside drafts")
    purpose = _("To work on pages together.")
    basis = Basis.CONTRACT
    kept = _("as long as the page; without your name when you leave")
    recipients = _("those who edit the page")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every comment and every answer."""
        if user is None:
            return
        for model in (Comment, CommentReply):
            for row in model.objects.filter(user=user).iterator():
                yield {"text": row.text, "written": row.created_at.isoformat()}

    def erase(self, *, email: str, user: User | None) -> None:
        """Hand them to the former member; the library would delete them, and the answers too."""
        if user is None:
            return
        for model in (Comment, CommentReply):
            mine = model.objects.filter(user=user)
            if mine.exists():
                mine.update(user=former_member())


@register_personal_data("wagtailcore.PageLogEntry", "wagtailcore.ModelLogEntry")
class DeskLog(PersonalData):
    """What the person did at the desk. The history of a page stays; it forgets who."""

    section = "desk log"
    title = _("What you did at the desk")
    purpose = _("To show how a page came about, and to find mistakes.")
    basis = Basis.INTEREST
    kept = _("as long as the page; without your name when you leave")
    recipients = _("those who edit the page")

    def export(self, *, email: str, user: User | None) -> Iterator[dict[str, Any]]:
        """Yield every entry."""
        if user is None:
            return
        for model in (PageLogEntry, ModelLogEntry):
            rows = model.objects.filter(user=user).values_list("action", "label", "timestamp")
            for action, label, when in rows.iterator():
                yield {"deed": action, "to": label, "when": when.isoformat()}

    def erase(self, *, email: str, user: User | None) -> None:
        """Take the name out of entries about the account; hand those of the person on."""
        if user is None:
            return
        ModelLogEntry.objects.for_instance(user).update(label=gettext("erased person"), data={})
        for model in (PageLogEntry, ModelLogEntry):
            mine = model.objects.filter(user=user)
            if mine.exists():
                mine.update(user=former_member())


def delete_file_later(storage: Storage, name: str) -> None:
    """Delete a file once the transaction is committed."""
    transaction.on_commit(partial(storage.delete, name), robust=True)


def clear_sessions() -> int:
    """Delete the sessions that ran out; return how many."""
    gone, _models = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return gone


register_retention(
    "outbox.bodies",
    title=_("What a mail said"),
    reason=_("Needed only to find out why a mail did not arrive."),
    period=in_days(settings.OUTBOX_KEEP_BODIES_DAYS),
)(forget_old_bodies)

register_retention(
    "pages.forms",
    title=_("Filled forms"),
    reason=_("Each form says how long it keeps what was written into it."),
    period=_("as each form says"),
)(forget_forms)
