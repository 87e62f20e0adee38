"""Why an answer is not taken; each says so in words for people."""

from django.utils.translation import gettext as _


class AfterwardsRefusal(Exception):
    """Something stands in the way; the text says what."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class NotAsked(AfterwardsRefusal):
    """The survey is not open, or not for this person."""

    def __init__(self) -> None:
        super().__init__(_("This survey is not open."))


class AnsweredAlready(AfterwardsRefusal):
    """The person has had their turn."""

    def __init__(self) -> None:
        super().__init__(_("You have answered already. Thank you!"))


class TooManyMeetings(AfterwardsRefusal):
    """Nobody meets so many people in a day."""

    def __init__(self) -> None:
        super().__init__(_("That is more than one person can have. Write to us instead."))


class TooManyQuestions(AfterwardsRefusal):
    """People stop in the middle of long surveys."""

    def __init__(self) -> None:
        super().__init__(_("Ten questions of your own are enough: people stop in the middle."))
