"""Why something is not done."""


class Refusal(Exception):
    """A deed of this room that may not be; nothing has changed."""


class NotYours(Refusal):
    """The person may not do this here; whoever asks is told that nothing stands there."""


class ClaimGone(Refusal):
    """The claim was decided, taken back or made elsewhere meanwhile."""


class TooMany(Refusal):
    """The limit of the hour or the day is reached."""


class NotWanted(Refusal):
    """The recipient takes no letters, or not from this sender."""


class NameTaken(Refusal):
    """An organisation of this name is known already."""
