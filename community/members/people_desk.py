"""Puts our account into the place of Wagtail's own people management."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleDeskConfig(WagtailUsersAppConfig):
    """Wagtail's app for people and roles, with our forms and our way of erasing."""

    user_viewset = "community.members.viewsets.PeopleViewSet"
