"""The ways through the site: menu, breadcrumbs, the one address of a page, page numbers."""

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from wagtail.models import Page, Site

from newsletters.models import Newsletter, NewsletterIndexPage
from tests.factories import pages as make


@pytest.fixture
def home(db):
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def toolbox(home):
    page = home.add_child(instance=Page(title="Toolbox & more", slug="tb", show_in_menus=True))
    home.add_child(instance=Page(title="Privacy", slug="pv"))
    home.add_child(instance=Page(title="Draft", slug="df", show_in_menus=True, live=False))
    return page


def render(source: str, request, **context) -> str:
    loads = "{% load navigation_tags %}"
    return Template(loads + source).render(Context({"request": request, **context})).strip()


def header(request, **context) -> str:
    tag = "{% site_pages as pages_below_home %}{% include 'navigation/header.html' %}"
    return render(tag, request, **context)


def test_the_menu_shows_live_pages_that_are_marked_for_it(rf, toolbox):
    html = header(rf.get("/"))
    assert '<a href="/tb/">Toolbox &amp; more</a>' in html
    assert "Privacy" not in html
    assert "Draft" not in html


def test_the_menu_marks_where_the_reader_is(rf, toolbox):
    below = toolbox.add_child(instance=Page(title="Need", slug="need"))
    assert '<a href="/tb/" aria-current="page">' in header(rf.get("/"), page=toolbox)
    assert '<a href="/tb/" aria-current="true">' in header(rf.get("/"), page=below)


def test_the_menu_takes_two_queries(rf, toolbox, django_assert_num_queries):
    header(rf.get("/"))
    with django_assert_num_queries(2):
        header(rf.get("/"))


def test_without_a_site_there_is_a_header_without_entries(rf, home):
    Site.objects.all().delete()
    assert "<li>" not in header(rf.get("/"))


def test_the_other_pages_stand_in_the_footer(rf, toolbox):
    tag = "{% site_pages as pages_below_home %}{% include 'navigation/footer.html' %}"
    html = render(tag, rf.get("/"))
    assert '<a href="/pv/">Privacy</a>' in html
    assert "Emblem of the European Union" in html


def test_each_page_has_its_place_in_the_footer(home, toolbox, client):
    letter = Newsletter.objects.create(
        slug="l", title="Letter", from_name="L", from_address="l@example.org"
    )
    home.add_child(
        instance=NewsletterIndexPage(
            title="The letters", slug="nl", newsletter=letter, show_in_menus=True
        )
    )
    make.AudiencePageFactory(title="I run a firm", parent=home)
    footer = BeautifulSoup(client.get("/accounts/login/").content, "html.parser").footer
    places = {
        nav.h2.get_text(): [link.get_text() for link in nav.find_all("a")]
        for nav in footer.find_all("nav")
    }
    assert places == {
        "Explore": ["Toolbox & more"],
        "For you": ["I run a firm"],
        "Take part": ["People and organisations", "Join the community", "Sign in", "The letters"],
        "Small print": ["Privacy"],
        "Language": ["English", "Français", "Deutsch", "Español", "Italiano"],
    }


def test_a_signed_in_member_finds_the_way_out(rf, bob, toolbox):
    html = header(rf.get("/"), viewer=bob, csrf_token="t")
    assert bob.name in html
    assert 'method="post"' in html
    assert "Sign in" not in html


def test_breadcrumbs_lead_home_and_leave_out_the_page_itself(rf, toolbox):
    below = toolbox.add_child(instance=Page(title="Need", slug="need"))
    html = render("{% include 'navigation/breadcrumbs.html' %}", rf.get("/"), page=below)
    assert '<a href="/">Home</a>' in html
    assert '<a href="/tb/">Toolbox &amp; more</a>' in html
    assert "Need" not in html


def test_the_home_page_has_no_breadcrumbs(rf, home):
    assert not render("{% include 'navigation/breadcrumbs.html' %}", rf.get("/"), page=home)


def test_other_views_name_their_own_crumbs(rf):
    crumbs = [{"url": "/members/", "title": "Your page"}]
    html = render_to_string("navigation/breadcrumbs.html", {"crumbs": crumbs, "last": "Profile"})
    assert '<a href="/members/">Your page</a>' in html
    assert '<span aria-current="page">Profile</span>' in html


def test_the_canonical_address_has_no_parameters(rf, toolbox, settings):
    settings.SITE_URL = "https://inspire.example.org"
    request = rf.get("/members/?utm=1")
    assert render("{% canonical %}", request) == "https://inspire.example.org/members/"
    assert render("{% canonical %}", request, page=toolbox).endswith("/tb/")


def test_page_numbers_keep_the_other_parameters(rf):
    slice_ = Paginator(range(200), 10).page(7)
    request = rf.get("/?stage=3&page=7")
    html = render("{% include 'navigation/pagination.html' %}", request, slice=slice_)
    assert 'href="?stage=3&amp;page=8"' in html
    assert 'aria-current="page"' in html
    assert "…" in html


def test_one_page_needs_no_numbers(rf):
    slice_ = Paginator(range(5), 10).page(1)
    assert not render("{% include 'navigation/pagination.html' %}", rf.get("/"), slice=slice_)
