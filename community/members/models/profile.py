"""What a member tells of themselves, and to whom each part of it is shown."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.db.models import JSONField, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from community.members.models.addresses import community_address, photo_address
from community.members.models.user import User, plain_name
from community.members.models.visibility import FIELDS, Audience, ceiling_of, narrower
from community.members.private_files import private_storage
from vocabulary.fields import term_field
from vocabulary.models import Term
from vocabulary.schemes import Scheme

HANDLE_LENGTH = 30
PHOTOS = "people/"  # the folder
# How the names of the two files of a photograph end.
LARGE = "-large.webp"
SMALL = "-small.webp"
handle_shape = RegexValidator(
    r"\A[a-z0-9](?:[a-z0-9-]{1,28})[a-z0-9]\Z",
    _("Use three to thirty small letters, figures and hyphens."),
)


class Trust(models.IntegerChoices):
    """How far the community knows a member; what each may do stands in `members.trust`."""

    NEW = 0, _("new")
    MEMBER = 1, _("member")
    TRUSTED = 2, _("trusted")
    STEWARD = 3, _("steward")


class ProfileQuerySet(models.QuerySet["Profile"]):
    """The sets of profiles that have a name."""

    def listed(self) -> Self:
        """Return those whose owners want to be found in the directory, and may sign in."""
        return self.filter(is_listed=True, user__is_active=True)

    def with_handle(self, handle: str) -> Self:
        """Return the one with a handle, however it is written; an index answers. None has ""."""
        written = self.exclude(handle="").annotate(written_small=Lower("handle"))
        return written.filter(written_small=handle.lower())

    def with_terms(self) -> Self:
        """Return them with everything that a profile page shows, by a few queries."""
        joined = self.select_related(
            "user", "stakeholder_group__parent", "country", "user__affiliation__organisation"
        )
        return joined.prefetch_related("expertise", "interests")


class Profile(models.Model):
    """What a member tells of themselves; a field is shown to those whom its owner chose."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile"
    )
    # Small letters, so that nobody can pass for somebody else by a capital.
    handle = models.CharField(
        _("handle"),
        max_length=HANDLE_LENGTH,
        blank=True,
        db_default="",
        validators=[handle_shape],
        help_text=_("The last part of the address of your profile. It is no login."),
    )
    photo = models.ImageField(
        _("photograph"),
        upload_to=PHOTOS,
        storage=private_storage,
        blank=True,
        db_default="",
    )
    headline = models.CharField(
        _("in one line"), max_length=160, blank=True, db_default="", validators=[plain_name]
    )
    biography = models.TextField(
        _("about you"), blank=True, db_default="", validators=[MaxLengthValidator(4000)]
    )
    biography_html = models.TextField(editable=False, blank=True, db_default="")
    stakeholder_group = term_field(
        Scheme.STAKEHOLDER_GROUP, null=True, blank=True, verbose_name=_("where you come from")
    )
    organisation = models.CharField(
        _("organisation"), max_length=200, blank=True, validators=[plain_name]
    )
    role = models.CharField(
        _("what you do there"), max_length=120, blank=True, db_default="", validators=[plain_name]
    )
    country = term_field(Scheme.COUNTRY, null=True, blank=True, verbose_name=_("country"))
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    languages = ArrayField(
        models.CharField(max_length=3),
        verbose_name=_("languages you speak"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("Codes of ISO 639-1."),
    )
    expertise = models.ManyToManyField(
        Term,
        verbose_name=_("what you know well"),
        related_name="+",
        blank=True,
        limit_choices_to={"scheme": Scheme.THEME.value},
    )
    interests = models.ManyToManyField(
        Term,
        verbose_name=_("what interests you"),
        related_name="+",
        blank=True,
        limit_choices_to={"scheme": Scheme.THEME.value},
    )
    # A list of {"label": "...", "url": "https://..."}; this site never opens them.
    links = models.JSONField(
        _("links"), default=list, db_default=Value([], JSONField()), blank=True
    )
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True, db_default="")
    orcid_verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    # Where an owner chose nothing, `visibility.FIELDS` says what holds.
    visibility = models.JSONField(
        default=dict, db_default=Value({}, JSONField()), blank=True, editable=False
    )
    is_listed = models.BooleanField(
        _("show me in the directory"),
        default=False,
        db_default=False,
        help_text=_("Others then find you by what you show to them, and by nothing else."),
    )
    accepts_contact = models.BooleanField(
        _("members may write to me"),
        default=True,
        db_default=True,
        help_text=_("Through a form; your address stays with us."),
    )
    trust = models.PositiveSmallIntegerField(
        _("trust"), choices=Trust, default=Trust.NEW, db_default=Trust.NEW, editable=False
    )
    # A steward's word: the nightly count leaves such a level alone.
    is_trust_pinned = models.BooleanField(default=False, db_default=False, editable=False)
    # Somebody who answers for them asked them to come: a steward's list, a colleague.
    was_invited = models.BooleanField(default=False, db_default=False, editable=False)
    trust_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    welcomed_at = models.DateTimeField(null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[models.Manager["Profile"]] = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        indexes = [models.Index(fields=["photo"], name="profile_by_photo")]
        constraints = [
            models.UniqueConstraint(
                Lower("handle"),
                condition=~Q(handle=""),
                name="one_profile_per_handle",
                violation_error_message=_("Somebody already has this handle."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    def get_absolute_url(self) -> str:
        """Return the address of the public profile; empty before the person has a handle."""
        return community_address(f"people/{self.handle}/") if self.handle else ""

    @property
    def small_photo(self) -> str:
        """The name of the small photograph in the storage; empty without one."""
        name = str(self.photo.name or "")
        return name.replace(LARGE, SMALL) if name else ""

    @property
    def photo_url(self) -> str:
        """The address of the photograph, for those who may see it; empty without one."""
        return photo_address(str(self.photo.name or ""))

    @property
    def small_photo_url(self) -> str:
        """The address of the small photograph, for those who may see it; empty without one."""
        return photo_address(self.small_photo)

    @property
    def is_complete(self) -> bool:
        """Whether group and country are known: what the project's reports count by."""
        return bool(self.stakeholder_group_id and self.country_id)

    def audience_of(self, name: str) -> Audience:
        """Return to whom a field is shown: as its owner chose, but never beyond the ceiling."""
        chosen: Any = self.visibility.get(name, FIELDS[name])
        wished = Audience(chosen) if chosen in Audience.values else Audience.NOBODY
        return narrower(wished, ceiling_of(name))


def mail_language(user: User, otherwise: str = "en") -> str:
    """Return the language in which somebody wants mail; `otherwise` before they have told."""
    profile = profile_of(user)
    return profile.language if profile else otherwise


def profile_of(user: User) -> Profile | None:
    """Return the profile of an account; None before the person has told anything."""
    return getattr(user, "profile", None)
