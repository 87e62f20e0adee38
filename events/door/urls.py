"""The addresses at the door, and of a person's own ticket."""

from django.urls import path

from events.door import here_views, ticket_views, views, wire_views

app_name = "door"
urlpatterns = [
    path("<int:event_id>/door/", views.door, name="door"),
    path("<int:event_id>/door/worker.js", views.worker, name="worker"),
    path("<int:event_id>/door/people/", wire_views.people, name="people"),
    path("<int:event_id>/door/state/", wire_views.state, name="state"),
    path("<int:event_id>/door/search/", wire_views.search, name="search"),
    path("<int:event_id>/door/scans/", wire_views.scans, name="scans"),
    path("<int:event_id>/room/", here_views.room, name="room"),
    path("<int:event_id>/room/code/", here_views.room_code_now, name="room_code"),
    path("<int:event_id>/here/", here_views.here, name="here"),
    path("seat/<str:token>/ticket/", ticket_views.ticket, name="ticket"),
    path("seat/<str:token>/ticket/replace/", ticket_views.replace, name="replace"),
    path("seat/<str:token>/here/", here_views.here_by_link, name="here_by_link"),
]
