"""The room's addresses."""

from django.urls import URLPattern

app_name = "datarights"
urlpatterns: list[URLPattern] = []
