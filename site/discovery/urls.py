"""Addresses in a language: feeds, the list for language models, what stands below a page's own."""

from django.urls import URLPattern, path, re_path

from discovery.citations.formats import FORMATS
from discovery.twins import LINKSET, TWIN
from discovery.views import below, feeds, llms

app_name = "discovery"

ABOVE = r"^(?P<path>(?:[\w-]{1,255}/){0,10})"
CITATIONS = "|".join(form.file.replace(".", r"\.") for form in FORMATS)

urlpatterns: list[URLPattern] = [
    path("feeds/<slug:section>.atom", feeds.atom, name="atom"),
    path("feeds/<slug:section>.json", feeds.json_feed, name="json_feed"),
    path("llms.txt", llms.llms, name="llms"),
    re_path(ABOVE + TWIN.replace(".", r"\.") + "$", below.twin, name="twin"),
    re_path(ABOVE + LINKSET.replace(".", r"\.") + "$", below.linkset, name="linkset"),
    re_path(ABOVE + f"(?P<name>{CITATIONS})$", below.citation, name="citation"),
    re_path(ABOVE + "cite$", below.negotiated, name="cite"),
]
