"""Why a code or a choice is not taken, in words for the person."""

from django.utils.translation import gettext_lazy as _

from events.refusals import EventFull, Refusal


class WrongCode(Refusal):
    """No such code, or it is over or used up: which of them is nobody's business."""

    message = _("This code opens nothing here: it is mistyped, used up or over.")


class NoSuchChoice(Refusal):
    """The category is closed, hidden, or of another event."""

    message = _("This choice is not open. Choose one that stands in the form.")


class CategoryFull(EventFull):
    """All seats of the chosen category are taken, or others wait for them."""

    message = _("All seats of this kind are taken, or others wait for them. Try another choice.")
