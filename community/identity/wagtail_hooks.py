"""What this room adds to the desk: a word when the second factor is switched off."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component


class SecondFactorIsOff(Component):
    """Says so at the top of the desk."""

    name = "second_factor_is_off"
    template_name = "identity/second_factor_is_off.html"
    order = 0


@hooks.register("construct_homepage_panels")
def say_that_the_second_factor_is_off(request: HttpRequest, panels: list[Any]) -> None:
    """Put the word before all other panels where staff need no second factor."""
    if not settings.STAFF_SECOND_FACTOR:
        panels.insert(0, SecondFactorIsOff())
