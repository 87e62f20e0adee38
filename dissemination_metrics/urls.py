"""The room's addresses."""

from django.urls import URLPattern

app_name = "dissemination_metrics"
urlpatterns: list[URLPattern] = []
