"""What one person answered to one question."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Answer(models.Model):
    """One answer, in the column that fits the kind of the question.

    A file lies in the private store. There is no row where nothing was answered or asked.
    """

    registration = models.ForeignKey(
        "events.Registration",
        verbose_name=_("registration"),
        on_delete=models.CASCADE,
        related_name="question_answers",
    )
    question = models.ForeignKey(
        "questions.Question",
        verbose_name=_("question"),
        on_delete=models.PROTECT,
        related_name="answers",
    )
    text = models.TextField(_("text"), blank=True)
    number = models.DecimalField(_("number"), max_digits=14, decimal_places=4, null=True)
    day = models.DateField(_("date"), null=True)
    chosen = ArrayField(models.BigIntegerField(), verbose_name=_("choices"), default=list)
    is_ticked = models.BooleanField(_("agreed"), default=False)
    consent = models.ForeignKey(
        "members.ConsentRecord",
        verbose_name=_("consent"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
    )
    file_name = models.CharField(_("file in the store"), max_length=100, blank=True)
    file_title = models.CharField(_("name of the file"), max_length=120, blank=True)
    file_size = models.PositiveIntegerField(_("size in bytes"), default=0)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    objects: ClassVar[models.Manager["Answer"]] = models.Manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer to a question of an event")
        verbose_name_plural = _("answers to questions of events")
        ordering = ("registration", "question")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "question"), name="one_answer_per_question"
            ),
        )

    def __str__(self) -> str:
        return f"{self.registration_id}, {self.question_id}"
