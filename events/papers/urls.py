"""The addresses under which certificates are checked and fetched."""

from django.urls import path

from events.papers import views

app_name = "papers"
urlpatterns = [
    path("", views.look_up, name="look_up"),
    path("<str:serial>/", views.certificate, name="certificate"),
    path("<str:serial>/<str:secret>/", views.own, name="own"),
    path("<str:serial>/<str:secret>/certificate.pdf", views.document, name="document"),
]
