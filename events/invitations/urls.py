"""The addresses of an invitation."""

from django.urls import path

from events.invitations import views

app_name = "event_invitations"
urlpatterns = [
    path("<str:token>/", views.show, name="show"),
    path("<str:token>/seen/", views.seen, name="seen"),
    path("<str:token>/decline/", views.decline, name="decline"),
    path("<str:token>/no-more/", views.opt_out, name="opt_out"),
]
