"""The addresses of pages: every page's own, and Wagtail's for pages with a password."""

from django.urls import URLPattern, re_path
from wagtail.urls import serve_pattern
from wagtail.urls import urlpatterns as wagtail_patterns

from pages.views import serve

# The name stays Wagtail's: its own code asks for addresses by it.
urlpatterns: list[URLPattern] = [
    *(pattern for pattern in wagtail_patterns if pattern.name != "wagtail_serve"),
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
