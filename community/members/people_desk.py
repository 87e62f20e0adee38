"""Puts our account into the place of Wagtail's own people management."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleDeskConfig(WagtailUsersAppConfig):
    """Wagtail's app for people and roles, with our forms and our way of erasing."""

    user_viewset = "community.members.viewsets.PeopleViewSet"

    def ready(self) -> None:
        """Take away Wagtail's way to close accounts: stewards suspend, with a reason and a mail."""
        from wagtail.users.views.bulk_actions import SetActiveStateBulkAction  # noqa: PLC0415

        super().ready()
        SetActiveStateBulkAction.models = []
