"""Addresses of vocabularies and terms, outside the language prefixes: they are identifiers."""

from django.urls import path

from vocabulary import views

app_name = "vocabulary"

urlpatterns = [
    path("<str:scheme>.json", views.scheme, name="scheme"),
    path("<str:scheme>/<str:code>", views.term, name="term"),
]
