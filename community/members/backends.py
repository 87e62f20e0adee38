"""Finds the signed-in person, with what every page shows of them, and answers for permissions."""

from allauth.account.auth_backends import AuthenticationBackend

from community.members.models import User


class MemberBackend(AuthenticationBackend):
    """allauth's backend, asking once instead of four times on every page."""

    def get_user(self, user_id: int) -> User | None:
        """Return the account with profile, group and country joined; None when it may not enter."""
        user = User.objects.with_profile().filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
