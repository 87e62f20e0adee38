"""The addresses that machines ask; what people look at is in the admin, see `wagtail_hooks.py`."""

from django.urls import URLPattern, path

from dissemination_metrics.views.beacon import hit

app_name = "dissemination_metrics"
urlpatterns: list[URLPattern] = [path("hit", hit, name="hit")]
