"""Links that lead nowhere are found without asking any other site."""

import socket

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex

from editorial.actions.linking import check_links
from editorial.external import ExternalChecker
from editorial.links import syntax_fault
from editorial.models import LinkFault, MovedDomain
from tests.editorial.conftest import signed_in, words
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db
Kind = LinkFault.Kind


def with_text(plain, html, heading=""):
    body = [("heading", heading)] if heading else []
    plain.body = [*body, ("paragraph", html)]
    plain.save()
    ReferenceIndex.create_or_update_for_object(plain)
    check_links()
    return {(fault.kind, fault.href) for fault in LinkFault.objects.filter(page_id=plain.pk)}


def test_a_link_to_a_deleted_page_is_found(plain):
    assert (Kind.GONE, "page 999999") in with_text(
        plain, '<p><a linktype="page" id="999999">It</a></p>'
    )


def test_a_link_to_an_unpublished_page_is_found(plain, article):
    article.unpublish()
    found = with_text(plain, f'<p><a linktype="page" id="{article.pk}">It</a></p>')
    assert (Kind.HIDDEN, f"page {article.pk}") in found


def test_a_link_to_a_deleted_file_is_found(plain):
    found = with_text(plain, '<p><a linktype="document" id="77777">It</a></p>')
    assert (Kind.GONE, "document 77777") in found


def test_an_anchor_without_its_heading_is_found(plain):
    html = '<p><a href="#large">One</a> <a href="#lost">Two</a></p>'
    assert with_text(plain, html, heading="Large") == {(Kind.ANCHOR, "#lost")}


def test_an_address_of_ours_that_answers_is_no_fault(plain, article):
    html = f'<p><a href="{article.url}">A</a> <a href="/healthz">B</a> <a href="/">C</a></p>'
    assert with_text(plain, html) == set()


def test_an_address_of_ours_without_a_page_is_found(plain):
    assert with_text(plain, '<p><a href="/nowhere/">A</a></p>') == {(Kind.GONE, "/nowhere/")}


def test_a_detour_and_a_circle_of_redirects_are_told_apart(plain, article):
    Redirect.objects.create(old_path="/old", redirect_link="/older/")
    Redirect.objects.create(old_path="/older", redirect_link=article.url)
    Redirect.objects.create(old_path="/a", redirect_link="/b/")
    Redirect.objects.create(old_path="/b", redirect_link="/a/")
    html = '<p><a href="/old/">A</a> <a href="/a/">B</a></p>'
    assert with_text(plain, html) == {(Kind.DETOUR, "/old/"), (Kind.LOOP, "/a/")}


@pytest.mark.parametrize(
    ("address", "faulty"),
    [
        ("https://example.org/x", False),
        ("http:/example.org", True),
        ("https://", True),
        ("https://exa mple.org", True),
        ("https://[::1", True),
        ("https://example", True),
        ("javascript:alert(1)", True),
        ("mailto:info@example.org", False),
        ("mailto:", True),
        ("www.example.org", True),
        ("/tools/", False),
        ("", True),
        ("https://example.org:99999/", True),
    ],
    ids=repr,
)
def test_addresses_that_cannot_be_are_known_by_their_spelling(address, faulty):
    assert syntax_fault(address) is faulty


def test_a_site_that_has_moved_is_told_with_its_new_place(plain):
    MovedDomain.objects.create(domain="https://Old.example/", moved_to="new.example")
    found = with_text(plain, '<p><a href="https://www.old.example/x">A</a></p>')
    assert found == {(Kind.MOVED, "https://www.old.example/x")}
    assert "new.example" in LinkFault.objects.get().advice


def test_no_other_site_is_asked(plain, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("somebody asked another site")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert with_text(plain, '<p><a href="https://example.org/x">A</a></p>') == set()


class Pessimist(ExternalChecker):
    """Finds every address dead."""

    def fault_of(self, url: str) -> str:
        return f"{url} is dead."


def test_a_checker_of_ones_own_can_be_switched_on(plain, settings):
    settings.EDITORIAL_EXTERNAL_CHECKER = f"{__name__}.Pessimist"
    found = with_text(plain, '<p><a href="https://example.org/x">A</a></p>')
    assert found == {(Kind.EXTERNAL, "https://example.org/x")}


def test_what_was_mended_leaves_the_report_and_what_was_not_keeps_its_day(plain):
    with_text(plain, '<p><a href="/one/">A</a> <a href="/two/">B</a></p>')
    first = LinkFault.objects.get(href="/one/").first_seen
    assert with_text(plain, '<p><a href="/one/">A</a></p>') == {(Kind.GONE, "/one/")}
    assert LinkFault.objects.get(href="/one/").first_seen == first


def test_the_report_says_where_to_mend_it(plain, editor):
    with_text(plain, '<p><a href="/one/">A</a></p>')
    screen = words(signed_in(editor).get(reverse("link_faults:index")))
    assert reverse("wagtailadmin_pages:edit", args=(plain.pk,)) in screen
    assert "/one/" in screen
    answer = signed_in(editor).get(reverse("link_faults:index"), {"export": "csv"})
    assert "/one/" in b"".join(answer.streaming_content).decode()


def test_the_night_asks_for_the_same_with_three_pages_and_with_thirty(
    home, django_assert_max_num_queries
):
    counts = []
    for number in (3, 27):
        for one in range(number):
            StandardPageFactory.create(
                title=f"L{number}-{one}", body=[("paragraph", '<p><a href="/">Home</a></p>')]
            )
        check_links()
        with django_assert_max_num_queries(90) as captured:
            check_links()
        counts.append(len(captured))
    assert counts[0] == counts[1]
