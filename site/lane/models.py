"""The truth about what changed when: one number for each scope."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Generation(models.Model):
    """A scope of public content and the number of its last change.

    Numbers come from one sequence for all scopes, so a later change has a higher number, whatever
    its scope.
    """

    number = models.BigAutoField(primary_key=True)
    scope = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return f"{self.scope} {self.number}"
