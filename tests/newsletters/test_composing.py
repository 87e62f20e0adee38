"""A letter is made once, of clean parts; what cannot be shown in a mail is named."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from newsletters import composing
from newsletters.actions import issuing
from newsletters.audience import audience_of
from newsletters.checks import checks_of
from newsletters.composing import KEY, compose, preview_of
from newsletters.items import parts_of
from newsletters.texts import as_mail_html, as_plain_text
from outbox.rendering import BrokenTemplate
from pages.models import StandardPage
from tests.factories.newsletters import IssuePageFactory, item
from tests.factories.pages import StandardPageFactory, image


@pytest.fixture
def pages(newsletter, monkeypatch):
    """Four pages; the third is an event."""
    found = [StandardPageFactory.create(title=f"Thing {n}") for n in range(4)]
    facts = StandardPage.card_facts

    def with_day(self, request=None):
        day = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Europe/Brussels"))
        more = {"starts": day, "meta": ("Online",)} if self.title == "Thing 2" else {}
        return facts(self, request) | more

    monkeypatch.setattr(StandardPage, "card_facts", with_day)
    return found


def unmet(issue, letter=None, readers=1):
    checks = checks_of(issue, letter or compose(issue), readers)
    return [f"{check.label} {check.detail}" for check in checks if not check.is_met]


def test_pages_take_the_shape_that_fits_them(pages):
    body = [item(page) for page in pages]
    parts = IssuePageFactory.create(body=body).parts()
    assert [part.shape for part in parts] == ["lead", "line", "event", "line"]
    assert [(part.opens_list, part.closes_list) for part in parts] == [
        (False, False),
        (True, True),
        (False, False),
        (True, True),
    ]


def test_an_editor_may_choose_the_shape_and_the_words(pages):
    issue = IssuePageFactory.create(
        body=[item(pages[2], "line", "In our words."), ("heading", "More")]
    )
    line, heading = issue.parts()
    assert (line.shape, line.card.text) == ("line", "In our words.")
    assert (heading.shape, heading.title) == ("heading", "More")


def test_a_letter_with_everything_stands_in_html_and_text(pages):
    body = [item(page) for page in pages] + [("heading", "More"), ("text", "<p>And <b>so</b>.</p>")]
    issue = IssuePageFactory.create(body=body)
    letter = compose(issue)
    for words in ("Thing 0", "Thing 1", "Thing 3", "Read on", "A grower asked the world."):
        assert words in letter.html
    assert "December" in letter.html
    assert "Thursday 3 December 2026" in letter.text
    assert "Two versions of one need." in letter.html
    for text in (letter.html, letter.text):
        assert f"http://testserver{pages[0].url}" in text
        assert f"http://testserver/letters/leave/{KEY}/" in text
        assert f"http://testserver/letters/yours/{KEY}/" in text
        assert f"http://testserver{issue.url}" in text
    assert max(len(line) for line in letter.text.splitlines()) < 200
    assert not unmet(issue, letter)


def test_a_hundred_items_cost_as_many_queries_as_three(pages, django_assert_max_num_queries):
    few = IssuePageFactory.create(body=[item(page) for page in pages[:3]])
    many = IssuePageFactory.create(body=[item(pages[n % 4]) for n in range(100)])
    for issue in (few, many):
        stream = type(issue).objects.get(pk=issue.pk).body
        with django_assert_max_num_queries(6):
            parts_of(stream)


def test_the_letter_holds_no_pixel_and_no_link_that_tells_who_reads(pages):
    letter = compose(IssuePageFactory.create(body=[item(pages[0])]))
    assert letter.html.count(str(KEY)) == 2, "only the two ways to leave and to choose"
    assert "<script" not in letter.html
    assert 'width="1"' not in letter.html


@pytest.mark.parametrize("close", ["unpublish", "restrict", "delete"])
def test_a_page_that_readers_cannot_open_is_named(pages, close):
    page = pages[0]
    issue = IssuePageFactory.create(body=[item(page), item(pages[1])])
    issue = type(issue).objects.get(pk=issue.pk)
    if close == "unpublish":
        page.unpublish()
    elif close == "restrict":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    else:
        page.delete()
    issue = type(issue).objects.get(pk=issue.pk)
    parts = issue.parts()
    assert [part.shape for part in parts] == ["gone", "lead"]
    assert len(unmet(issue)) == 1
    assert "Thing 0" not in compose(issue).html


def test_a_page_without_a_card_is_not_there(newsletter):
    from wagtail.models import Page, Site

    plain = Site.objects.get(is_default_site=True).root_page
    parent = plain.get_parent()
    bare = parent.add_child(instance=Page(title="Bare"))
    issue = IssuePageFactory.create(body=[item(bare)])
    assert issue.parts()[0].shape == "gone"


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"body": []}, "at least one page"),
        ({"body": [("heading", "Only a heading")]}, "at least one page"),
        ({"intro": "<p>" + "long " * 40_000 + "</p>"}, "Take something out"),
    ],
)
def test_what_is_missing_is_said(newsletter, fields, says):
    issue = IssuePageFactory.create(**fields)
    assert [line for line in unmet(issue) if says in line]


def test_a_draft_and_an_empty_list_are_not_sent(newsletter):
    issue = IssuePageFactory.create(live=False)
    reasons = " ".join(unmet(issue, readers=0))
    assert "Publish the page" in reasons
    assert "Nobody on the list" in reasons
    issue.live, issue.has_unpublished_changes, issue.subject = True, True, ""
    assert "Publish the page" in " ".join(unmet(issue))
    assert "Write a subject" in " ".join(unmet(issue))


def test_loose_addresses_missing_descriptions_and_lost_keys_are_found(issue):
    from dataclasses import replace

    letter = compose(issue)
    loose = replace(
        letter, html=letter.html.replace("</h1>", '</h1><a href="/x">x</a><img src="y">')
    )
    assert len(unmet(issue, loose)) == 2
    lost = replace(letter, text="Nothing.\n")
    assert len(unmet(issue, lost)) == 2
    long = replace(letter, html=letter.html + "é" * 600)
    assert "octets" in " ".join(unmet(issue, long))
    broken = replace(letter, sender="nobody")
    assert len(unmet(issue, broken)) == 1


def test_a_part_that_cannot_become_html_is_named_when_the_page_is_saved(pages, monkeypatch):
    issue = IssuePageFactory.build(body=[item(pages[0]), item(pages[1])])
    make = composing.mjml_to_html

    def refuse(mjml):
        if "Thing 1" in mjml or "asked the world" in mjml:
            raise BrokenTemplate("not valid MJML (unclosed element)")
        return make(mjml)

    monkeypatch.setattr(composing, "mjml_to_html", refuse)
    with pytest.raises(ValidationError) as caught:
        issue.clean()
    assert caught.value.message_dict == {
        "intro": ["Opening: not valid MJML (unclosed element)"],
        "body": ["Part 2 of the body (Thing 1): not valid MJML (unclosed element)"],
    }
    monkeypatch.setattr(composing, "mjml_to_html", make)
    planted = IssuePageFactory.create(body=[item(pages[1])])
    monkeypatch.setattr(composing, "mjml_to_html", refuse)
    letter = compose(planted)
    assert not letter.html
    assert "Part 1 of the body" in preview_of(letter, as_text=False).content.decode()
    assert "Part 1 of the body" in " ".join(unmet(planted, letter))
    with pytest.raises(issuing.NotReady, match="Part 1"):
        issuing.send_test(issue=planted, to="alice@example.org")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>One & two < three</p>", "<p>One &amp; two &lt; three</p>"),
        ("<p>Never closed", "<p>Never closed</p>"),
        ("<p>A<br>B</p>", "<p>A<br/>B</p>"),
        ('<p onclick="x()">A<script>alert(1)</script></p>', "<p>A</p>"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="/toolbox/">x</a>', '<a href="http://testserver/toolbox/">x</a>'),
        ('<a href="mailto:a@b.eu">x</a>', '<a href="mailto:a@b.eu">x</a>'),
        ("<p>{{ newsletter }} {% now 'Y' %}</p>", "<p>{{ newsletter }} {% now 'Y' %}</p>"),
        ("", ""),
    ],
)
def test_rich_text_becomes_clean_html(db, written, shown):
    assert as_mail_html(written) == shown


def test_hostile_words_do_not_break_the_letter(newsletter):
    nasty = 'A </mj-text><mj-raw> "quoted" & <b>bold</b> {{ x }} \u202e\x0b'
    issue = IssuePageFactory.create(
        title=nasty, preheader="<x>&", body=[("heading", nasty), ("text", f"<p>{nasty}</p>")]
    )
    letter = compose(issue)
    assert not letter.faults
    assert "&lt;/mj-text&gt;" in letter.html


def test_rich_text_becomes_plain_text(db):
    html = (
        "<p>Some <b>words</b> and <a href='/toolbox/'>a tool</a>.</p>"
        "<ul><li>one</li><li>two</li></ul><ol><li>first</li></ol>\n"
        "<p><a href='mailto:a@b.eu'>a@b.eu</a><br>x</p><p>" + "long words " * 20 + "</p>"
    )
    text = as_plain_text(html)
    assert "a tool (http://testserver/toolbox/)." in text
    assert "- one\n- two" in text
    assert "1. first" in text
    assert "a@b.eu x" in text
    assert max(map(len, text.splitlines())) <= 76


def test_pictures_get_a_full_address_in_their_size(pages):
    pages[0].cover = image()
    pages[0].save()
    html = compose(IssuePageFactory.create(body=[item(pages[0])])).html
    assert 'src="http://testserver/media/images/' in html
    assert ".fill-1104x736" in html


def test_a_test_letter_goes_to_one_address_and_is_marked(issue, mails):
    issuing.send_test(issue=issue, to="alice@example.org")
    (mail,) = mails()
    assert mail.to_address == "alice@example.org"
    assert mail.subject == "[Test] A good question is half the partner"
    assert "This is a test letter" in mail.text
    assert "alice@example.org" in mail.html
    assert mail.headers["List-ID"] == "INSPIRE letter <letter.news.example.org>"


def test_subjects_and_names_that_would_break_a_header_are_refused(newsletter):
    for field in ("subject", "preheader"):
        issue = IssuePageFactory.build(**{field: "Hello\r\nBcc: all@example.org"})
        with pytest.raises(ValidationError, match="one line"):
            issue.clean_fields(exclude=["page_ptr", "path", "depth", "url_path"])
    newsletter.from_name = "INSPIRE\nBcc: all@example.org"
    with pytest.raises(ValidationError, match="one line"):
        newsletter.clean_fields()


def test_everyone_gets_the_issue_in_one_language(issue, readers):
    from wagtail.models import Locale

    french, german, english = readers
    type(french).objects.filter(pk=french.pk).update(language="fr")
    type(german).objects.filter(pk=german.pk).update(language="de")
    assert audience_of(issue).count() == 3, "nothing is translated, so all read English"
    locale = Locale.objects.create(language_code="fr")
    issue.get_parent().get_parent().copy_for_translation(locale)
    issue.get_parent().copy_for_translation(locale)
    translation = issue.copy_for_translation(locale)
    assert audience_of(issue).count() == 3, "a draft does not count"
    translation.save_revision().publish()
    translation.refresh_from_db()
    assert {row.pk for row in audience_of(issue)} == {german.pk, english.pk}
    assert {row.pk for row in audience_of(translation)} == {french.pk}
