"""Who may do something to whom: nobody to themselves, and to staff only administrators."""

from django.utils.translation import gettext as _

from community.members.actions import LastAdministrator, keep_an_administrator
from community.members.models import User
from community.members.tombstones import is_tombstone
from community.stewards.refusals import Refused


def is_staff(user: User) -> bool:
    """Return whether somebody may do more than a member: whoever takes the account takes that."""
    if user.is_superuser or user.is_staff:
        return True
    return user.groups.exists() or user.user_permissions.exists()


def check_reach(*, by: User, whom: User) -> None:
    """Let a deed pass that `by` may do to `whom`.

    Raises:
        Refused: it is the same person, or a colleague with rights of their own.
    """
    if is_tombstone(whom):
        raise Refused(_("This account stands for all former members: nothing is done to it."))
    if by.pk == whom.pk:
        raise Refused(_("This is your own account. Ask another steward."))
    if not by.is_superuser and is_staff(whom):
        raise Refused(_("This person has a role on this site: only an administrator may do that."))


def check_administrator_stays(*, without: User) -> None:
    """Let a deed pass that takes an account away.

    Raises:
        Refused: nobody else could administer the site.
    """
    try:
        keep_an_administrator(besides=without)
    except LastAdministrator as error:
        message = _("This is the only administrator. Make somebody else one first.")
        raise Refused(message) from error
