"""Addresses without a language: API, harvesting, site map, robots."""

from django.urls import URLPattern

app_name = "discovery_machines"

urlpatterns: list[URLPattern] = []
