"""The addresses of series: their dates, registering for several of them, their calendar."""

from django.urls import path

from events.series import views

app_name = "event_series"
urlpatterns = [
    path("<slug:slug>/", views.page, name="page"),
    path("<slug:slug>/register/", views.register, name="register"),
    path("<slug:slug>/events.ics", views.calendar, name="calendar"),
]
