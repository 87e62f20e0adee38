"""Accounts and their roles: added without a password, given roles, erased everywhere."""

from typing import Any

from django.forms import ModelForm
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.users.views.users import DeleteView, EditView, IndexView, UserViewSet

from community.members.actions import erase_member
from community.members.desk_forms import PersonCreationForm, PersonEditForm
from community.members.models import User
from community.members.tombstones import is_tombstone, without_tombstone


class PeopleIndexView(IndexView):
    """The list of people, with where each comes from."""

    page_title = _("Accounts and roles")
    add_item_label = _("Add a person")

    @cached_property
    def columns(self) -> list[Any]:
        """Return Wagtail's columns in our words, and the stakeholder group."""
        columns = super().columns
        for column in columns:
            if column.name == "email":
                column.label = _("E-mail address")
            if column.name == "name":
                column.sort_key = "name"
        group = Column("group", accessor=_group_of, label=_("Group"), width="15%")
        return [*columns[:3], group, *columns[3:]]

    @cached_property
    def search_fields(self) -> set[str]:
        """Return the fields that a search looks at."""
        return {"email", "name"}

    def get_base_queryset(self) -> Any:
        """Return everyone, with what the columns show joined."""
        return without_tombstone(super().get_base_queryset().with_profile())

    def order_queryset(self, queryset: Any) -> Any:
        """Return the people sorted by the chosen column."""
        if self.ordering in {"name", "-name"}:
            return queryset.order_by(self.ordering)
        return super().order_queryset(queryset)


class NobodysTombstone:
    """Answers 404 for the account that stands for former members."""

    def get_object(self, *args: Any) -> User:
        """Return the person."""
        person: User = super().get_object(*args)  # type: ignore[misc]
        if is_tombstone(person):
            raise Http404
        return person


class PersonEditView(NobodysTombstone, EditView):
    """Name, address and roles of a person."""


class PersonDeleteView(NobodysTombstone, DeleteView):
    """Erases a person from every room, as the person's own button does."""

    page_title = _("Erase person")
    confirmation_message = _(
        "The account and all that tells who it was are erased from every part of the site. This"
        " cannot be undone."
    )

    def delete_action(self) -> None:
        """Erase the person; Wagtail has refused before when it is who presses the button."""
        erase_member(user=self.object)


class PeopleViewSet(UserViewSet):
    """Wagtail's management of people with our account."""

    index_view_class = PeopleIndexView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    create_template_name = "members/desk/create.html"
    edit_template_name = "members/desk/edit.html"
    menu_label = _("Accounts and roles")

    def get_form_class(self, for_update: bool = False) -> type[ModelForm[User]]:
        """Return the form for a new account, or for one that exists."""
        return PersonEditForm if for_update else PersonCreationForm


def _group_of(person: User) -> str:
    profile = getattr(person, "profile", None)
    return str(profile.stakeholder_group or "") if profile else ""
