"""What is no name is refused, and what people write runs and fetches nothing."""

import time

import pytest
from django.core.exceptions import ValidationError

from community.members.actions import update_profile
from community.members.models import User
from community.members.texts import as_html, plain_line, plain_text

from .telling import details_of, present, told

WRITTEN = ["name", "organisation", "headline", "role", "label_0"]
RLO, RLM, ZWSP, ZWJ = "\u202e", "\u200f", "\u200b", "\u200d"


@pytest.mark.parametrize("field", WRITTEN)
@pytest.mark.parametrize(
    "text",
    [
        f"Bob {RLO}gnp",
        "Bob \u2066x\u2069",
        "Bob\x00",
        "Bob\x1b[31m",
        "Bob\ue000",
        "Bo\ufffdb",
        "Bo\x85b",
    ],
)
def test_signs_that_turn_others_or_that_no_keyboard_writes_are_refused(tell, member, field, text):
    answer = tell(**{"url_0": "https://example.com", field: text})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Type it anew" in page or "Write only the name" in page or "Null characters" in page
    assert told(member).links == []


@pytest.mark.parametrize("field", WRITTEN)
def test_signs_that_nobody_sees_are_left_out(tell, member, field):
    answer = tell(
        **{"url_0": "https://example.com", field: f"{RLM}Bob{ZWSP} \u00adTi{ZWJ}les\ufeff\u2800"}
    )
    assert answer.status_code == 302
    profile = told(member)
    found = {"name": User.objects.get(pk=member.pk).name, "label_0": profile.links[0]["label"]}
    assert found.get(field, getattr(profile, field, None)) == "Bob Tiles"


@pytest.mark.parametrize("field", WRITTEN)
@pytest.mark.parametrize(
    "text", ["<b>Bob</b>", "<svg onload=alert(1)>", "see https://example.com", "www.buy"]
)
def test_markup_and_advertisements_are_no_names(tell, member, field, text):
    page = tell(**{"url_0": "https://example.com", field: text}).content.decode()
    assert "Write only the name" in page
    assert "<svg onload" not in page


@pytest.mark.parametrize("field", [*WRITTEN, "biography"])
@pytest.mark.parametrize(
    "text", ["N" * 10_000, "a" + "\u0301\u0323" * 5_000, ZWSP * 10_000 + "Bob", "\u0301" * 200_000]
)
def test_ten_thousand_letters_and_towers_of_accents_are_refused_at_once(tell, field, text):
    begun = time.monotonic()
    answer = tell(**{"url_0": "https://example.com", field: text})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "at most" in page or "too many accents" in page or "This field is required" in page
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("text", [ZWSP * 3, "\u3164\u3164", RLM, "\u2800 \u2800"])
def test_a_name_of_nothing_is_no_name(tell, text):
    assert "This field is required" in tell(name=text).content.decode()


def test_names_are_composed_and_keep_every_script():
    assert plain_line("Jose\u0301") == "José"
    for name in (
        "Þór Ægisson",
        "Łucja Żółć",
        "Ελένη",
        "Иван Петров",
        "שָׁלוֹם",
        "محمد",
        "李小龙",
        "Nguyễn Thị",
        "O’Brien-Smith",
    ):
        assert plain_line(f"  {name}  ")
    assert plain_line("a\u00a0\u2003 b") == "a b"
    assert plain_text("a\r\nb\rc") == "a\nb\nc"
    with pytest.raises(ValidationError):
        plain_text(f"a{RLO}b")


def test_the_actions_refuse_what_the_forms_refuse(member):
    with pytest.raises(ValidationError):
        update_profile(user=member, details=details_of(member, name=f"Bob{RLO}"))
    with pytest.raises(ValidationError):
        present(member, headline="<b>")
    with pytest.raises(ValidationError):
        present(member, visibility={"trust": "everyone"})
    with pytest.raises(ValidationError):
        present(member, visibility={"role": "aliens"})


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,PHN2Zz4=)",
        "![a](https://example.com/track.png)",
        "[a]: javascript:alert(1)\n\n[a]",
        "<a href='https://example.com' onclick=x>a</a>",
        "[a](https://example.com 'x\" onclick=\"alert(1)')",
        "`<svg onload=alert(1)>`",
        '<https://example.com/"onmouseover=alert(1)>',
    ],
)
def test_no_markdown_runs_or_fetches_anything(text):
    html = as_html(text)
    assert not any(
        bad in html
        for bad in (
            "<script",
            "<img",
            "<svg",
            'href="java',
            'href="data',
            ' onclick="',
            ' onmouseover="',
        )
    ), html


def test_markdown_keeps_lists_and_emphasis_and_marks_links():
    html = as_html("# No title\n\n*a* **b**\n\n1. c\n\n> d\n\n[e](https://example.com)")
    assert "<h1" not in html
    for kept in ("<em>a</em>", "<strong>b</strong>", "<ol>", "<blockquote>"):
        assert kept in html
    assert 'rel="nofollow ugc noopener noreferrer"' in html


@pytest.mark.parametrize(
    "text",
    [">" * 4000, "[" * 4000, "*a " * 1300, "* " * 2000, "![[](" * 800, "`" * 4000, "<" * 4000],
)
def test_no_markdown_takes_long(text):
    begun = time.monotonic()
    as_html(text)
    assert time.monotonic() - begun < 1
