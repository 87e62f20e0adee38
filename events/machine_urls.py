"""The address that calendar programs fetch: no language, no session."""

from django.urls import path

from events import feed_views

app_name = "calendar_feeds"
urlpatterns = [path("<str:token>.ics", feed_views.own_feed, name="own")]
