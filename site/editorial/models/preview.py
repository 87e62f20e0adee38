"""A link that shows one version of a page to somebody without an account, and what they said."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.members.tokens import digest_of


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """The sets of links that have a name."""

    def by_token(self, token: str) -> Self:
        """Return the link that a token opens, whether or not it still does."""
        return self.filter(token_digest=digest_of(token))

    def of_person(self, *, email: str, user: Any) -> Self:
        """Return the links made by an account or for an address."""
        mine = models.Q(reviewer_email__iexact=email)
        return self.filter(mine | models.Q(created_by=user) if user else mine)


class PreviewLink(models.Model):
    """The right to see one version; what is shown is frozen when the link is made."""

    class Verdict(models.TextChoices):
        """What the reader decided."""

        NONE = "", _("No answer yet")
        APPROVED = "approved", _("Approved")
        CHANGES = "changes", _("Changes wanted")

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, related_name="+", null=True
    )
    content = models.JSONField(editable=False)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    reviewer_name = models.CharField(_("name of the reader"), max_length=120, blank=True)
    reviewer_email = models.EmailField(
        _("e-mail address of the reader"),
        blank=True,
        help_text=_("When given, the link is sent there."),
    )
    note = models.TextField(
        _("note"), max_length=600, blank=True, help_text=_("What the reader should look at.")
    )
    counts_as_check = models.BooleanField(
        _("approval counts as the editorial check"),
        default=False,
        help_text=_("It never publishes: the last word stays with a second person here."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict, blank=True)
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        """Return the page's name; whose link it is stays out of logs."""
        return str(self.content.get("title", ""))

    @property
    def is_revoked(self) -> bool:
        """Whether it was withdrawn."""
        return self.revoked_at is not None

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it still shows the page."""
        return not (self.is_revoked or self.is_expired)

    @property
    def state_text(self) -> str:
        """Where it stands, in a word."""
        if self.is_revoked:
            return str(_("Withdrawn"))
        if self.is_expired:
            return str(_("Expired"))
        return str(self.Verdict(self.verdict).label)

    @property
    def draft(self) -> Any:
        """The page as it was when the link was made; nothing of it is saved."""
        return self.page.specific.with_content_json(self.content)

    @property
    def is_newest(self) -> bool:
        """Whether nobody has written on since."""
        return bool(self.revision_id and self.revision_id == self.page.latest_revision_id)


class Remark(models.Model):
    """A few words of a reader about the page, or about a passage of it."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="remarks")
    name = models.CharField(_("name"), max_length=120, blank=True)
    quote = models.TextField(_("passage"), max_length=500, blank=True)
    text = models.TextField(_("remark"), max_length=4000, blank=True)
    verdict = models.CharField(max_length=10, choices=PreviewLink.Verdict, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("remark of a reader")
        verbose_name_plural = _("remarks of readers")
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        """Return when it was written; what it says stays out of logs."""
        return f"{self.created_at:%Y-%m-%d %H:%M}"
