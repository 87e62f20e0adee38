"""One question that an event asks of those who register."""

from typing import Any, ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an answer looks like."""

    SHORT = "short", _("Short text")
    LONG = "long", _("Long text")
    CHOICE = "choice", _("One of several choices")
    SEVERAL = "several", _("Any of several choices")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    FILE = "file", _("File")
    CONSENT = "consent", _("Consent: a box to tick")


class Kept(models.TextChoices):
    """How long the answers are kept."""

    REPORT = "report", _("For the report: until the person leaves or asks to be forgotten")
    EVENT = "event", _("For the event only: erased some days after it")


CHOOSING: Final = (Kind.CHOICE, Kind.SEVERAL)


class QuestionQuerySet(models.QuerySet["Question"]):
    """The sets of questions that have a name."""

    def in_use(self) -> "QuestionQuerySet":
        """Return those that are asked of whoever registers now."""
        return self.filter(is_retired=False)


class Question(models.Model):
    """One question; it is edited at the desk and is no part of the page's drafts.

    Three conditions may narrow of whom it is asked; where several are set all of them must hold.
    A question can depend only on one that is asked before it: so there is never a circle.
    """

    event = models.ForeignKey(
        "events.EventPage",
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="questions",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    label = models.CharField(_("question"), max_length=500)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    words: models.JSONField[Any, Any] = models.JSONField(
        _("in other languages"), default=dict, blank=True
    )
    version = models.PositiveIntegerField(_("version of the words"), default=1, editable=False)
    is_required = models.BooleanField(_("an answer is needed"), default=False)
    is_fixed = models.BooleanField(
        _("cannot be changed later"),
        default=False,
        help_text=_("People cannot correct their answer once they have registered."),
    )
    least = models.DecimalField(
        _("at least"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    most = models.DecimalField(_("at most"), max_digits=14, decimal_places=4, null=True, blank=True)
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    is_retired = models.BooleanField(_("is no longer asked"), default=False, editable=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    kept = models.CharField(
        _("how long answers are kept"), max_length=6, choices=Kept, default=Kept.EVENT
    )
    erase_after_days = models.PositiveSmallIntegerField(
        _("days after the event"),
        default=30,
        validators=[MaxValueValidator(3650)],
        help_text=_("For answers that are kept for the event only."),
    )

    # Of whom it is asked.
    for_session = models.BooleanField(default=False, editable=False)
    session = models.ForeignKey(
        "events.Session",
        verbose_name=_("only of those who come to"),
        on_delete=models.SET_NULL,
        related_name="questions",
        null=True,
        blank=True,
    )
    groups = ArrayField(
        models.CharField(max_length=80),
        verbose_name=_("only of people from"),
        default=list,
        blank=True,
    )
    depends_on = models.ForeignKey(
        "self",
        verbose_name=_("depends on"),
        on_delete=models.PROTECT,
        related_name="dependents",
        null=True,
        blank=True,
    )
    depends_values = ArrayField(
        models.BigIntegerField(), verbose_name=_("answered with one of"), default=list, blank=True
    )

    objects = QuestionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question of an event")
        verbose_name_plural = _("questions of events")
        ordering = ("event", "position", "pk")
        default_permissions = ()
        constraints: ClassVar = (
            models.CheckConstraint(
                name="a_question_does_not_depend_on_itself",
                condition=~models.Q(depends_on=models.F("pk")),
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def field_name(self) -> str:
        """The name of its field among those of this room."""
        return f"q{self.pk}"

    @property
    def has_choices(self) -> bool:
        """Whether people choose from a list."""
        return self.kind in CHOOSING

    @property
    def is_conditional(self) -> bool:
        """Whether it is asked of some only."""
        return bool(self.for_session or self.groups or self.depends_on_id)

    def label_in(self, language: str) -> str:
        """Return the question in a language, or as it was written first."""
        return self._word("label", language) or self.label

    def help_in(self, language: str) -> str:
        """Return the help in a language, or as it was written first."""
        return self._word("help", language) or self.help_text

    def _word(self, name: str, language: str) -> str:
        return str(self.words.get(language, {}).get(name, ""))
