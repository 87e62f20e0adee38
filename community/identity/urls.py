"""The room's addresses: the security of one's own account."""

from django.urls import path

from community.identity import views

app_name = "identity"
urlpatterns = [
    path("", views.security, name="security"),
    path("devices/end/", views.end_device, name="end_device"),
    path("second-factor/", views.second_factor, name="second_factor"),
]
