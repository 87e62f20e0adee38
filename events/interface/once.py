"""Answers a call under an idempotency key once, however often it is sent."""

import hashlib
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from django.db import IntegrityError, OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from events.interface.models import ApiToken, Call
from events.interface.refusals import Refused, StillRunning, WrongInput

Answer: TypeAlias = tuple[int, dict[str, Any]]
LONGEST_KEY: Final = 100
PATIENCE: Final = "250ms"  # for the first call to end


def fingerprint_of(method: str, path: str, body: bytes) -> str:
    """Return the SHA-256, in hex, of what a call asks."""
    return hashlib.sha256(b"\x1f".join((method.encode(), path.encode(), body))).hexdigest()


def once(*, token: ApiToken, key: str, fingerprint: str, work: Callable[[], Answer]) -> Answer:
    """Return the answer of `work`, or the first answer when this call was made before.

    A refusal (an exception of `work`) leaves nothing behind, so the call may be made again.

    Raises:
        WrongInput: there is no key, or it belongs to another call.
        StillRunning: the first call has not ended.
    """
    if not key.strip() or len(key) > LONGEST_KEY or not key.isprintable():
        message = "Send a header Idempotency-Key of 1 to 100 printable signs with each deed."
        raise WrongInput(message)
    with transaction.atomic():
        call = _begun(token, key, fingerprint)
        if call.status:
            return call.status, call.answer
        call.status, call.answer = work()
        call.save(update_fields=["status", "answer"])
        return call.status, call.answer


def _begun(token: ApiToken, key: str, fingerprint: str) -> Call:
    """Return the row of a call: a new one, or the first one's with its answer."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            return Call.objects.create(token=token, key=key, fingerprint=fingerprint)
    except IntegrityError:
        first = Call.objects.get(token=token, key=key)
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            message = "The first call under this key is still running. Ask again in a second."
            raise StillRunning(message) from error
        raise
    if first.fingerprint != fingerprint:
        message = "This Idempotency-Key belongs to another call. Use a new one."
        raise WrongInput(message)
    return first


__all__ = ["Answer", "Refused", "fingerprint_of", "once"]
