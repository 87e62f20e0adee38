"""Surveys with their answers, and meetings with what came of them, one noun a file."""

from events.afterwards.models.answer import SurveyAnswer, SurveyTurn
from events.afterwards.models.meeting import Meeting, Outcome
from events.afterwards.models.survey import Survey, SurveyQuestion

__all__ = ["Meeting", "Outcome", "Survey", "SurveyAnswer", "SurveyQuestion", "SurveyTurn"]
