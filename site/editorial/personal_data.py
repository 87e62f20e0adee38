"""What this room holds about a person, how it is handed out and how it is erased."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.members.rights import Basis, PersonalData, register_personal_data
from editorial.models import (
    ArchivedPage,
    Bundle,
    BundleItem,
    CalendarFeed,
    PageReview,
    PreviewLink,
    Remark,
    StepState,
    TranslationMark,
)


@register_personal_data("editorial.PreviewLink", "editorial.Remark")
class PreviewLinks(PersonalData):
    """The links that a person made or was sent, and what was said through them."""

    section = "preview links"
    title = _("Preview links")
    purpose = _("To show a draft to somebody, and to hear what they say.")
    basis = Basis.INTEREST
    kept = _("as long as the page; without your name when you leave")
    recipients = _("the editors")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return every link with its remarks; never the address, which is not kept."""
        rows = PreviewLink.objects.of_person(email=email, user=user).prefetch_related("remarks")
        return [
            {
                "page": str(link),
                "reader": link.reviewer_name,
                "reader_address": link.reviewer_email,
                "made": link.created_at.isoformat(),
                "opened": link.opened_at.isoformat() if link.opened_at else None,
                "answer": link.verdict,
                "remarks": [
                    {"text": one.text, "about": one.quote, "written": one.created_at.isoformat()}
                    for one in link.remarks.all()
                ],
            }
            for link in rows
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Keep what was said about the page; forget who said it and who asked."""
        mine = PreviewLink.objects.filter(reviewer_email__iexact=email)
        Remark.objects.filter(link__in=mine).update(name="")
        mine.update(reviewer_name="", reviewer_email="")
        if user is not None:
            PreviewLink.objects.filter(created_by=user).update(created_by=None)


@register_personal_data(
    "editorial.ArchivedPage",
    "editorial.Bundle",
    "editorial.BundleItem",
    "editorial.PageReview",
    "editorial.StepState",
    "editorial.TranslationMark",
)
class Deeds(PersonalData):
    """What somebody archived, bundled, approved, read and translated."""

    section = "editorial deeds"
    title = _("Work on pages")
    purpose = _("To know who approved, read or translated a page.")
    basis = Basis.INTEREST
    kept = _("as long as the page; without your name when you leave")
    recipients = _("the editors")
    by: tuple[tuple[Any, str, str], ...] = (
        (ArchivedPage, "archived_by", "archived_at"),
        (Bundle, "created_by", "created_at"),
        (BundleItem, "approved_by", ""),
        (PageReview, "reviewed_by", "reviewed_at"),
        (StepState, "finished_by", "finished_at"),
        (TranslationMark, "synced_by", "synced_at"),
    )

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return each deed with what it was done to, and when."""
        if user is None:
            return []
        return [
            {
                "deed": model._meta.label_lower,
                "of": row.pk,
                "when": getattr(row, moment).isoformat() if moment else None,
            }
            for model, field, moment in self.by
            for row in model.objects.filter(**{field: user})
        ]

    def erase(self, *, email: str, user: User | None) -> None:
        """Keep the deeds, which belong to the pages; forget whose they were."""
        if user is not None:
            for model, field, _moment in self.by:
                model.objects.filter(**{field: user}).update(**{field: None})


@register_personal_data("editorial.CalendarFeed")
class CalendarFeeds(PersonalData):
    """The private address of a person's editorial calendar."""

    section = "calendar address"
    title = _("Address of your editorial calendar")
    purpose = _("To show the calendar of the editors in your own.")
    basis = Basis.CONTRACT
    kept = _("until you make another one or leave")

    def export(self, *, email: str, user: User | None) -> list[dict[str, Any]]:
        """Return when it was made and last fetched; never the address, which is not kept."""
        return [feed.facts() for feed in CalendarFeed.objects.of(user)]

    def erase(self, *, email: str, user: User | None) -> None:
        """End the address."""
        CalendarFeed.objects.of(user).delete()
