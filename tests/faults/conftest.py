"""Workers on the test's own database, and a sink that stands still on request."""

from collections.abc import Callable, Iterator

import pytest

from tests.faults.held_sink import HeldSink
from tests.running import RunningWorker, wait_until

# Long enough for a healthy step, short enough to see a lease run out.
LEASE = "2"


@pytest.fixture
def sink() -> Iterator[HeldSink]:
    """A running sink that behaves until it is told otherwise."""
    sink = HeldSink()
    sink.start()
    yield sink
    sink.let_go()
    sink.stop()


@pytest.fixture
def worker(transactional_db: None, sink: HeldSink) -> Iterator[RunningWorker]:
    """A worker that is not started yet; its leases are short, its patience with servers long."""
    worker = RunningWorker(smtp_port=sink.port, queues="mail,bulk")
    worker.environment |= {
        "EMAIL_URL": sink.slow_url,
        "OUTBOX_LEASE_SECONDS": LEASE,
        "OUTBOX_WIRE_LEASE_SECONDS": LEASE,
        "NEWSLETTERS_LEASE_SECONDS": LEASE,
        "NEWSLETTERS_WIRE_LEASE_SECONDS": LEASE,
    }
    yield worker
    if worker.process and worker.process.poll() is None:
        worker.kill()


@pytest.fixture
def sweeping(worker: RunningWorker) -> Callable[..., None]:
    """Return a function that rings the worker's bell, as the clock does, until something is so."""

    def sweep(
        condition: Callable[[], object], *, task: str, what: str, seconds: float = 40
    ) -> None:
        def ring_and_look() -> object:
            worker.wake(task)
            return condition()

        wait_until(ring_and_look, seconds=120, pause=0.5, what=what)

    return sweep
