"""The room's addresses."""

from django.urls import URLPattern

app_name = "newsletters"
urlpatterns: list[URLPattern] = []
