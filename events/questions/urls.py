"""The room's public addresses: a person's own files."""

from django.urls import path

from events.questions.views import files

app_name = "questions"
urlpatterns = [
    path("seat/<str:token>/file/<int:question_id>/", files.own_file, name="own_file"),
]
