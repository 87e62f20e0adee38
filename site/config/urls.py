"""Every address of the site on one page."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from community.members.desk_views import desk_account
from community.members.gates import admin_door, no_door, page_door
from community.members.photo_views import photo
from config import form_door, health
from editorial.views.reports import site_history, site_history_results
from pages.patterns import patterns

urlpatterns: list[URLPattern | URLResolver] = [
    # Asked by machines: no language, no session.
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("reach/", include("dissemination_metrics.urls")),
    path("letters/", include("newsletters.machine_urls")),
    path("calendar/", include("events.machine_urls")),
    path("api/v1/events/", include("events.interface.machine_urls")),
    path("vocabulary/", include("vocabulary.urls")),
    # Named by pages in every language, and the same in each.
    re_path(r"^photos/(?P<name>[\w-]+\.webp)$", photo, name="photo"),
    path("", include("discovery.machine_urls")),
    # allauth alone signs people in: Wagtail's own doors lead to it.
    path("admin/login/", admin_door, name="admin_login"),
    re_path("^admin/password_reset/", no_door),
    path("admin/account/", desk_account),
    path("admin/reports/site-history/", site_history),
    path("admin/reports/site-history/results/", site_history_results),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.SERVE_MEDIA:
    urlpatterns.append(
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})
    )
if settings.PATTERNS_ENABLED:
    urlpatterns.append(path("patterns/", patterns, name="patterns"))

urlpatterns += i18n_patterns(
    path("_util/login/", page_door, name="page_login"),
    path("accounts/", include("community.members.account_urls")),
    path("accounts/", include("community.identity.account_urls")),
    path("members/security/", include("community.identity.urls")),
    path("members/data/", include("community.datarights.urls")),
    path("members/", include("community.members.urls")),
    path("community/", include("community.directory.urls")),
    path("meet/", include("events.questions.urls")),
    path("meet/invitation/", include("events.invitations.urls")),
    path("meet/group/", include("events.groups.urls")),
    path("meet/series/", include("events.series.urls")),
    path("meet/certificate/", include("events.papers.urls")),
    path("meet/afterwards/", include("events.afterwards.urls")),
    path("meet/", include("events.door.urls")),
    path("meet/", include("events.urls")),
    path("letters/", include("newsletters.urls")),
    path("search/", include("search.urls")),
    path("tools/", include("toolbox.urls")),
    path("review/", include("editorial.urls")),
    path("forms/<int:page_id>/", form_door.send, name="send_form"),
    path("forms/<int:page_id>/sent/", form_door.sent, name="form_sent"),
    path("", include("discovery.urls")),
    path("", include("pages.urls")),
    prefix_default_language=False,
)
