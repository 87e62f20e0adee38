"""Why a session cannot be had or changed; each says it in words for the person."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.refusals import Refusal


class SessionFull(Refusal):
    """All seats of a session are taken by others."""

    def __init__(self, titles: Iterable[str]) -> None:
        self.titles = tuple(titles)
        super().__init__(self.titles)
        named = ", ".join(_("“%(title)s”") % {"title": title} for title in self.titles)
        self.message = _("No seat is left in %(sessions)s. Choose another session.") % {
            "sessions": named
        }


class SessionGone(Refusal):
    """A chosen session was cancelled or taken away since the form was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.message = _(
            "A session that you chose is not offered any more. Look at the list again."
        )


class SessionHasPeople(Refusal):
    """A session for which people signed up cannot vanish."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.message = ngettext(
            "%(number)s person has signed up. Cancel the session instead: then they are told.",
            "%(number)s people have signed up. Cancel the session instead: then they are told.",
            number,
        ) % {"number": number}


class TooFewSeats(Refusal):
    """The new capacity is below the number of those who signed up."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.message = ngettext(
            "%(number)s person has signed up: the session cannot have fewer seats.",
            "%(number)s people have signed up: the session cannot have fewer seats.",
            number,
        ) % {"number": number}


class SessionOver(Refusal):
    """What is over cannot take place after all."""

    message = gettext_lazy("The time of this session is over. Move it first.")


class SessionChanged(Refusal):
    """Somebody else changed the session since the form was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.message = _("Somebody has changed this session meanwhile. Open it again.")
