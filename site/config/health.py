"""Two questions a machine may ask: is the process alive, and may it take visitors?"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config.celery import app
from config.models import Heartbeat
from config.tasks import FRESH, WORKER

FINE = "ok"


def database() -> str:
    """Return "ok", or why the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return f"does not answer ({type(error).__name__})"
    return FINE


def migrations() -> str:
    """Return "ok", or how many migrations wait."""
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return f"cannot be read ({type(error).__name__})"
    return f"{waiting} not applied" if waiting else FINE


def broker() -> str:
    """Return "ok", or why the broker does not answer."""
    try:
        with app.connection_for_write() as link:
            link.ensure_connection(max_retries=1, timeout=2)
    except Exception as error:  # noqa: BLE001  each broker has its own family of errors
        return f"does not answer ({type(error).__name__})"
    return FINE


def worker() -> str:
    """Return "ok", or since when no worker was seen (seconds)."""
    try:
        beat = Heartbeat.objects.filter(name=WORKER).first()
    except DatabaseError as error:
        return f"cannot be read ({type(error).__name__})"
    if beat is None:
        return "never seen"
    age = timezone.now() - beat.seen_at
    return FINE if age < FRESH else f"not seen for {age.total_seconds():.0f} s"


CHECKS: dict[str, Callable[[], str]] = {
    "database": database,
    "migrations": migrations,
    "broker": broker,
    "worker": worker,
}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process is alive; asks nothing else."""
    return JsonResponse({"status": FINE})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part is ready, else 503 with the reasons."""
    reasons = {name: check() for name, check in CHECKS.items()}
    ready = all(reason == FINE for reason in reasons.values())
    body = {"status": FINE if ready else "not ready", "checks": reasons}
    return JsonResponse(body, status=200 if ready else 503)
