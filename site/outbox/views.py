"""The admin's view of the post room: every mail, its state, its body, and the two decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django_filters
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import log

from outbox import actions
from outbox.mime import build
from outbox.models import Message, State
from outbox.permissions import may_read_body

if TYPE_CHECKING:
    from collections.abc import Callable

# The preview is a foreign document in a frame: it may show pictures of this site and its own
# styles, and its links open in a new tab. It runs nothing and sends nothing.
PREVIEW_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "img-src 'self' data: {site}",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-popups allow-popups-to-escape-sandbox",
    )
)
DECISIONS: dict[str, Callable[..., Message]] = {
    "send_again": actions.send_again,
    "treat_as_sent": actions.treat_as_sent,
}


class MessageFilterSet(WagtailFilterSet):
    """Narrows the listing by state, kind and day."""

    state = django_filters.MultipleChoiceFilter(
        choices=State.choices,
        label=gettext_lazy("State"),
        widget=django_filters.widgets.forms.CheckboxSelectMultiple,
    )
    kind = django_filters.AllValuesFilter(label=gettext_lazy("Kind"))
    created_at = django_filters.DateFromToRangeFilter(
        label=gettext_lazy("Posted"), widget=DateRangePickerWidget
    )

    class Meta:
        model = Message
        fields = ("state", "kind", "created_at")


class MessageIndexView(generic.IndexView):
    """Every mail, newest first; in development this is the inbox."""

    model = Message
    page_title = gettext_lazy("Mail")
    default_ordering = ("-created_at", "-pk")
    filterset_class = MessageFilterSet
    search_fields = ("to_address", "subject", "message_id")
    paginate_by = 50

    @cached_property
    def columns(self) -> list[Column]:
        """The columns of the listing."""
        return [
            TitleColumn("subject", label=_("Subject"), get_url=self.get_inspect_url),
            Column("to_address", label=_("To"), sort_key="to_address"),
            StatusTagColumn(
                "get_state_display",
                label=_("State"),
                sort_key="state",
                primary=lambda message: message.state == State.ACCEPTED,
            ),
            Column("reason", label=_("Why")),
            Column("kind", label=_("Kind"), sort_key="kind"),
            DateColumn("created_at", label=_("Posted"), sort_key="created_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Return the mails without their bodies, which a list does not need."""
        return Message.objects.defer("text", "html", "calendar")


class MessageInspectView(generic.InspectView):
    """One mail: what became of it and why, and what it says."""

    model = Message
    template_name = "outbox/message.html"
    page_title = gettext_lazy("Mail")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the template shows beside the mail itself."""
        message: Message = self.object
        context: dict[str, Any] = super().get_context_data(
            message=message,
            waits_for=Message.objects.before(message).first() if message.is_waiting else None,
            may_read=may_read_body(self.request.user, message),
            may_decide=self.user_has_permission("change"),
            calendar=bytes(message.calendar or b"").decode("utf-8", "replace"),
            **kwargs,
        )
        return context


def _readable_message(request: HttpRequest, pk: int) -> Message:
    message = get_object_or_404(Message, pk=pk)
    if not may_read_body(request.user, message):
        raise PermissionDenied
    return message


@require_safe
@never_cache
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the HTML of a mail as a document that can do nothing."""
    message = _readable_message(request, pk)
    opens_tabs = message.html.replace("<head>", '<head><base target="_blank">', 1)
    return HttpResponse(
        opens_tabs,
        headers={
            "Content-Security-Policy": PREVIEW_POLICY.format(site=settings.SITE_URL),
            "X-Frame-Options": "SAMEORIGIN",
        },
    )


@require_safe
@never_cache
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a mail as the file that goes over the wire."""
    message = _readable_message(request, pk)
    return HttpResponse(
        build(message),
        content_type="message/rfc822",
        headers={"Content-Disposition": f'attachment; filename="{message.uuid}.eml"'},
    )


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what staff decided about a mail, note who it was, and return to the mail."""
    if not request.user.has_perm("outbox.change_message"):
        raise PermissionDenied
    message = get_object_or_404(Message, pk=pk)
    decision = request.POST.get("decision", "")
    action = DECISIONS.get(decision)
    if action is None:
        messages.error(request, _("Choose what shall become of this mail."))
    else:
        try:
            log(instance=action(message_id=pk), action=f"outbox.{decision}", user=request.user)
        except actions.NotPossible as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Done: %(subject)s") % {"subject": message.subject})
    return redirect(reverse("mail:inspect", args=(pk,)))
