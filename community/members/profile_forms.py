"""What a member types about themselves, with the choice beside each answer of who sees it."""

from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.members import actions
from community.members.fields import LineField, ProseField, WebField, spoken_languages
from community.members.forms import DetailsForm, consent_field, has_agreed, time_zones
from community.members.models import (
    FIELDS,
    WIDTH,
    Audience,
    Profile,
    User,
    ceiling_of,
    handle_shape,
    profile_of,
)
from community.members.models.profile import HANDLE_LENGTH
from community.members.trust import allowed
from pages.identifiers import bare_orcid, validate_orcid
from vocabulary.models import Scheme, Term

MOST_LINKS: Final = 5
MOST_TERMS: Final = 10
BIOGRAPHY: Final = 4000
TYPED: Final = [name for name in FIELDS if name != "photo"]  # the photograph has its own form


def audiences(name: str) -> list[tuple[str, Any]]:
    """Return those to whom a field may be shown: none beyond the ceiling of the site."""
    widest = WIDTH[ceiling_of(name)]
    return [(one.value, one.label) for one in Audience if WIDTH[one] <= widest]


def audience_field(name: str) -> forms.ChoiceField:
    """Return the choice of who sees a field."""
    label = _("Who sees this") if len(audiences(name)) > 1 else _("Seen by")
    return forms.ChoiceField(label=label, choices=audiences(name), required=False)


class TermsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Themes to tick."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Term.objects.of(Scheme.THEME).current(),
            to_field_name="code",
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **options,
        )

    def clean(self, value: Any) -> Any:
        """Return the themes.

        Raises:
            ValidationError: there are too many of them to say anything.
        """
        found = super().clean(value)
        if len(found) > MOST_TERMS:
            message = _("Choose ten at most: those that matter most.")
            raise ValidationError(message, code="too_many")
        return found


class ProfileForm(DetailsForm):
    """What a member tells, to be changed at any time; asks for consent where none was given."""

    handle = forms.CharField(
        label=_("Handle"),
        required=False,
        max_length=HANDLE_LENGTH,
        help_text=_(
            "The last part of the address of your public profile. When you change it, the old"
            " address shows nobody, and nobody else gets it."
        ),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    headline = LineField(
        label=_("You in one line"),
        required=False,
        max_length=160,
    )
    biography = ProseField(
        label=_("About you"),
        required=False,
        max_length=BIOGRAPHY,
        help_text=_("*emphasis*, **strong**, lists and links work as in Markdown."),
    )
    role = LineField(label=_("What you do there"), required=False, max_length=120)
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"),
        required=False,
        choices=spoken_languages,
        widget=forms.CheckboxSelectMultiple,
    )
    expertise = TermsField(label=_("What you know well"))
    interests = TermsField(label=_("What interests you"))
    orcid = forms.CharField(
        label=_("ORCID iD"), required=False, max_length=60, validators=[validate_orcid]
    )
    language = forms.ChoiceField(label=_("Language of your mail"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Your time zone"), required=False, choices=time_zones)
    is_listed = forms.BooleanField(
        label=_("Show me in the directory"),
        required=False,
        help_text=_("Others then find you by what you show to them, and by nothing else."),
    )
    accepts_contact = forms.BooleanField(
        label=_("Members may write to me"),
        required=False,
        help_text=_("Through a form; your address stays with us."),
    )
    consent = consent_field()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        self.profile = profile_of(user) or Profile(user=user)
        super().__init__(*args, initial=self._known(), **kwargs)
        for name in TYPED:
            self.fields[f"show_{name}"] = audience_field(name)
        for number in range(MOST_LINKS):
            self.fields[f"label_{number}"] = LineField(
                label=_("Name of the link"), required=False, max_length=60
            )
            self.fields[f"url_{number}"] = WebField(label=_("Address"), required=False)
        if has_agreed(user):
            del self.fields["consent"]

    @property
    def links(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pairs of fields for links."""
        return [(self[f"label_{number}"], self[f"url_{number}"]) for number in range(MOST_LINKS)]

    @property
    def is_held_back(self) -> bool:
        """Whether strangers do not see biography and links yet, whatever is chosen."""
        return not allowed(self.profile).is_advertised

    def clean_handle(self) -> str:
        """Return the handle in small letters when this member can have it."""
        handle: str = self.cleaned_data["handle"].strip().lower()
        if handle and handle != self.profile.handle:
            handle_shape(handle)
            if not actions.may_have_handle(self.user, handle):
                raise self._taken()
        return handle

    def clean_orcid(self) -> str:
        """Return the iD without the address around it; a proven one can only be taken off."""
        typed = bare_orcid(self.cleaned_data["orcid"])
        if typed and self.profile.orcid_verified_at and typed != self.profile.orcid:
            message = _("ORCID has confirmed your iD. Remove it first, then add another one.")
            raise ValidationError(message, code="proven")
        return typed

    def clean(self) -> dict[str, Any]:
        """Return the answers; a link has a name and an address or neither."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(MOST_LINKS):
            label, url = given.get(f"label_{number}"), given.get(f"url_{number}")
            if label and url == "":
                self.add_error(f"url_{number}", _("Write the address of this link as well."))
        return given

    def save(self) -> Profile | None:
        """Store it and return the profile; None, with an error, where the handle was just taken."""
        if "consent" in self.fields:
            actions.agree_to_membership(user=self.user, language=get_language() or "en")
        try:
            return actions.update_profile(
                user=self.user, details=self.details(), presentation=self._presentation()
            )
        except actions.HandleTaken:
            self.add_error("handle", self._taken())
            return None

    def _taken(self) -> ValidationError:
        offered = actions.offer_handle(self.user)
        message = _("This handle cannot be had. Free is: %(offered)s")
        return ValidationError(message, code="taken", params={"offered": offered})

    def _presentation(self) -> actions.Presentation:
        given = self.cleaned_data
        links = [(given[f"label_{one}"], given[f"url_{one}"]) for one in range(MOST_LINKS)]
        return actions.Presentation(
            handle=given["handle"],
            headline=given["headline"],
            biography=given["biography"],
            role=given["role"],
            languages=tuple(given["languages"]),
            expertise=tuple(given["expertise"]),
            interests=tuple(given["interests"]),
            links=tuple((label, url) for label, url in links if url),
            orcid=given["orcid"],
            visibility={name: given[f"show_{name}"] for name in TYPED if given[f"show_{name}"]},
            is_listed=given["is_listed"],
            accepts_contact=given["accepts_contact"],
        )

    def _known(self) -> dict[str, Any]:
        profile, is_new = self.profile, self.profile.pk is None
        group = profile.stakeholder_group
        known = {
            "name": self.user.name,
            "stakeholder_group": group and group.group.code,
            "country": profile.country and profile.country.code,
            "language": get_language() if is_new else profile.language,
            "handle": profile.handle or actions.offer_handle(self.user),
            "expertise": [] if is_new else [term.code for term in profile.expertise.all()],
            "interests": [] if is_new else [term.code for term in profile.interests.all()],
        }
        same = ("organisation", "role", "headline", "biography", "time_zone", "languages", "orcid")
        known |= {name: getattr(profile, name) for name in (*same, "is_listed", "accepts_contact")}
        for number, link in enumerate(profile.links[:MOST_LINKS]):
            known |= {f"label_{number}": link["label"], f"url_{number}": link["url"]}
        return known | {f"show_{name}": profile.audience_of(name).value for name in TYPED}


class PhotoForm(forms.Form):
    """A photograph, and who sees it."""

    photo = forms.FileField(
        label=_("Photograph"),
        required=False,
        help_text=_(
            "JPEG, PNG, WebP or AVIF. We keep a square of it, without the place and the camera."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        profile = profile_of(user) or Profile(user=user)
        super().__init__(*args, **kwargs)
        self.initial["show_photo"] = profile.audience_of("photo").value
        self.fields["show_photo"] = audience_field("photo")

    def save(self) -> bool:
        """Store the photograph and who sees it; False, with an error, for one that is none."""
        try:
            if file := self.cleaned_data["photo"]:
                actions.set_photo(user=self.user, file=file)
            if audience := self.cleaned_data["show_photo"]:
                actions.show_photo(user=self.user, audience=Audience(audience))
        except ValidationError as error:
            self.add_error("photo", error)
            return False
        return True
