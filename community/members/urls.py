"""The room's addresses: what is yours once you are in."""

from django.urls import path

from community.members import profile_views, views

app_name = "members"
urlpatterns = [
    path("", views.home, name="home"),
    path("welcome/", profile_views.welcome, name="welcome"),
    path("profile/", profile_views.profile, name="profile"),
    path("profile/photo/", profile_views.photo, name="photo"),
    path("profile/preview/", profile_views.preview, name="preview"),
    path("data/", views.data, name="data"),
    path("data/download/", views.download, name="download"),
    path("data/erase/", views.erase, name="erase"),
    path("goodbye/", views.goodbye, name="goodbye"),
    path("sample-sign-in/", views.sample_sign_in, name="sample_sign_in"),
]
