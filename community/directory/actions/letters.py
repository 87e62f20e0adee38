"""Write to another member without telling either address, and complain about what came."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from community.directory.models import Letter
from community.directory.powers import allowance_of, may_write
from community.directory.refusals import NotWanted, NotYours, TooMany
from community.members.models import Profile, Trust, User
from outbox.actions import post

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
# Letters that one member may write: in an hour, and to the same person in a day. How many in a day
# stands in `members.trust`.
WRITTEN_AN_HOUR: Final = 5
TO_ONE_A_DAY: Final = 2
# Letters that one member gets in a day, whoever writes.
GOT_A_DAY: Final = 10
ANSWERED_FOR: Final = timedelta(days=90)  # so long may a letter be answered
KEPT_DAYS: Final = 90
FOLDER: Final = "directory/email/"


@transaction.atomic
def write(
    *, sender: User, recipient: User, subject: str, text: str, shares_address: bool = False
) -> Letter:
    """Return a letter that is on its way; the sender's address is told only when they say so.

    Raises:
        NotYours: the sender is not known well enough yet and was not asked, or is the recipient.
        NotWanted: the recipient takes no letters, and got none from the sender to answer to.
        TooMany: a limit of the hour or the day is reached, of either of them.
    """
    now = timezone.now()
    profiles = _locked(sender, recipient)
    target = profiles.get(recipient.pk)
    if sender.pk == recipient.pk or not (may_write(sender) or is_asked(sender, by=recipient)):
        raise NotYours
    if target is None or not takes_letters(target, sender):
        raise NotWanted
    _guard_number(sender, recipient, now)
    letter = Letter.objects.create(
        sender=sender,
        recipient=recipient,
        subject=subject,
        text=text,
        shares_address=shares_address,
        written_at=now,
    )
    _post(letter, target.language)
    return letter


def takes_letters(target: Profile, sender: User) -> bool:
    """Return whether somebody wants letters from a sender: from all, or to hear the answer."""
    if not target.user.is_active:
        return False
    return target.accepts_contact or is_asked(sender, by=target.user)


def is_asked(person: User, *, by: User) -> bool:
    """Return whether somebody wrote to a person not long ago, and so hopes for an answer."""
    letters = Letter.objects.of_pair(sender_id=by.pk, recipient_id=person.pk)
    return letters.since(timezone.now() - ANSWERED_FOR).exists()


@transaction.atomic
def report(*, letter: Letter, by: User, complaint: str) -> None:
    """Note that a letter should not have been written; stewards see it, the sender does not.

    A second complaint about the same letter changes nothing.

    Raises:
        NotYours: only who got the letter may complain.
    """
    if letter.recipient_id != by.pk:
        raise NotYours
    Letter.objects.filter(pk=letter.pk, reported_at=None).update(
        reported_at=timezone.now(), complaint=complaint
    )


@transaction.atomic
def forget_letters(*, days: int = KEPT_DAYS) -> int:
    """Delete letters of that age that nobody complained about; return how many."""
    old = Letter.objects.filter(written_at__lt=timezone.now() - timedelta(days=days))
    return old.filter(reported_at=None).delete()[0]


def may_use_links(sender: User) -> bool:
    """Return whether a letter may carry web addresses: not before its sender is trusted."""
    profile = getattr(sender, "profile", None)
    return bool(sender.is_superuser or (profile and profile.trust >= Trust.TRUSTED))


def _locked(sender: User, recipient: User) -> dict[int, Profile]:
    """Return both profiles, locked in a steady order: letters of one person are counted in turn."""
    profiles = Profile.objects.select_for_update(of=("self",)).select_related("user")
    both = profiles.filter(user__in=[sender.pk, recipient.pk]).order_by("pk")
    return {profile.user_id: profile for profile in both}


def _guard_number(sender: User, recipient: User, now: datetime) -> None:
    mine = Letter.objects.filter(sender=sender)
    limits = (
        (mine.since(now - HOUR), WRITTEN_AN_HOUR),
        (mine.since(now - DAY), allowance_of(sender).letters),
        (mine.filter(recipient=recipient).since(now - DAY), TO_ONE_A_DAY),
        (Letter.objects.filter(recipient=recipient).since(now - DAY), GOT_A_DAY),
    )
    if any(letters.count() >= limit for letters, limit in limits):
        raise TooMany


def _post(letter: Letter, language: str) -> None:
    sender, recipient = letter.sender, letter.recipient
    handle = sender.profile.handle if sender else ""
    with override(language):
        person = reverse("directory:person", args=[handle])
        answer = reverse("directory:write", args=[handle])
        complain = reverse("directory:report", args=[letter.uuid])
    post(
        to=recipient.email,
        template=f"{FOLDER}letter",
        context={
            "letter": letter,
            "sender": sender.get_full_name() if sender else "",
            "sender_url": f"{settings.SITE_URL}{person}",
            "answer_url": f"{settings.SITE_URL}{answer}",
            "report_url": f"{settings.SITE_URL}{complain}",
        },
        language=language,
        recipient=recipient,
        reply_to=sender.email if sender and letter.shares_address else "",
    )
