"""What somebody answered, and, apart from it, that somebody has answered."""

import uuid
from typing import Any, ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.afterwards.models.survey import Survey
from vocabulary.fields import term_field
from vocabulary.schemes import Scheme

RATED: Final = ("overall", "content", "organisation", "relevance")
FEWEST, MOST = 1, 5


class Use(models.TextChoices):
    """Whether somebody will use what they learnt."""

    YES = "yes", _("Yes")
    PERHAPS = "perhaps", _("Perhaps")
    NO = "no", _("No")


def _rating(label: Any) -> "models.PositiveSmallIntegerField[int | None, int | None]":
    checks = [MinValueValidator(FEWEST), MaxValueValidator(MOST)]
    return models.PositiveSmallIntegerField(label, null=True, blank=True, validators=checks)


class SurveyAnswer(models.Model):
    """One person's answers; whose they are is known to nobody.

    There is no time in the row, and its key is random: no order tells who answered when.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="answers"
    )
    # Shown only where so many of a group answered that nobody can be told.
    group = term_field(Scheme.STAKEHOLDER_GROUP, null=True, blank=True)
    overall = _rating(_("the event as a whole"))
    content = _rating(_("its content"))
    organisation = _rating(_("its organisation"))
    relevance = _rating(_("its relevance for your work"))
    use = models.CharField(
        _("will you use it in your work?"), max_length=10, choices=Use, blank=True
    )
    takeaway = models.TextField(_("what do you take with you?"), max_length=1000, blank=True)
    own = models.JSONField(_("own questions"), default=dict, blank=True)

    objects: ClassVar[models.Manager["SurveyAnswer"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answers to a survey")
        verbose_name_plural = _("answers to surveys")
        ordering = ("pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.survey_id)


class SurveyTurn(models.Model):
    """That a person has answered, so that nobody does twice; not what, and not when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="turns"
    )
    registration = models.ForeignKey(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="survey_turns",
    )

    objects: ClassVar[models.Manager["SurveyTurn"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("turn in a survey")
        verbose_name_plural = _("turns in surveys")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("survey", "registration"), name="one_turn_each"),
        )

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.registration_id}"
