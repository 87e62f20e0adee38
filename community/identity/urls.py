"""The room's addresses."""

from django.urls import URLPattern

app_name = "identity"
urlpatterns: list[URLPattern] = []
