"""The address that mail programs post to: no language, no session, no question."""

from django.urls import path

from newsletters.views import public

app_name = "letters"
urlpatterns = [path("leave/<uuid:token>/", public.leave, name="leave")]
