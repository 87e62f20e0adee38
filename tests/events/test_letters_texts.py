"""An organiser's text and hostile values: what is refused, escaped, filled, shown as text."""

import mrml
import pytest

from events.letters import texts
from events.letters.forms import TextForm
from events.letters.placeholders import Link

KNOWN = ("name", "event", "link")
PAGE = Link(url="https://example.org/seat/abc~def/")


def form(subject="Hello", body="Hello {name}"):
    return TextForm({"subject": subject, "body": body}, known=KNOWN, language="en")


class TestRefusing:
    @pytest.mark.parametrize(
        "body",
        [
            "{event.__class__}",
            "{0}",
            "{}",
            "{name!r:>10}",
            "{ name }",
            "{Name}",
            "{password}",
            "{event.__init__.__globals__[settings]}",
        ],
    )
    def test_an_unknown_placeholder_is_named_with_the_known_ones(self, body):
        asked = form(body=f"Dear {body}")
        assert not asked.is_valid()
        (said,) = asked.errors["body"]
        assert f"{body[:30]}" in said
        assert "{name}, {event}, {link}" in said

    @pytest.mark.parametrize(
        "body", ["{{", "}}", "{name", "name}", "{{name}}", "{%if%}{", "a{\nb}"]
    )
    def test_a_lonely_bracket_is_refused(self, body):
        asked = form(body=body)
        assert not asked.is_valid()
        assert "bracket stands alone" in str(asked.errors["body"])

    def test_many_wrong_ones_make_one_message_each_and_no_more(self):
        asked = form(body="{a}{b}" * 500)
        assert len(asked.errors["body"]) == 2

    def test_a_million_letters_are_refused_in_words(self):
        asked = form(body="{" * 1_000_000)
        assert "at most 6000" in str(asked.errors["body"])

    @pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
    def test_a_subject_brings_no_header_along(self, end):
        asked = form(subject=f"Hello{end}Bcc: all@example.org")
        assert "one line" in str(asked.errors["subject"])

    @pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1b", "\x85", "\u202e", "\ud800"])
    def test_signs_that_no_keyboard_writes_are_refused(self, sign):
        asked = form(subject=f"a{sign}b", body=f"a{sign}b")
        assert set(asked.errors) == {"subject", "body"}

    def test_a_link_has_no_place_in_a_subject(self):
        assert "{link}" in str(form(subject="See {link}").errors["subject"])


class TestFilling:
    def test_a_name_cannot_bring_markdown_along(self):
        evil = "*x* [a](https://evil.example) <b>B</b> `c` ![p](q) {link} \\ & https://e.example"
        filled = texts.filled("Dear {name}", {"name": evil, "link": PAGE})
        html = texts.as_html(filled)
        assert "<a" not in html
        assert "<em" not in html
        assert "<b>" not in html
        assert "&lt;b&gt;B&lt;/b&gt;" in html
        assert "{link}" in html
        assert " ".join(texts.as_text(filled).split()) == f"Dear {evil}"

    def test_a_value_is_one_line_and_cannot_begin_a_list(self):
        filled = texts.filled("{name}", {"name": "- one\n- two\n# three\n> four"})
        assert texts.as_html(filled).strip() == "<p>- one - two # three &gt; four</p>"

    def test_html_of_an_organiser_is_text(self):
        html = texts.as_html(
            "<script>alert(1)</script> <img src=x onerror=y> [x](javascript:alert)"
        )
        assert "<script" not in html
        assert "<img" not in html
        assert "href" not in html

    @pytest.mark.parametrize(
        ("markdown", "html"),
        [
            ("See {link}", f'<p>See <a href="{PAGE.url}">{PAGE.url}</a></p>'),
            ("[your seat]({link})", f'<p><a href="{PAGE.url}">your seat</a></p>'),
            ("[x]({name})", '<p><a href="http://testserver/">x</a></p>'),
        ],
    )
    def test_a_link_stands_bare_or_behind_words(self, markdown, html, settings):
        settings.SITE_URL = "http://testserver/"
        filled = texts.filled(markdown, {"link": PAGE, "name": "javascript:x"})
        assert texts.as_html(filled).strip() == html

    def test_several_links_are_a_list_on_a_line_of_their_own_and_else_a_row(self):
        links = (Link(url="https://a.example/x y", text="A [1]"), Link(url="https://b.example"))
        alone = texts.as_html(texts.filled("Here:\n\n{link}\n", {"link": links}))
        assert alone.count("<li>") == 2
        assert 'href="https://a.example/x%20y">A [1]</a>' in alone
        row = texts.as_text(texts.filled("Here: {link}.", {"link": links}))
        assert row == "Here: A [1] (https://a.example/x%20y), https://b.example."

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil", "data:x", "https:evil"])
    def test_what_is_no_address_of_the_web_is_left_out(self, url):
        filled = texts.filled("See {link} or [x]({link})", {"link": Link(url=url, text="x")})
        assert url not in texts.as_html(filled)

    def test_an_address_cannot_end_itself_early(self):
        evil = Link(url="https://a.example/>)<b> [y](https://evil.example)\n\nz", text="t](x)")
        html = texts.as_html(texts.filled("{link}", {"link": evil}))
        assert html.count("<a ") == 1
        assert "<b>" not in html

    def test_a_subject_stays_one_line_of_what_can_be_seen(self):
        line = texts.filled_line(
            "Hi {name}, {link}{nobody}", {"name": "A\r\nBcc: b\x00", "link": PAGE}
        )
        assert line == "Hi A Bcc: b ,"

    def test_nobody_knows_it_any_more_so_nothing_stands_there(self):
        assert texts.filled("a {survey} b", {}) == "a  b"


class TestShowing:
    def test_text_of_lists_links_and_breaks(self):
        markdown = (
            "Dear **M**,\nsecond line\n\n- one\n- [two](https://e.example)\n  - three\n\n"
            "4. four\n5. five\n\n---\n\n<https://f.example> and [g](mailto:g@example.org)"
        )
        assert texts.as_text(markdown) == (
            "Dear M,\nsecond line\n\n- one\n- two (https://e.example)\n  - three\n\n"
            "4. four\n5. five\n\n* * *\n\nhttps://f.example and g (g@example.org)"
        )

    def test_long_lines_are_broken_and_long_words_are_not(self):
        text = texts.as_text("word " * 40 + "\n\n" + "x" * 200)
        assert max(map(len, text.splitlines()[:-1])) <= 76
        assert text.splitlines()[-1] == "x" * 200

    def test_an_indented_line_is_no_code(self):
        assert "<code" not in texts.as_html("    {name} `x`\n\n```\ny\n```")

    @pytest.mark.parametrize(
        "markdown", ["a&nbsp;b", "a\u00a0b", "one\ntwo", "---", "&copy; &lt;", "a & b"]
    )
    def test_the_html_is_well_formed_for_the_frame(self, markdown):
        html = texts.as_html(markdown)
        mjml = f"<mjml><mj-body><mj-text>{html}</mj-text></mj-body></mjml>"
        assert mrml.to_html(mjml).content

    def test_an_address_of_this_site_is_a_full_one(self, settings):
        settings.SITE_URL = "https://portal.example"
        assert "https://portal.example/events/" in texts.as_html("[x](/events/)")
