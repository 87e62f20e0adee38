"""The room's addresses: what one does at an event's door, and a person's own registration."""

from django.urls import path

from events import feed_views, material_views, seat_views, views

app_name = "events"
urlpatterns = [
    path("events.ics", feed_views.events_calendar, name="calendar"),
    path("calendar/", feed_views.own_address, name="own_address"),
    path("<int:event_id>/register/", views.register, name="register"),
    path("<int:event_id>/join/", views.join, name="join"),
    path("<int:event_id>/leave/", views.leave, name="leave"),
    path("<int:event_id>/sent/", views.sent, name="sent"),
    path("<int:event_id>/material/<uuid:key>/", material_views.material, name="material"),
    path("<int:event_id>/event.ics", views.calendar_file, name="calendar_file"),
    path("seat/<str:token>/", seat_views.registration, name="registration"),
    path("seat/<str:token>/confirm/", seat_views.confirm, name="confirm"),
    path("seat/<str:token>/accept/", seat_views.accept, name="accept"),
    path("seat/<str:token>/decline/", seat_views.decline, name="decline"),
    path("seat/<str:token>/cancel/", seat_views.cancel, name="cancel"),
    path("seat/<str:token>/change/", seat_views.change, name="change"),
    path("seat/<str:token>/material/<uuid:key>/", material_views.own, name="own_material"),
    path("seat/<str:token>/event.ics", seat_views.own_calendar_file, name="own_calendar_file"),
]
