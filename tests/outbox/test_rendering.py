"""Rendering: three files, one language, clear errors, lines that survive any mail server."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbox.rendering import (
    LINE,
    BrokenTemplate,
    absolute_url,
    mjml_to_html,
    render_mail,
    wrap_lines,
)
from tests.outbox.conftest import mjml


def test_values_are_escaped_in_html_only(templates):
    templates |= {
        "t.subject.txt": "{{ title }}\n",
        "t.txt": "{{ title }}",
        "t.mjml": mjml("{{ title }}"),
    }
    rendered = render_mail("t", {"title": "R&D <b>'now'</b>"}, "en")
    assert rendered.subject == "R&D <b>'now'</b>"
    assert rendered.text == "R&D <b>'now'</b>\n"
    assert "R&amp;D &lt;b&gt;" in rendered.html


def test_the_language_of_the_recipient_is_active_and_known_to_the_template(templates):
    templates |= {
        "t.subject.txt": "{% load i18n %}{{ language }}",
        "t.txt": "{{ site_url }}{% load l10n %} {{ number }}",
        "t.mjml": mjml("x"),
    }
    rendered = render_mail("t", {"number": 1.5}, "de")
    assert rendered.subject == "de"
    assert rendered.text == "http://testserver 1,5\n"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, r"t\.subject\.txt"),
        ({"t.subject.txt": "x"}, r"t\.txt"),
        ({"t.subject.txt": "{% nope %}"}, r"t\.subject\.txt: .*nope"),
        ({"t.subject.txt": "x", "t.txt": "x", "t.mjml": ""}, r"t\.mjml: not valid MJML"),
        (
            {"t.subject.txt": "x", "t.txt": "x", "t.mjml": mjml("<mj-nope>x</mj-nope>")},
            r"t\.mjml: <mj-nope> is no MJML element",
        ),
    ],
)
def test_a_broken_template_is_named_with_its_reason(templates, files, words):
    templates |= files
    with pytest.raises(BrokenTemplate, match=words):
        render_mail("t", {}, "en")


def test_an_address_becomes_absolute_once():
    assert absolute_url("/events/1/") == "http://testserver/events/1/"
    assert absolute_url("https://example.org/x") == "https://example.org/x"


def test_html_comes_in_short_lines():
    html = mjml_to_html(mjml("<p>word </p>" * 500))
    assert max(len(line) for line in html.split("\n")) <= LINE


def test_a_word_that_cannot_be_broken_stays_whole():
    long = "x" * 3000
    assert wrap_lines(f"<p>a {long} b</p>") == f"<p>a\n{long}\nb</p>"
    assert wrap_lines(long) == long


@settings(max_examples=200)
@given(st.text(alphabet="ab <>/pbr=\"'\n", max_size=3000))
def test_wrapping_changes_nothing_but_white_space(text):
    assert "".join(wrap_lines(text).split()) == "".join(text.split())
