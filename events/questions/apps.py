"""Registers the room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    """Own questions of an event."""

    name = "events.questions"
    label = "questions"
    verbose_name = _("Questions of events")

    def ready(self) -> None:
        """Take part in every registration."""
        # These import models, which are loaded only now.
        from events.parts import register_part  # noqa: PLC0415
        from events.questions.part import QuestionsPart  # noqa: PLC0415

        register_part(QuestionsPart())
