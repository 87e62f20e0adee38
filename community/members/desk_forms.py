"""What an administrator types about an account: address and name of a new one, and roles.

What an account says is corrected, and an account is closed, at the stewards' desk: with a reason.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from community.members.actions import settle_address
from community.members.models import User


class PersonCreationForm(UserCreationForm):
    """A new account, opened by the first code sent to its address."""

    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields = ("email", "name", "is_superuser", "groups")

    def clean_email(self) -> str:
        """Return the address in small letters, as it is stored."""
        email: str = self.cleaned_data["email"].strip().lower()
        return email

    def save(self, commit: bool = True) -> User:
        """Return the account, which its address opens by code."""
        self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        if commit:
            settle_address(user=user)
        return user


class PersonEditForm(UserEditForm):
    """The roles of an account, and nothing else."""

    email = None
    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields = ("is_superuser", "groups")

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:  # nobody takes their own rights away by mistake
            del self.fields["is_superuser"]

    def clean(self) -> dict[str, Any]:
        """Refuse to demote the only administrator."""
        cleaned: dict[str, Any] = super().clean() or {}
        others = User.objects.administrators().exclude(pk=self.instance.pk)
        was = User.objects.administrators().filter(pk=self.instance.pk)
        if not cleaned.get("is_superuser", True) and was.exists() and not others.exists():
            self.add_error(None, _("This is the only administrator. Make somebody else one first."))
        return cleaned
