"""Why a program gets no: each with its status of HTTP and a sentence."""


class Refused(Exception):
    """A call that is not done."""

    status = 400

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


class NotKnown(Refused):
    """No valid key came with the call."""

    status = 401


class NotAllowed(Refused):
    """The key does not open this."""

    status = 403


class NotThere(Refused):
    """There is no such thing, or it is not for this key."""

    status = 404


class StillRunning(Refused):
    """The first call under this idempotency key is not done yet."""

    status = 409


class WrongInput(Refused):
    """What was sent cannot be taken."""

    status = 422
