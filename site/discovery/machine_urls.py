"""Addresses without a language: API, harvesting, site map, robots."""

from django.urls import URLPattern, URLResolver, path, re_path

from discovery.api import page_endpoints, word_endpoints  # noqa: F401 - they join the interface
from discovery.api.interface import nowhere
from discovery.api.interface import urls as api_urls
from discovery.views import api_page, oai, plain_files, sitemap

app_name = "discovery_machines"

urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", plain_files.robots, name="robots"),
    path(".well-known/security.txt", plain_files.security, name="security"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap.sitemap_file, name="sitemap_file"),
    re_path(
        r"^share/(?P<name>\d{1,19}-[0-9a-f]{12}\.(?:png|jpg))$", plain_files.share, name="share"
    ),
    path("oai", oai.oai, name="oai"),
    path("api/v1/", api_page.api_page, name="api"),
    path("api/v1/", api_urls()),
    path("api/<path:rest>", nowhere),
]
