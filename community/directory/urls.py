"""The room's addresses: public lists and pages, and what a member does with them."""

from django.urls import path

from community.directory import views

app_name = "directory"
urlpatterns = [
    path("", views.home, name="home"),
    path("suggest/", views.suggestions, name="suggest"),
    path("people/", views.people, name="people"),
    path("people/<slug:handle>/", views.person, name="person"),
    path("people/<slug:handle>/write/", views.write, name="write"),
    path("letters/<uuid:uuid>/report/", views.report, name="report"),
    path("claims/", views.claims, name="claims"),
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/new/", views.add, name="add"),
    path("organisations/leave/", views.leave, name="leave"),
    path("organisations/<slug:slug>/", views.organisation, name="organisation"),
    path("organisations/<slug:slug>/edit/", views.edit, name="edit"),
    path("organisations/<slug:slug>/claim/", views.claim, name="claim"),
    path("organisations/<slug:slug>/confirm/", views.confirm, name="confirm"),
    path("organisations/<slug:slug>/decide/", views.decide, name="decide"),
]
