"""The account: who may sign in, and the sets of people that have a name."""

import re
from datetime import datetime
from typing import Any, ClassVar, Final, Self

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

# Mail carries names to addresses that nobody has proven yet: a name must not become an
# advertisement, nor break out of a header, nor read as another name than it is.
_NO_NAME: Final = re.compile(r"://|www\.|[\x00-\x1f\x7f-\x9f<>]", re.IGNORECASE)
_TURNING: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\U000e0000-\U000e0fff]"
)


def plain_name(value: str) -> None:
    """Refuse what no name has.

    Raises:
        ValidationError: a web address, a line break, an angle bracket, or a sign that is unseen or
            turns the letters around it.
    """
    if _NO_NAME.search(value):
        message = _("Write only the name, without web addresses, line breaks or angle brackets.")
        raise ValidationError(message, code="invalid")
    if _TURNING.search(value):
        message = _("This text has a sign that turns the letters around it. Type it anew.")
        raise ValidationError(message, code="turning")


class UserQuerySet(models.QuerySet["User"]):
    """The sets of people that have a name."""

    def with_profile(self) -> Self:
        """Return them with profile, stakeholder group and country joined: one query for a page."""
        return self.select_related("profile__stakeholder_group__parent", "profile__country")

    def members(self) -> Self:
        """Return those who may sign in and have proven their address."""
        return self.filter(Exists(_proven_addresses()), is_active=True)

    def unconfirmed(self, *, before: datetime) -> Self:
        """Return those who signed up themselves before a moment and never proved their address."""
        from community.members.models.consent import ConsentRecord  # noqa: PLC0415 - it points here

        signed_up = ConsentRecord.objects.filter(
            user=OuterRef("pk"), source=ConsentRecord.Source.SIGN_UP
        )
        return self.filter(
            ~Exists(_proven_addresses()),
            Exists(signed_up),
            last_login__isnull=True,
            date_joined__lt=before,
        )

    def administrators(self) -> Self:
        """Return those who may do everything, and may sign in."""
        return self.filter(is_superuser=True, is_active=True)


def _proven_addresses() -> models.QuerySet[Any]:
    addresses: Any = apps.get_model("account", "EmailAddress")
    proven: models.QuerySet[Any] = addresses.objects.filter(user=OuterRef("pk"), verified=True)
    return proven


class UserManager(BaseUserManager["User"]):
    """Makes accounts and finds them by address, whatever its case."""

    def get_queryset(self) -> UserQuerySet:
        """Return everyone."""
        return UserQuerySet(self.model, using=self._db)

    def with_profile(self) -> UserQuerySet:
        """Return everyone, as `UserQuerySet.with_profile`."""
        return self.get_queryset().with_profile()

    def members(self) -> UserQuerySet:
        """Return the members, as `UserQuerySet.members`."""
        return self.get_queryset().members()

    def unconfirmed(self, *, before: datetime) -> UserQuerySet:
        """Return those who never proved their address, as `UserQuerySet.unconfirmed`."""
        return self.get_queryset().unconfirmed(before=before)

    def administrators(self) -> UserQuerySet:
        """Return the administrators, as `UserQuerySet.administrators`."""
        return self.get_queryset().administrators()

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new account; without a password it can be entered by code only.

        Raises:
            ValueError: the address is empty.
        """
        if not email:
            message = "An account needs an e-mail address."
            raise ValueError(message)
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self.db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account with this address.

        Raises:
            User.DoesNotExist: nobody has it.
        """
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An account. The e-mail address is the login; no public user name exists."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=150, validators=[plain_name])
    is_staff = models.BooleanField(_("may enter the administration"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_sample = models.BooleanField(_("sample person"), default=False, editable=False)
    # Part of what each session was opened with: a new one ends them all. Empty: none was ended yet.
    session_stamp = models.CharField(
        max_length=22, blank=True, default="", db_default="", editable=False
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message=_("Someone already uses this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name as the person writes it."""
        return self.name

    def get_short_name(self) -> str:
        """Return the first word of the name."""
        return self.name.split(" ", 1)[0]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return what every session is compared with on each request, of password and stamp."""
        of_password: str = super()._get_session_auth_hash(secret=secret)  # type: ignore[misc]
        if not self.session_stamp:
            return of_password
        told = salted_hmac("members.session", of_password + self.session_stamp, secret=secret)
        return told.hexdigest()

    def has_usable_password(self) -> bool:
        """Whether a password opens the account; accounts made at the desk have an empty one."""
        return bool(self.password) and super().has_usable_password()

    @property
    def first_name(self) -> str:
        """What the desk calls the person in its menu."""
        return self.get_short_name()

    @property
    def has_complete_profile(self) -> bool:
        """Whether the person has told everything that the sign-up form asks for."""
        profile = getattr(self, "profile", None)
        return bool(self.name and profile and profile.is_complete)


def sample_people_exist() -> bool:
    """Return whether the sample people, whom anyone may impersonate, are in this database."""
    return User.objects.filter(is_sample=True).exists()
