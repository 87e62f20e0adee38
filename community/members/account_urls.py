"""Allauth's addresses about codes; with `identity.account_urls`, all that are offered."""

from allauth.account import views
from django.db import transaction
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from community.members.account_views import AddressCodeView
from community.members.guards import confirmed_recently, one_at_a_time

urlpatterns = [
    path("login/", views.login, name="account_login"),
    # allauth sends people here when a code has run out: one page asks for the address, not two.
    path(
        "login/code/",
        RedirectView.as_view(pattern_name="account_login", query_string=True),
        name="account_request_login_code",
    ),
    path(
        "login/code/confirm/",
        one_at_a_time(views.confirm_login_code),
        name="account_confirm_login_code",
    ),
    # Account, profile, consent and the mail with the code are written together or not at all.
    path("signup/", transaction.atomic(views.signup), name="account_signup"),
    path(
        "confirm-email/",
        one_at_a_time(never_cache(AddressCodeView.as_view())),
        name="account_email_verification_sent",
    ),
    path(
        "email/",
        never_cache(confirmed_recently(reading=False)(views.email)),
        name="account_email",
    ),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
]
