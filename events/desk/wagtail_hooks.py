"""What this room adds to the administration: the desk's addresses, its tabs and its place."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet

from events.desk.entry import desk_namespaces, has_a_desk, only_helps
from events.desk.views import audit, batches, imports, one, overview, people, roles
from events.desk_tabs import HOOK, DeskTab
from events.powers import Power, may

NEXT = 5


class RegistrationMenuItem(MenuItem):
    """Shown to those who see who comes to some event, or check people in."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person has any event's desk to go to."""
        return has_a_desk(request.user)


class RegistrationViewSet(ViewSet):
    """Everything about registrations under ``/admin/registrations/``."""

    name = "registrations"
    icon = "group"
    menu_label = _("Registrations")
    menu_order = 250
    add_to_admin_menu = True
    menu_item_class = RegistrationMenuItem

    @property
    def menu_url(self) -> str:
        """The list of events, from which all desks are one click away."""
        return reverse(self.get_url_name("events"))

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the list and its part for scripts share."""
        return {
            "header_icon": self.icon,
            "index_url_name": self.get_url_name("index"),
            "index_results_url_name": self.get_url_name("index_results"),
            **kwargs,
        }

    def index(self, request: HttpRequest) -> HttpResponseBase:
        """Show the people of the event that is asked for, or of all that one may see."""
        event_id = request.GET.get("event", "")
        if event_id.isascii() and event_id.isdigit() and len(event_id) < 10:
            return people.people(request, int(event_id))
        view: Any = self.construct_view(people.RegistrationIndexView)
        answer: HttpResponseBase = view(request)
        return answer

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses below ``/admin/registrations/``."""
        results = self.construct_view(people.RegistrationIndexView, results_only=True)
        return [
            path("", self.index, name="index"),
            path("results/", results, name="index_results"),
            path("events/", overview.events, name="events"),
            path("<int:pk>/", one.one, name="one"),
            path("<int:pk>/cancel/", one.cancel, name="cancel"),
            *(path(f"event/<int:event_id>/{end}", view, name=name) for end, view, name in DESK),
        ]


# What stands below the address of one event's desk.
DESK = (
    ("", overview.overview, "overview"),
    ("people/", people.lead_to_people, "people"),
    ("people/print/", people.on_paper, "print"),
    ("people/deeds/", batches.ask, "ask"),
    ("people/deeds/<int:pk>/", batches.batch, "batch"),
    ("add/", one.add, "add"),
    ("import/", imports.files, "files"),
    ("import/sample.csv", imports.sample, "sample"),
    ("import/<int:pk>/", imports.one_file, "file"),
    ("import/<int:pk>/begin/", imports.begin, "begin_file"),
    ("import/<int:pk>/throw-away/", imports.throw_away, "throw_away"),
    ("import/<int:pk>/left-over.csv", imports.left_over, "left_over"),
    ("helpers/", roles.roles, "roles"),
    ("helpers/<int:pk>/end/", roles.take_back, "take_back"),
    ("log/", audit.history, "history"),
)


@hooks.register("register_admin_viewset")
def register_registrations() -> ViewSet:
    """Return the view set that Wagtail shall serve."""
    return RegistrationViewSet()


@hooks.register(HOOK)
def overview_tab() -> DeskTab:
    """Return the tab with the figures."""
    return DeskTab(key="overview", label=_("Overview"), url_name="registrations:overview", order=10)


@hooks.register(HOOK)
def people_tab() -> DeskTab:
    """Return the tab with the list of those who come."""
    return DeskTab(key="people", label=_("People"), url_name="registrations:people", order=20)


@hooks.register(HOOK)
def import_tab() -> DeskTab:
    """Return the tab for people from a file."""
    return DeskTab(
        key="import",
        label=_("Import"),
        url_name="registrations:files",
        order=130,
        power=Power.ADD,
    )


@hooks.register(HOOK)
def roles_tab() -> DeskTab:
    """Return the tab with those who help."""
    return DeskTab(
        key="roles",
        label=_("Helpers"),
        url_name="registrations:roles",
        order=140,
        power=Power.CHANGE,
    )


@hooks.register(HOOK)
def history_tab() -> DeskTab:
    """Return the tab with the log."""
    return DeskTab(
        key="history",
        label=_("Log"),
        url_name="registrations:history",
        order=150,
        power=Power.CHANGE,
    )


class NextEvents(Component):
    """The next events of whoever looks, with what is to be decided."""

    name = "next_events"
    template_name = "events/desk/next_events.html"
    order = 60

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the context: some events with their figures."""
        request = (parent_context or {})["request"]
        return {"rows": overview.next_events(request, NEXT)}


@hooks.register("construct_homepage_panels")
def next_events(request: HttpRequest, panels: list[Any]) -> None:
    """Put the next events on the first page, for those who run any."""
    if may(request.user, Power.SEE):
        panels.append(NextEvents())


@hooks.register("construct_main_menu", order=1000)
def leave_helpers_the_desks(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out of a helper's menu what is closed to them anyway."""
    if only_helps(request.user):
        items[:] = [item for item in items if item.name in desk_namespaces()]


@hooks.register("register_log_actions")
def register_deeds(log_actions: Any) -> None:
    """Name the deeds of the desk in Wagtail's log."""
    for action, label, message in (
        ("events.batch", _("Deed about many"), _("Did something about many people")),
        ("events.export", _("Export"), _("Took out a list of people")),
        ("events.import", _("Import"), _("Brought in people from a file")),
        ("events.give_role", _("Give a role"), _("Gave a role at the event")),
        ("events.take_role", _("Take a role back"), _("Took a role at the event back")),
    ):
        log_actions.register_action(action, label, message)
