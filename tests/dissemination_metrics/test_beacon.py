"""The beacon: what a page tells the server, and what the server makes of anything else."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles import finders
from django.core.signing import Signer
from django.template import Context, Template
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from dissemination_metrics import tokens
from dissemination_metrics.models import Hit, LeftOut, Salt
from tests.dissemination_metrics.conftest import FIREFOX

pytestmark = pytest.mark.django_db
ADDRESS = "/reach/hit"
FORM = "application/x-www-form-urlencoded"


def token(page=7, group="", path="/about/"):
    return tokens.sign(tokens.Ticket(page=page, group=group, path=path))


def tell(reader, data=None, content_type=FORM, **extra):
    body = urlencode(data) if isinstance(data, dict) else data
    return reader.post(ADDRESS, body, content_type=content_type, **extra)


def test_a_read_is_counted(reader):
    answer = tell(reader, {"page": token(), "from": "search.example"})
    assert answer.status_code == 204
    assert answer.content == b""
    hit = Hit.objects.get()
    assert (hit.kind, hit.item, hit.path, hit.referrer) == ("page", 7, "/about/", "search.example")
    assert hit.group is None
    assert str(hit).endswith("/about/")


def test_no_cookie_is_set_and_no_session_begun(reader):
    answer = tell(reader, {"page": token()})
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "no-store" in answer.headers["Cache-Control"]


def test_two_readers_of_one_network_and_browser_are_one_visitor(reader):
    tell(reader, {"page": token()})
    tell(reader, {"page": token(page=8)})
    tell(reader, {"page": token()}, headers={"User-Agent": FIREFOX.replace("143", "144")})
    assert len(set(Hit.objects.values_list("visitor", flat=True))) == 2


@pytest.mark.parametrize("header", ["DNT", "Sec-GPC"])
def test_whoever_objects_leaves_no_trace(reader, header):
    assert tell(reader, {"page": token()}, headers={header: "1"}).status_code == 204
    assert not Hit.objects.exists()
    assert not LeftOut.objects.exists()
    assert not Salt.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "Googlebot/2.1"},
        {"User-Agent": ""},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
    ],
)
def test_machines_are_left_out_and_counted_as_such(reader, headers):
    assert tell(reader, {"page": token()}, headers=headers).status_code == 204
    tell(reader, {"page": token()}, headers=headers)
    assert not Hit.objects.exists()
    left_out = LeftOut.objects.get()
    assert (left_out.reason, left_out.number) == ("robot", 2)
    assert str(left_out).endswith("robot: 2")


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_another_site_cannot_count(reader, headers):
    assert tell(reader, {"page": token()}, headers=headers).status_code == 403
    assert not Hit.objects.exists()


def test_another_origin_cannot_count():
    old_browser = Client(headers={"User-Agent": FIREFOX, "Origin": "https://evil.example"})
    assert tell(old_browser, {"page": token()}).status_code == 403


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
def test_only_posts_are_taken(reader, method):
    answer = getattr(reader, method)(ADDRESS)
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", FORM),
        (b"page=", FORM),
        (b"page=1", FORM),
        (b"page=1:abc", FORM),
        (b"\x00\xff\xfe" * 100, FORM),
        (b"\x89PNG\r\n", "image/png"),
        (b'{"page": ["x"]}', "application/json"),
        (b"{", "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
        (b"page[]=1&page[]=2", FORM),
        (b"&" * 2000, FORM),
        (b"page=%ff%fe%00", FORM),
    ],
)
def test_junk_is_refused_and_costs_nothing(reader, body, content_type):
    assert tell(reader, body, content_type).status_code == 400
    assert not Hit.objects.exists()
    assert LeftOut.objects.get().reason == LeftOut.Reason.MALFORMED


def test_what_is_too_large_is_not_read(reader):
    assert tell(reader, b"page=" + b"x" * 5000).status_code == 413
    assert tell(reader, b"page=1", CONTENT_LENGTH="99999999999999").status_code == 413
    assert tell(reader, b"page=1", CONTENT_LENGTH="many").status_code == 413


@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.binary(max_size=600))
def test_nothing_that_is_sent_breaks_it(settings, body):
    settings.RATE_LIMITS = {"metrics.hit": "100000/s"}
    quick = Client(headers={"User-Agent": FIREFOX}, raise_request_exception=True)
    assert tell(quick, body).status_code in {400, 413}


@given(st.text(max_size=80))
def test_nobody_can_make_up_a_page(text):
    with pytest.raises(tokens.NotOurs):
        tokens.read(text)


@pytest.mark.parametrize("told", ["7", "seven industry /x/", "7 industry"])
def test_a_signed_text_that_is_no_ticket_is_refused(told):
    with pytest.raises(tokens.NotOurs):
        tokens.read(Signer(salt="dissemination_metrics.page").sign(told))


@given(
    st.integers(1, 2**40),
    st.sampled_from(["", "industry", "civil-society"]),
    st.text(max_size=60),
)
def test_a_ticket_comes_back_as_it_was(page, group, path):
    ticket = tokens.Ticket(page=page, group=group, path=path)
    assert tokens.read(tokens.sign(ticket)) == ticket


@pytest.mark.parametrize(("code", "known"), [("policy", True), ("sme", False), ("nonsense", False)])
def test_only_a_top_level_group_is_taken(reader, code, known):
    tell(reader, {"page": token(group=code)})
    group = Hit.objects.get().group
    assert (group.code if group else None) == (code if known else None)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("news.example", "news.example"),
        ("user:secret@news.example:8000/path?q=1", "news.example"),
        ("[", ""),
        ("", ""),
        ("x" * 900, "x" * 253),
    ],
)
def test_of_the_way_here_only_the_host_is_kept(reader, told, kept):
    tell(reader, {"page": token(), "from": told})
    assert Hit.objects.get().referrer == kept


def test_a_flood_from_one_address_is_slowed_down(reader, settings):
    settings.RATE_LIMITS = {"metrics.hit": "2/m"}
    answers = [tell(reader, {"page": token()}).status_code for _again in range(3)]
    assert answers == [204, 204, 429]


def test_it_costs_few_queries(reader, django_assert_max_num_queries):
    tell(reader, {"page": token()})
    with django_assert_max_num_queries(4):
        tell(reader, {"page": token()})


def script_on(page, **context):
    request = RequestFactory().get("/")
    request.is_preview = context.pop("is_preview", False)
    template = Template("{% load metrics_tags %}{% beacon %}")
    return template.render(Context({"page": page, "request": request, **context})).strip()


def test_a_page_brings_the_script_and_its_ticket(about, reader):
    script = script_on(about)
    assert re.fullmatch(
        r'<script type="module" src="[^"]+read\.js" data-address="/reach/hit"'
        r' data-page="[^"]+"></script>',
        script,
    )
    found = re.search(r'data-page="([^"]+)"', script)[1]
    assert tokens.read(found) == tokens.Ticket(page=about.pk, group="", path="/about-us/")


def test_a_served_page_reports_itself(about, reader):
    html = reader.get("/about-us/").content.decode()
    found = re.search(r'data-page="([^"]+)"', html)[1]
    assert tell(reader, {"page": found}).status_code == 204
    assert Hit.objects.get().item == about.pk


def test_the_group_of_a_signed_in_member_travels_with_the_ticket(about, bob):
    found = re.search(r'data-page="([^"]+)"', script_on(about, viewer=bob))[1]
    assert tokens.read(found).group == "industry"


def test_a_member_without_a_group_is_counted_without(about, charlie):
    found = re.search(r'data-page="([^"]+)"', script_on(about, viewer=charlie))[1]
    assert tokens.read(found).group == ""


def test_previews_drafts_and_other_views_are_not_counted(about):
    assert script_on(about, is_preview=True) == ""
    assert script_on(None) == ""
    assert script_on("page 2 of 3") == ""
    about.live = False
    assert script_on(about) == ""


def test_the_script_is_small_and_keeps_nothing():
    content = Path(finders.find("dissemination_metrics/read.js")).read_bytes()
    assert len(content) < 1000
    assert b"cookie" not in content.lower().split(b"\n", 1)[1]
    assert b"localStorage" not in content
