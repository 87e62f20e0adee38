"""People from a file: read and checked at once, brought in by the worker, parcel by parcel."""

import time
from datetime import datetime
from typing import Final

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.changes import spread
from community.members.models import Affiliation, Profile, User
from community.stewards.actions.mailing import write_to
from community.stewards.actions.noting import note
from community.stewards.columns import Checker, meaning_of
from community.stewards.models import Intake, IntakeRow, StewardAct
from community.stewards.reading import read_table
from community.stewards.refusals import Refused
from community.stewards.signals import intake_started
from outbox.models import Message, State

PARCEL: Final = 500  # accounts made in one transaction
# So many invitations may wait in the outbox at once: a sign-in code never queues behind thousands.
WAITING: Final = 200
Row = IntakeRow.State


@transaction.atomic
def take_in(*, content: bytes, file_name: str, by: User) -> Intake:
    """Return the file as rows, each checked; nobody is brought in yet, and the file is not kept.

    Raises:
        Refused: it is not a table of people that we can read.
    """
    heading, *lines = read_table(content, name=file_name)
    meanings = meaning_of(heading.cells)
    checker, seen = Checker(), set[str]()
    intake = Intake.objects.create(
        file_name=file_name[-200:],
        by=by,
        columns=[[*pair] for pair in zip(heading.cells, meanings, strict=True)],
    )
    rows = []
    for line in lines:
        told = {
            meaning: cell for meaning, cell in zip(meanings, line.cells, strict=False) if meaning
        }
        checked = checker.check(told)
        state = Row.FAULTY if checked.errors else Row.READY
        if checked.email in seen:
            state = Row.TWICE
        seen.add(checked.email)
        rows.append(
            IntakeRow(
                intake=intake,
                line=line.number,
                email=checked.email,
                data=checked.data,
                errors=checked.errors,
                state=state,
            )
        )
    IntakeRow.objects.bulk_create(rows, batch_size=2000)
    _mark_known(intake)
    _count(intake)
    return intake


@transaction.atomic
def start(*, intake: Intake, by: User, reason: str, language: str, invites: bool) -> None:
    """Let the worker bring in those rows that can be.

    Raises:
        Refused: it has been started, or nobody can be brought in.
    """
    row = Intake.objects.select_for_update().get(pk=intake.pk)
    if row.state != Intake.State.CHECKED:
        raise Refused(_("This file is being brought in already."))
    if not row.rows.ready().exists():
        raise Refused(_("There is nobody in this file who can be brought in."))
    row.state, row.language, row.sends_invitations = Intake.State.RUNNING, language, invites
    row.save()
    note(
        StewardAct.Deed.IMPORTED,
        by=by,
        reason=reason,
        details={"file": row.file_name, "intake": row.pk, "rows": row.counts},
    )
    transaction.on_commit(lambda: intake_started.send_robust(sender=Intake))


@transaction.atomic
def throw_away(*, intake: Intake) -> None:
    """Forget a file from which nobody has been brought in.

    Raises:
        Refused: it has been started.
    """
    row = Intake.objects.select_for_update().get(pk=intake.pk)
    if row.state != Intake.State.CHECKED:
        raise Refused(_("This file is being brought in already."))
    row.delete()


def work_off(*, seconds: float = 45) -> int:
    """Bring in and invite for about so long; return how many rows were dealt with.

    Whatever kills the worker takes at most one parcel back, whole; the next call goes on there.
    """
    until, done = time.monotonic() + seconds, 0
    for step in (create_parcel, invite_parcel):
        while time.monotonic() < until:
            count = step()
            if not count:
                break
            done += count
    close_finished()
    return done


@transaction.atomic
def create_parcel(*, limit: int = PARCEL) -> int:
    """Make the accounts of the next rows and return how many rows were dealt with."""
    waiting = IntakeRow.objects.ready().filter(intake__state=Intake.State.RUNNING)
    rows = list(
        waiting.select_for_update(skip_locked=True, of=("self",))
        .select_related("intake")
        .order_by("intake_id", "line")[:limit]
    )
    known = _known_addresses({row.email for row in rows})
    fresh = []
    for row in rows:
        if row.email in known:
            row.state = Row.KNOWN
        else:
            known.add(row.email)
            fresh.append(row)
    try:
        with transaction.atomic():
            _create(fresh)
    except IntegrityError:  # somebody has just signed up with one of these addresses
        for row in fresh:
            _create_alone(row)
    IntakeRow.objects.bulk_update(rows, ["state", "user"])
    spread([row.user_id for row in rows if row.user_id])
    return len(rows)


def _create_alone(row: IntakeRow) -> None:
    try:
        with transaction.atomic():
            _create([row])
    except IntegrityError:
        row.state, row.user = Row.KNOWN, None


def _create(rows: list[IntakeRow]) -> None:
    """Make accounts, without consent and with addresses yet to be proven: at the first sign-in."""
    people = [User(email=row.email, name=row.data["name"]) for row in rows]
    for person in people:
        person.set_unusable_password()
    User.objects.bulk_create(people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=one, email=one.email, primary=True) for one in people
    )
    pairs = list(zip(rows, people, strict=True))
    Profile.objects.bulk_create(_profile(row, person) for row, person in pairs)
    Affiliation.objects.bulk_create(
        _affiliation(row, person) for row, person in pairs if "organisation_id" in row.data
    )
    for row, person in pairs:
        row.user, row.state = person, Row.CREATED


def _profile(row: IntakeRow, person: User) -> Profile:
    told = row.data
    return Profile(
        user=person,
        stakeholder_group_id=told.get("group"),
        country_id=told.get("country"),
        organisation=told["organisation"],
        role=told["role"],
        language=told.get("language") or row.intake.language,
    )


def _affiliation(row: IntakeRow, person: User) -> Affiliation:
    """Return the place that the steward's file names; a mere domain is the person's to prove."""
    is_vouched = row.data["by"] == "name"
    return Affiliation(
        user=person,
        organisation_id=row.data["organisation_id"],
        state=Affiliation.State.BY_STEWARD if is_vouched else Affiliation.State.CLAIMED,
        confirmed_by_id=row.intake.by_id if is_vouched else None,
        confirmed_at=timezone.now() if is_vouched else None,
    )


@transaction.atomic
def invite_parcel(*, limit: int = WAITING) -> int:
    """Post invitations, as long as few of them wait in the outbox; return how many were posted."""
    waiting = Message.objects.with_state(State.QUEUED, State.CLAIMED, State.SENDING)
    room = limit - waiting.filter(kind="stewards/invitation").count()
    if room <= 0:
        return 0
    rows = list(
        IntakeRow.objects.uninvited()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("intake__by", "user__profile")
        .order_by("intake_id", "line")[: min(room, 50)]
    )
    for row in rows:
        if row.user is not None and row.user.is_active and row.user.last_login is None:
            inviter = row.intake.by.name if row.intake.by else ""
            write_to(row.user, "invitation", inviter=inviter)
    IntakeRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=Row.INVITED)
    return len(rows)


@transaction.atomic
def close_finished() -> int:
    """Close the files of which nothing is left to do; return how many."""
    closed = 0
    running = Intake.objects.select_for_update(skip_locked=True).filter(state=Intake.State.RUNNING)
    for intake in running:
        _count(intake)
        rows = IntakeRow.objects.filter(intake=intake)
        if not rows.ready().exists() and not rows.uninvited().exists():
            intake.state, intake.ended_at = Intake.State.DONE, timezone.now()
            intake.save(update_fields=["state", "ended_at"])
            closed += 1
    return closed


@transaction.atomic
def forget(*, before: datetime) -> int:
    """Forget the lines of files that came before a moment; how many were brought in stays."""
    old = Intake.objects.filter(created_at__lt=before)
    old.filter(state=Intake.State.CHECKED).delete()
    lines = IntakeRow.objects.filter(intake__in=old.filter(state=Intake.State.DONE))
    return lines.delete()[0]


def _mark_known(intake: Intake) -> None:
    rows = IntakeRow.objects.filter(intake=intake)
    addresses = set(rows.ready().values_list("email", flat=True))
    rows.ready().filter(email__in=_known_addresses(addresses)).update(state=Row.KNOWN)


def _known_addresses(addresses: set[str]) -> set[str]:
    """Return those that open an account already, as its own address or as a further one."""
    accounts = User.objects.filter(email__in=addresses).values_list("email", flat=True)
    further = EmailAddress.objects.filter(email__in=addresses).values_list("email", flat=True)
    return {*accounts, *further}


def _count(intake: Intake) -> None:
    intake.counts = IntakeRow.objects.filter(intake=intake).counted()
    intake.save(update_fields=["counts"])
