"""The room's addresses for people, in their language."""

from django.urls import path

from newsletters.views import public

app_name = "newsletters"
urlpatterns = [
    path("confirm/<uuid:token>/", public.confirm, name="confirm"),
    path("yours/<uuid:token>/", public.yours, name="yours"),
    path("<slug:slug>/", public.subscribe, name="subscribe"),
    path("<slug:slug>/asked/", public.asked, name="asked"),
    path("<slug:slug>/join/", public.join, name="join"),
]
