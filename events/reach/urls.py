"""The room's addresses in the administration."""

from django.urls import path

from events.reach import views

app_name = "event_reach"
urlpatterns = [
    path("<int:event_id>/", views.reach, name="reach"),
    path("<int:event_id>/reach.<str:kind>", views.download, name="download"),
]
