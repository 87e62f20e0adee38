"""The room's addresses: what is yours once you are in."""

from django.urls import path
from django.views.generic import RedirectView

from community.members import views

app_name = "members"
urlpatterns = [
    path("", views.home, name="home"),
    path("profile/", views.profile, name="profile"),
    # The name only: `community.datarights`, which lies above, answers at this address.
    path("data/", RedirectView.as_view(pattern_name="datarights:home"), name="data"),
    path("sample-sign-in/", views.sample_sign_in, name="sample_sign_in"),
]
