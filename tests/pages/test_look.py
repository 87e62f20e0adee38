"""The look in templates: icons, faces, fields, cards, error pages, the pattern page."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import add_message, constants
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory

from pages import context_processors
from pages.cards import Card
from pages.patterns import PatternForm
from pages.templatetags import look_tags

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
SCRIPTS = Path(finders.find("js/theme.js")).parent


def test_an_icon_points_into_the_sprite_and_is_silent():
    assert look_tags.icon("arrow") == (
        '<svg class="icon" aria-hidden="true"><use href="/static/img/icons.svg#arrow"/></svg>'
    )


def test_every_icon_named_in_a_template_is_in_the_sprite():
    sprite = Path(finders.find("img/icons.svg")).read_text()
    known = set(re.findall(r'symbol id="([^"]+)"', sprite))
    for template in TEMPLATES.rglob("*.html"):
        used = set(re.findall(r'{% icon "([^"]+)"', template.read_text()))
        assert used <= known, template
    assert {*look_tags.RINGS.values(), "ring-closed"} <= known


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Marta Kowalska", "MK"),
        ("Ana Maria de Sousa", "AS"),
        ("Bob Member (example)", "BM"),
        ("Élodie", "É"),
        ("  ", "?"),
        (None, "?"),
        ("42 <b>", "B"),
    ],
)
def test_initials_are_the_first_letters_of_first_and_last_word(name, letters):
    assert look_tags.initials(name) == letters


def test_an_address_breaks_at_its_joints_and_stays_itself():
    shown = look_tags.breakable("a.name@sub.<b>.org")
    assert shown == "a.name@<wbr>sub<wbr>.&lt;b&gt;<wbr>.org"
    assert look_tags.breakable("no address") == "no address"
    assert look_tags.breakable("") == ""


def test_a_face_opens_to_the_side_of_its_group_and_escapes_what_it_is_given():
    assert look_tags.OPENINGS["academia"] in look_tags.avatar("Eva Paz", "academia")
    assert look_tags.CLOSED in look_tags.avatar("Eva Paz", "media")
    assert "<b>" not in look_tags.avatar("Eva", '"><b>')
    assert look_tags.ring_of("nobody") == "ring-closed"


def test_marks_fill_the_stages_that_are_named():
    rings = look_tags.marks([1, 6]).split("<circle")[1:]
    assert ["on" in ring for ring in rings] == [True, *[False] * 4, True]
    assert 'class="on"' not in look_tags.marks(None)


def test_a_static_address_survives_a_missing_manifest(monkeypatch):
    def fail(path: str) -> str:
        raise ValueError(path)

    monkeypatch.setattr(look_tags, "static", fail)
    assert look_tags.address("css/site.css") == "/static/css/site.css"


# Cards -----------------------------------------------------------------------------------------


def card(**facts) -> Card:
    return Card(**{"title": "A & B", "url": "/a/", **facts})


def render_card(**facts) -> str:
    return render_to_string("components/card.html", {"card": card(**facts)})


def test_a_card_shows_what_it_has_and_nothing_else():
    group = SimpleNamespace(code="policy", label="Policy")
    full = render_card(
        text="Why", kicker="Case", meta=("Two hours", "free"), groups=(group,), stages=(2,)
    )
    for words in ("A &amp; B", 'href="/a/"', "Why", "Case", "Two hours", "Policy", 'class="on"'):
        assert words in full
    bare = render_card()
    assert "drawn" in bare
    for css in ("kicker", "meta", "tags", "marks"):
        assert f'class="{css}' not in bare


def test_a_line_of_the_calendar_shows_its_day():
    when = datetime(2026, 12, 3, 13, tzinfo=UTC)
    html = render_to_string("components/dated.html", {"card": card(starts=when)})
    assert "Thursday" in html
    assert '<b class="flared">3</b>' in html


# Forms -----------------------------------------------------------------------------------------


def fields(form: forms.Form) -> str:
    return render_to_string("components/form.html", {"form": form})


def test_every_label_belongs_to_a_field_and_every_description_exists():
    for form in (PatternForm(), PatternForm({})):
        html = fields(form)
        ids = set(re.findall(r' id="([^"]+)"', html))
        assert set(re.findall(r'<label[^>]* for="([^"]+)"', html)) <= ids
        for described in re.findall(r'aria-describedby="([^"]+)"', html):
            assert set(described.split()) <= ids


def test_the_summary_of_errors_links_to_each_wrong_field():
    form = PatternForm({"name": "Marta", "email": "marta.example.org"})
    html = fields(form)
    ids = set(re.findall(r' id="([^"]+)"', html))
    links = re.findall(r'<a href="#([^"]+)">', html)
    assert links == ["id_email", "id_country", "id_group_0", "id_consent"]
    assert set(links) <= ids
    assert "4 answers need another look" in html


def test_what_was_typed_is_kept_and_escaped():
    assert 'value="&quot;&gt;&lt;b&gt;"' in fields(PatternForm({"name": '"><b>'}))


def test_optional_questions_say_so_and_required_ones_do_not():
    assert "(optional)" in PatternForm()["organisation"].as_field_group()
    assert "(optional)" not in PatternForm()["name"].as_field_group()


def test_choices_stand_in_a_fieldset_with_their_question_as_legend():
    html = PatternForm()["group"].as_field_group()
    assert html.count('type="radio"') == 4
    assert "<legend>Where do you come from?" in html


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = PatternForm({})
    form.add_error(None, "The event is full.")
    assert "<li>The event is full.</li>" in fields(form)


# The viewer ------------------------------------------------------------------------------------


def test_without_a_session_cookie_neither_user_nor_messages_are_touched():
    request = RequestFactory().get("/")

    class Untouchable:
        def __getattr__(self, name: str):
            raise AssertionError(name)

    request.user = request.session = Untouchable()
    assert context_processors.viewer(request) == {"viewer": None, "notices": ()}


def test_a_stranger_with_a_stale_session_cookie_is_no_viewer(client, db, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "0" * 32
    response = client.get("/patterns/")
    assert response.context["viewer"] is None


def test_a_member_is_the_viewer_and_sees_notices_once(rf, client, bob):
    client.force_login(bob)
    assert client.get("/patterns/").context["viewer"] == bob
    request = client.get("/patterns/").wsgi_request
    add_message(request, constants.SUCCESS, "Saved <b>")
    html = render_to_string("components/messages.html", context_processors.viewer(request))
    assert "notice success" in html
    assert "Saved &lt;b&gt;" in html
    assert "notice" not in render_to_string("components/messages.html", {"notices": ()})


# Pages of our own --------------------------------------------------------------------------------


def test_the_pattern_page_sets_no_cookie(client, db):
    response = client.get("/patterns/")
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_the_pattern_page_is_for_development_only(client, db, settings):
    settings.DEBUG = settings.PATTERNS_ENABLED = False
    assert client.get("/patterns/").status_code == 404


@pytest.mark.parametrize("name", ["400", "403_csrf", "429", "500"])
def test_pages_for_bad_moments_need_neither_request_nor_database(name):
    html = render_to_string(f"{name}.html")
    assert "<h1>" in html
    assert 'href="/"' in html


@pytest.mark.parametrize("name", ["403", "404"])
def test_refusals_offer_a_way_on_without_a_session(client, db, rf, name):
    html = render_to_string(f"{name}.html", request=rf.get("/en-route/"))
    assert "noindex" in html
    assert "canonical" not in html


def test_no_template_of_a_page_carries_inline_style_or_script():
    for template in {*TEMPLATES.rglob("*.html")} - {*TEMPLATES.rglob("email/*.html")}:
        text = template.read_text()
        assert not re.search(r"<[^>]*\sstyle=", text), template
        assert not re.search(r"<[^>]*\son\w+=", text), template
        assert "<style" not in text, template
        for script in re.findall(r"<script[^>]*>", text):
            assert "src=" in script or "application/" in script, template


def test_all_modules_together_weigh_at_most_fifteen_kilobytes():
    assert sum(path.stat().st_size for path in SCRIPTS.glob("*.js")) <= 15 * 1024
