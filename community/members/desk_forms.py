"""What an administrator types about a person: address, name and roles, never a password."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from community.members.actions import settle_address
from community.members.models import User


class _PersonMixin(forms.ModelForm[User]):
    """Our fields in the place of first name, last name and password."""

    first_name = None
    last_name = None

    def clean_email(self) -> str:
        """Return the address in small letters, as it is stored."""
        email: str = self.cleaned_data["email"].strip().lower()
        return email

    def save(self, commit: bool = True) -> User:
        """Return the account, which its address opens by code."""
        if not self.instance.pk:
            self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        if commit:
            settle_address(user=user)
        return user


class PersonCreationForm(_PersonMixin, UserCreationForm):
    """A new account, opened by the first code sent to its address."""

    class Meta(UserCreationForm.Meta):
        fields = ("email", "name", "is_superuser", "groups")


class PersonEditForm(_PersonMixin, UserEditForm):
    """An account as it is."""

    class Meta(UserEditForm.Meta):
        fields = ("email", "name", "is_superuser", "groups", "is_active")

    def clean(self) -> dict[str, Any]:
        """Refuse to close or demote the only administrator."""
        cleaned: dict[str, Any] = super().clean() or {}
        stays = cleaned.get("is_superuser", True) and cleaned.get("is_active", True)
        others = User.objects.administrators().exclude(pk=self.instance.pk)
        was = User.objects.administrators().filter(pk=self.instance.pk)
        if not stays and was.exists() and not others.exists():
            self.add_error(None, _("This is the only administrator. Make somebody else one first."))
        return cleaned
