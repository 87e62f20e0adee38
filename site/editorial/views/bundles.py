"""Bundles at the desk: filling one, and letting it appear."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.log_actions import registry
from wagtail.models import Page, WorkflowState

from community.members.guards import needs
from editorial.actions import bundles
from editorial.forms import MomentForm, ThingForm
from editorial.models import Bundle, BundleItem
from editorial.refusals import Refused

CHANGE = "editorial.change_bundle"
PUBLISH = "editorial.publish_bundle"
LOG_LINES = 30


class BundleIndexView(generic.IndexView):
    """Every bundle, the newest first."""

    default_ordering = ("-created_at", "-pk")

    @cached_property
    def columns(self) -> list[Column]:
        """The columns: what, where it stands, how much, when."""
        return [
            TitleColumn("title", label=_("Title"), url_name="bundles:inspect"),
            StatusTagColumn(
                "get_state_display",
                label=_("State"),
                sort_key="state",
                primary=lambda bundle: bundle.is_published,
            ),
            Column("size", label=_("Things")),
            DateColumn("scheduled_at", label=_("Appears"), sort_key="scheduled_at"),
            DateColumn("published_at", label=_("Appeared"), sort_key="published_at"),
        ]

    def get_base_queryset(self) -> Any:
        """Return the bundles, their things counted in one statement."""
        return Bundle.objects.annotate(size=Count("items"))


class BundleCreateView(generic.CreateView):
    """A new bundle; it is filled on its own screen."""

    def save_instance(self) -> Any:
        """Save it with who made it."""
        self.form.instance.created_by = self.request.user
        return super().save_instance()

    def get_success_url(self) -> str:
        """Return the screen of the bundle."""
        return reverse("bundles:inspect", args=(self.form.instance.pk,))


@require_safe
@needs("editorial.view_bundle")
def inspect(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show a bundle: its things with where each stands, what can be done, what was done."""
    return _show(request, get_object_or_404(Bundle, pk=pk))


def _show(
    request: HttpRequest, bundle: Bundle, thing_form: ThingForm | None = None, status: int = 200
) -> HttpResponseBase:
    may_change = request.user.has_perm(CHANGE)
    context = {
        "bundle": bundle,
        "rows": rows_of(bundle),
        "may_change": may_change,
        "may_publish": request.user.has_perm(PUBLISH),
        "thing_form": (thing_form or ThingForm()) if may_change and bundle.is_open else None,
        "moment_form": MomentForm(),
        "entries": registry.get_logs_for_instance(bundle).select_related("user")[:LOG_LINES],
        "header_title": bundle.title,
    }
    return TemplateResponse(request, "editorial/desk/bundle.html", context, status=status)


def rows_of(bundle: Bundle) -> list[dict[str, Any]]:
    """Return the things of a bundle with address and state; the queries do not grow with them."""
    items = list(
        bundle.items.select_related(
            "approved_revision", "approved_by", "content_type"
        ).prefetch_related("thing")
    )
    finder = AdminURLFinder()
    running = _reviews_of(items)
    return [
        {
            "item": item,
            "url": finder.get_edit_url(item.thing) if item.thing is not None else "",
            "kind": item.content_type.name,
            "review": running.get(item.object_id, ""),
        }
        for item in items
    ]


def _reviews_of(items: list[BundleItem]) -> dict[str, str]:
    """Return at which step of the review each page is, by id."""
    keys = [item.object_id for item in items if isinstance(item.thing, Page)]
    states = WorkflowState.objects.active().filter(
        object_id__in=keys,
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
    )
    return {
        state.object_id: f"{state.current_task_state.task.name}: {state.get_status_display()}"
        for state in states.select_related("current_task_state__task")
        if state.current_task_state
    }


def _tried(request: HttpRequest, pk: int, deed: Callable[[], Any], done: str) -> HttpResponseBase:
    """Do it, tell what came of it, and return to the bundle."""
    try:
        deed()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("bundles:inspect", pk)


@require_POST
@needs(CHANGE)
def put_in(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Put a page or snippet into a bundle."""
    bundle = get_object_or_404(Bundle, pk=pk)
    form = ThingForm(request.POST)
    if not form.is_valid():
        return _show(request, bundle, form, status=400)
    thing = form.cleaned_data["thing"]
    if isinstance(thing, Page) and not thing.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return _tried(
        request,
        pk,
        lambda: bundles.put_in(bundle_id=pk, thing=thing, user=request.user),
        _("“%(title)s” is in the bundle.") % {"title": thing},
    )


@require_POST
@needs(CHANGE)
def take_out(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a thing out of its bundle."""
    item = get_object_or_404(BundleItem, pk=pk)
    return _tried(
        request,
        item.bundle_id,
        lambda: bundles.take_out(item_id=pk, user=request.user),
        _("It is out of the bundle."),
    )


@require_POST
@needs(PUBLISH)
def approve(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Approve the newest version of a thing for its bundle."""
    item = get_object_or_404(BundleItem, pk=pk)
    return _tried(
        request,
        item.bundle_id,
        lambda: bundles.approve_item(item_id=pk, user=request.user),
        _("Approved for this bundle."),
    )


@require_POST
@needs(PUBLISH)
def decide(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Move a bundle on, back, or onto the site."""
    get_object_or_404(Bundle, pk=pk)
    decision = request.POST.get("decision", "")
    if decision == "publish":
        return _tried(
            request,
            pk,
            lambda: bundles.publish_bundle(bundle_id=pk, user=request.user),
            _("All of it is published."),
        )
    if decision == Bundle.State.SCHEDULED:
        return _schedule(request, pk)
    if decision not in {Bundle.State.DRAFT, Bundle.State.READY}:
        messages.error(request, _("Choose what shall become of this bundle."))
        return redirect("bundles:inspect", pk)
    return _tried(
        request,
        pk,
        lambda: bundles.set_state(bundle_id=pk, state=decision, user=request.user),
        _("Saved."),
    )


def _schedule(request: HttpRequest, pk: int) -> HttpResponseBase:
    form = MomentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a moment."))
        return redirect("bundles:inspect", pk)
    moment = form.cleaned_data["at"]
    return _tried(
        request,
        pk,
        lambda: bundles.set_state(
            bundle_id=pk, state=Bundle.State.SCHEDULED, user=request.user, at=moment
        ),
        _("It will appear by itself."),
    )
