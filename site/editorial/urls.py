"""Addresses for people without an account: signed previews, and the calendar that is fetched."""

from django.urls import path

from editorial.views import public

app_name = "editorial"

urlpatterns = [
    path("calendar/<str:token>.ics", public.feed, name="feed"),
    path("<str:token>/", public.preview, name="preview"),
    path("<str:token>/draft/", public.draft, name="draft"),
    path("<str:token>/remark/", public.remark, name="remark"),
]
