"""The desk's listings: what was sent, and who reads."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic

from newsletters.models import HELD, UNFINISHED, Edition, Newsletter, Subscription
from newsletters.roles import SEND


class EditionIndexView(generic.IndexView):
    """Every letter that was sent, the newest first, with how far it is."""

    model = Edition
    any_permission_required = ["send"]
    page_title = _("Sent letters")
    header_icon = "mail"
    default_ordering = ("-created_at", "-pk")
    search_fields = ("subject",)

    def user_has_any_permission(self, permissions: Any) -> bool:
        """Return whether this person may send letters: what was sent is for them."""
        return bool(self.request.user.has_perm(SEND))

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: what, when, by whom, how many, how far."""
        return [
            TitleColumn("subject", label=_("Subject"), url_name="sent_letters:edition"),
            Column("newsletter", label=_("Newsletter")),
            Column("language", label=_("Language")),
            Column("readers", label=_("Readers")),
            Column("left", label=_("Still to go")),
            Column("held", label=_("Held or refused")),
            DateColumn("created_at", label=_("Sent"), sort_key="created_at"),
            Column("created_by", label=_("By")),
        ]

    def get_base_queryset(self) -> QuerySet[Edition]:
        """Return the editions without what they say, counted in one statement."""
        return (
            Edition.objects.select_related("newsletter", "created_by")
            .defer("html", "text")
            .annotate(
                readers=Count("deliveries"),
                left=Count("deliveries", filter=Q(deliveries__state__in=UNFINISHED)),
                held=Count("deliveries", filter=Q(deliveries__state__in=HELD)),
            )
        )


class SubscriptionFilterSet(WagtailFilterSet):
    """Narrows the readers by list, state, language and group."""

    newsletter = django_filters.ModelChoiceFilter(
        queryset=Newsletter.objects.all(), label=_("Newsletter")
    )
    state = django_filters.ChoiceFilter(choices=Subscription.State.choices, label=_("State"))

    class Meta:
        model = Subscription
        fields = ["newsletter", "state", "language"]


class SubscriptionIndexView(generic.IndexView):
    """Who is on the lists, and how they came there."""

    filterset_class = SubscriptionFilterSet
    default_ordering = "-created_at"
    search_fields = ("email",)

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: who, which list, where it stands."""
        return [
            TitleColumn("email", label=_("E-mail address"), get_url=self.get_inspect_url),
            Column("newsletter", label=_("Newsletter")),
            StatusTagColumn(
                "get_state_display",
                label=_("State"),
                sort_key="state",
                primary=lambda row: row.is_confirmed,
            ),
            Column("stakeholder_group", label=_("Group")),
            Column("get_language_display", label=_("Language"), sort_key="language"),
            DateColumn("confirmed_at", label=_("Confirmed"), sort_key="confirmed_at"),
            DateColumn("left_at", label=_("Left"), sort_key="left_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Return the subscriptions with what their columns name."""
        return Subscription.objects.select_related("newsletter", "stakeholder_group")
