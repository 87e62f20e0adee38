"""Why answers are not taken, or a question is not changed; each says it in words."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.refusals import Refusal

if TYPE_CHECKING:
    from events.questions.models import Choice, Question


class ChoiceFull(Refusal):
    """Others have taken the last place of a choice."""

    def __init__(self, choice: "Choice") -> None:
        super().__init__(choice)
        self.message = _("The last place for “%(choice)s” has just been taken. Choose again.") % {
            "choice": choice.label
        }


class QuestionsChanged(Refusal):
    """What was chosen is not offered any more: the questions changed while somebody answered."""

    message = gettext_lazy("The questions have just changed. Look at your answers once more.")


class Needed(Refusal):
    """A question cannot go, or move, because others look at its answers."""

    def __init__(self, others: "list[Question]") -> None:
        super().__init__(others)
        names = ", ".join(f"“{other.label}”" for other in others)
        self.message = _("It cannot be done: %(others)s depends on it.") % {"others": names}


class Answered(Refusal):
    """A choice cannot vanish, because people have chosen it."""

    def __init__(self, choice: "Choice") -> None:
        super().__init__(choice)
        said = _(
            "“%(choice)s” has been chosen already. Take it off the list instead of deleting it."
        )
        self.message = said % {"choice": choice.label}


class InUse(Refusal):
    """A choice cannot vanish, because another question is asked only of those who choose it."""

    def __init__(self, choice: "Choice", other: "Question") -> None:
        super().__init__(choice)
        said = _("“%(other)s” is asked of those who choose “%(choice)s”. Change that one first.")
        self.message = said % {"choice": choice.label, "other": other.label}


class NotBefore(Refusal):
    """A question depends on one that is not asked before it: so there is never a circle."""

    message = gettext_lazy("A question can depend only on one that is asked before it.")
