"""The room's addresses: below /members/data/."""

from django.urls import path

from community.datarights.views import leaving, own

app_name = "datarights"
urlpatterns = [
    path("", own.home, name="home"),
    path("agreed/", own.consents, name="consents"),
    path("agreed/take-back/", own.take_back, name="take_back"),
    path("copy/", own.ask, name="ask"),
    path("copy/<uuid:export_uuid>/", own.fetch, name="fetch"),
    path("correct/", own.correct, name="correct"),
    path("leave/", leaving.leave, name="leave"),
    path("closed/", leaving.closed, name="closed"),
    path("come-back/", leaving.come_back, name="come_back"),
]
