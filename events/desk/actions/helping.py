"""Who helps with an event: roles by address, and the way into the administration for them."""

from typing import TYPE_CHECKING, Final

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from community.members.models import User, mail_language
from events.desk.refusals import NotPossible
from events.models import EventPage, EventRole
from outbox.actions import post
from outbox.rendering import absolute_url

if TYPE_CHECKING:
    from django.utils.functional import Promise

HELPERS: Final = "Event helpers"
FOLDER: Final = "events/desk/email/"


@transaction.atomic
def give_role(*, event: EventPage, email: str, role: str, by: User) -> EventRole:
    """Return the role of the account that has this address, proven; the person is told by mail.

    One person has one role at an event: another replaces it. The same again changes nothing.

    Raises:
        NotPossible: nobody has such an account.
    """
    user = _account(email)
    if user is None:
        raise NotPossible(
            _("Nobody has an account with this address. Ask the person to sign up first.")
        )
    found = EventRole.objects.select_for_update().filter(event=event, user=user).first()
    if found and found.role == role:
        return found
    given = found or EventRole(event=event, user=user)
    given.role = role
    given.save()
    give_way_in(user)
    _tell(given, "role_given", by)
    log(instance=event, action="events.give_role", user=by, data={"role": role, "who": user.pk})
    return given


@transaction.atomic
def take_role(*, role: EventRole, by: User) -> None:
    """Take a role back and tell the person; once more is no fault."""
    found = EventRole.objects.select_for_update().filter(pk=role.pk)
    given = found.select_related("event", "user").first()
    if given is None:
        return
    _tell(given, "role_taken", by)
    told = {"role": given.role, "who": given.user_id}
    log(instance=given.event, action="events.take_role", user=by, data=told)
    given.delete()
    give_way_in(given.user)


def give_way_in(user: User) -> None:
    """Let somebody into the administration while they have a role, and no longer."""
    group = helpers()
    if EventRole.objects.filter(user=user).exists():
        user.groups.add(group)
    else:
        user.groups.remove(group)


def helpers() -> Group:
    """Return the group of those who have a role: it opens the door and gives nothing else."""
    group, _created = Group.objects.get_or_create(name=HELPERS)
    enter = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.set(enter)
    return group


@transaction.atomic
def put_right() -> int:
    """Take the way in from those whose last role went with its event; return from how many."""
    group = helpers()
    late = User.objects.filter(groups=group).exclude(event_roles__isnull=False)
    found = list(late)
    for user in found:
        user.groups.remove(group)
    return len(found)


def _account(email: str) -> User | None:
    address = email.strip()
    proven = EmailAddress.objects.filter(email__iexact=address, verified=True)
    mine = Q(email__iexact=address) | Q(pk__in=proven.values("user"))
    return User.objects.filter(mine, is_active=True).order_by("pk").first()


def _tell(given: EventRole, name: str, by: User) -> None:
    language = mail_language(given.user, given.event.language)
    with override(language):
        post(
            to=given.user.email,
            template=f"{FOLDER}{name}",
            context={
                "event": given.event,
                "role": _meaning(given.role),
                "by": by.name,
                "link": absolute_url("/admin/registrations/events/"),
                "when": given.event.when_text,
            },
            language=language,
            topic=f"role-{given.event_id}-{given.user_id}",
            recipient=given.user,
        )


def _meaning(role: str) -> "str | Promise":
    return EventRole.Role(role).label
