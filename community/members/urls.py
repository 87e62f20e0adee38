"""The room's addresses: what is yours once you are in."""

from django.urls import path
from django.views.generic import RedirectView

from community.members import profile_views, views

app_name = "members"
urlpatterns = [
    path("", views.home, name="home"),
    path("welcome/", profile_views.welcome, name="welcome"),
    path("profile/", profile_views.profile, name="profile"),
    path("profile/photo/", profile_views.photo, name="photo"),
    path("profile/preview/", profile_views.preview, name="preview"),
    # The name only: `community.datarights`, which lies above, answers at this address.
    path("data/", RedirectView.as_view(pattern_name="datarights:home"), name="data"),
    path("sample-sign-in/", views.sample_sign_in, name="sample_sign_in"),
]
