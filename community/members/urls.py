"""The room's addresses: what is yours once you are in."""

from django.urls import path

from community.members import views

app_name = "members"
urlpatterns = [
    path("", views.home, name="home"),
    path("profile/", views.profile, name="profile"),
    path("data/", views.data, name="data"),
    path("data/download/", views.download, name="download"),
    path("data/erase/", views.erase, name="erase"),
    path("goodbye/", views.goodbye, name="goodbye"),
    path("sample-sign-in/", views.sample_sign_in, name="sample_sign_in"),
]
