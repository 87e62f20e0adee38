"""The addresses of a group's leader."""

from django.urls import path

from events.groups import views

app_name = "event_groups"
urlpatterns = [
    path("<str:token>/", views.group, name="group"),
    path("<str:token>/cancel/", views.give_up, name="give_up"),
]
