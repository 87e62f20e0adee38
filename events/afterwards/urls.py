"""The addresses under which people answer after an event."""

from django.urls import path

from events.afterwards import views

app_name = "afterwards"
urlpatterns = [
    path("survey/<str:token>/", views.survey, name="survey"),
    path("meetings/<str:token>/", views.meetings, name="meetings"),
]
