"""Wagtail's own view at every address; our page types with Wagtail's own methods again."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.models import Page

from pages.models import ArticlePage, CaseIndexPage, CasePage, HomePage, ToolboxPage, ToolPage

TEMPLATES = {
    HomePage: "stock/home.html",
    ToolboxPage: "stock/list.html",
    CaseIndexPage: "stock/list.html",
    ToolPage: "stock/tool.html",
    CasePage: "stock/case.html",
    ArticlePage: "stock/article.html",
}
for model, template in TEMPLATES.items():
    model.template = template
    model.get_context = Page.get_context
    model.get_view_restrictions = Page.get_view_restrictions

urlpatterns = i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)
