"""Remembers of addresses what they understand, or that nothing of them may be kept."""

import threading
from collections import OrderedDict
from typing import Final

from lane.keys import Place

MOST: Final = 5000


class Places:
    """What is known of addresses, a bounded number of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._params: OrderedDict[Place, frozenset[str] | None] = OrderedDict()
        self._ordinary: OrderedDict[Place, int] = OrderedDict()

    def is_public(self, place: Place) -> bool:
        """Return whether an answer of this address was kept."""
        return place in self._params

    def params(self, place: Place) -> frozenset[str] | None:
        """Return the parameters that a public address understands; None: not to be told."""
        return self._params.get(place)

    def is_ordinary(self, place: Place, epoch: int) -> bool:
        """Return whether this address gave nothing to keep, and nothing was changed since."""
        return self._ordinary.get(place) == epoch

    def learn(self, place: Place, params: frozenset[str] | None) -> None:
        """Write down that an address is public."""
        with self._lock:
            self._ordinary.pop(place, None)
            self._params[place] = params
            self._params.move_to_end(place)
            if len(self._params) > MOST:
                self._params.popitem(last=False)

    def pass_by(self, place: Place, epoch: int) -> None:
        """Write down that nothing of an address is kept, until something changes anywhere."""
        with self._lock:
            self._params.pop(place, None)
            self._ordinary[place] = epoch
            self._ordinary.move_to_end(place)
            if len(self._ordinary) > MOST:
                self._ordinary.popitem(last=False)
