"""A lane in front of a small house, and one in front of the whole site."""

import math
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from lane import generations, memory
from lane.channel import channel
from lane.counters import Counters
from tests.lane.visitor import SmallHouse, lane_before


@pytest.fixture(autouse=True)
def connections_stay() -> Iterator[None]:
    """Leave the connections of this process to its tests, as Django's own test client does."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def counters(tmp_path, monkeypatch) -> Counters:
    """Cells of their own for this test, and a channel that is open."""
    monkeypatch.setattr(channel, "heard_at", math.inf)
    monkeypatch.setattr(channel, "start", lambda: None)
    own = Counters(tmp_path / "lane" / "generations")
    monkeypatch.setattr(generations, "counters", lambda: own)
    monkeypatch.setattr(memory, "counters", lambda: own)
    return own


@pytest.fixture
def house() -> SmallHouse:
    return SmallHouse()


@pytest.fixture
def lane(house, counters):
    """The lane in front of the small house."""
    return lane_before(house, counters)


@pytest.fixture
def site(transactional_db, counters) -> Iterator[object]:
    """The lane in front of Django, in this process and on this test's database."""
    memory.forget()
    yield lane_before(
        WSGIHandler(), counters, session_cookie=settings.SESSION_COOKIE_NAME, secure_header=None
    )
    memory.forget()
