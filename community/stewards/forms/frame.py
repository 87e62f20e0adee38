"""The frame of every deed: what it does in words, a reason, one button."""

from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.members.models import User
from community.stewards.pointers import Tally


class DeedForm(forms.Form):
    """One deed about one thing; `run` calls one action and may raise `Refused`."""

    do_not_call_in_templates: ClassVar[bool] = True  # a page lists the deeds, and runs none
    title: ClassVar[Any] = ""
    text: ClassVar[Any] = ""
    button: ClassVar[Any] = ""
    done: ClassVar[Any] = ""
    icon: ClassVar[str] = "edit"
    permission: ClassVar[str] = "stewards.manage_members"
    is_grave: ClassVar[bool] = False
    has_rehearsal: ClassVar[bool] = False

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "It is kept in the log, and the person may read it in the export of their data."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, by: User, whom: Any, **kwargs: Any) -> None:
        self.by = by
        self.whom = whom
        super().__init__(*args, **kwargs)
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    @classmethod
    def is_offered(cls, whom: Any) -> bool:
        """Return whether there is anything to do for this thing."""
        return True

    def run(self) -> Any:
        """Do it."""
        raise NotImplementedError

    def rehearse(self) -> list[Tally]:
        """Return what would happen; for forms that have a rehearsal."""
        return []

    def leave(self, request: HttpRequest, result: Any) -> str:
        """Return the address to go to when it is done."""
        return address_of(self.whom)


def address_of(thing: Model) -> str:
    """Return the address of a person's or an organisation's page at the desk."""
    name = "stewards_people" if isinstance(thing, User) else "stewards_organisations"
    return reverse(f"{name}:page", args=(thing.pk,))
