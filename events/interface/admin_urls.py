"""Keys and webhooks below ``/admin/programs/``."""

from django.urls import path

from events.interface import views

app_name = "event_programs"
urlpatterns = [
    path("", views.home, name="home"),
    path("keys/add/", views.add_key, name="add_key"),
    path("keys/<int:pk>/revoke/", views.revoke_key, name="revoke_key"),
    path("webhooks/add/", views.add_webhook, name="add_webhook"),
    path("webhooks/<int:pk>/", views.webhook, name="webhook"),
    path("webhooks/<int:pk>/change/", views.change_webhook, name="change_webhook"),
]
