"""The border to other sites: whether a link to one of them answers. Nobody asks by default.

`settings.EDITORIAL_EXTERNAL_CHECKER` names a class of this shape by its dotted path. The project
brings none that uses the network: no page, worker or test of it ever asks another site.
"""

from abc import ABC, abstractmethod

from django.conf import settings
from django.utils.module_loading import import_string


class ExternalChecker(ABC):
    """Asks other sites whether an address still answers."""

    @abstractmethod
    def fault_of(self, url: str) -> str:
        """Return what is wrong with an address, in words for an editor; empty when it answers."""


def external_checker() -> ExternalChecker | None:
    """Return the checker that the settings name; None when there is none, which is usual."""
    path = settings.EDITORIAL_EXTERNAL_CHECKER
    if not path:
        return None
    checker: ExternalChecker = import_string(path)()
    return checker
