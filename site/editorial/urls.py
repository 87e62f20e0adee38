"""Addresses for people without an account: signed previews."""

from django.urls import URLPattern

app_name = "editorial"

urlpatterns: list[URLPattern] = []
