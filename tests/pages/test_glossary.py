"""Terms stand from A to Z, and texts lead to each of them once."""

import time

import pytest
from django.core.cache import cache
from wagtail.models import Locale

from pages.glossary_links import Entry, Linker
from pages.models import GlossaryTerm
from tests.factories import library as make
from tests.factories import pages

WORDS = (
    Entry("/g/oi/", ("Open innovation", "OI")),
    Entry("/g/sme/", ("SME",)),
    Entry("/g/capacity/", ("Capacity",)),
    Entry("/g/absorptive/", ("Absorptive capacity",)),
    Entry("/g/rd/", ("R&D exemption",)),
    Entry("/g/nih/", ("Not-invented-here",)),
    Entry("/g/owner/", ("Owner's right",)),
)


def linked(html: str, seen: set[str] | None = None) -> str:
    return Linker(WORDS).link(html, set() if seen is None else seen)


def a(url: str, text: str) -> str:
    return f'<a class="term" href="/g/{url}/">{text}</a>'


def test_only_the_first_place_is_linked():
    seen: set[str] = set()
    assert linked("<p>SME and SME</p>", seen) == f"<p>{a('sme', 'SME')} and SME</p>"
    assert linked("<p>SME</p>", seen) == "<p>SME</p>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("open innovation", a("oi", "open innovation")),
        ("OPEN INNOVATION", a("oi", "OPEN INNOVATION")),
        ("SMEs", a("sme", "SMEs")),
        ("absorptive capacity", a("absorptive", "absorptive capacity")),
        ("absorptive&nbsp;capacity", a("absorptive", "absorptive&nbsp;capacity")),
        ("absorptive\ncapacity", a("absorptive", "absorptive\ncapacity")),
        ("R&amp;D exemption", a("rd", "R&amp;D exemption")),
        ("not-invented-here", a("nih", "not-invented-here")),
        ("owner’s right", a("owner", "owner’s right")),
    ],
)
def test_a_term_is_found_as_it_is_written(text, expected):
    assert linked(f"<p>({text}).</p>") == f"<p>({expected}).</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<p>sme</p>",  # in capitals only
        "<p>oi</p>",
        "<p>incapacity, capacityless, capacity-building</p>",
        "<p>info@capacity.example, www.capacity.example/capacity</p>",
        '<p><a href="/x" title="SME">SME</a></p>',
        "<h3>SME</h3>",
        "<blockquote><p>SME <b>OI</b></p></blockquote>",
        "<p><code>SME</code> <q>SME</q></p>",
        '<p><img alt="SME" src="capacity.png"></p>',
        "",
        "<",
        "<a SME",
    ],
)
def test_what_is_no_running_text_stays_as_it_is(html):
    assert linked(html) == html


def test_letters_that_grow_when_made_small_do_not_shift_the_links():
    assert linked("<p>İİ SME</p>") == f"<p>İİ {a('sme', 'SME')}</p>"


def test_no_terms_no_links():
    assert Linker([]).link("<p>SME</p>", set()) == "<p>SME</p>"


def test_a_long_text_takes_less_than_two_milliseconds_of_the_processor():
    """97 terms, 2,000 words; the best of many runs, so that a busy machine does not count."""
    linker = Linker(Entry(f"/g/{n}/", (f"term number {n}", f"other word {n}")) for n in range(97))
    words = " ".join(f"plain words stand here term number {n % 97}" for n in range(290))
    html = f"<p>{words}</p>"
    best = min(timed(linker, html) for _ in range(60))
    assert len(html.split()) >= 1_999
    assert best < 0.002, f"{best * 1000:.2f} ms"


def timed(linker: Linker, html: str) -> float:
    start = time.thread_time()
    linker.link(html, set())
    return time.thread_time() - start


@pytest.mark.django_db
class TestGlossary:
    def test_terms_stand_under_their_letters_and_have_pages(self, client):
        page = make.glossary()
        make.GlossaryTermFactory(term="Étude", slug="etude", synonyms=["Study"])
        make.GlossaryTermFactory(term="3D printing", slug="3d-printing")
        make.GlossaryTermFactory(term="Secret", slug="secret", live=False)
        html = client.get(page.url).content.decode()
        assert 'href="/glossary/etude/"' in html
        assert 'href="/glossary/3d-printing/"' in html
        assert "Study" in html
        assert "/glossary/secret/" not in html
        assert "<dfn>Étude</dfn>" in client.get("/glossary/etude/").content.decode()

    @pytest.mark.parametrize("path", ["nothing/", "secret/", "a/b/", "a/b/c/"])
    def test_what_is_not_in_the_glossary_is_not_found(self, client, path):
        make.glossary()
        make.GlossaryTermFactory(slug="secret", live=False)
        assert client.get(f"/glossary/{path}").status_code == 404

    def test_a_term_leads_to_related_terms_whichever_names_the_other_and_to_its_tools(self, client):
        make.glossary()
        tool = pages.ToolPageFactory(title="Partner fit")
        first = make.GlossaryTermFactory(term="First", slug="first")
        second = make.GlossaryTermFactory(term="Second", slug="second")
        first.related_terms, first.tools = [second], [tool]
        first.save()
        assert "Partner fit" in client.get("/glossary/first/").content.decode()
        assert 'href="/glossary/first/"' in client.get("/glossary/second/").content.decode()

    def test_terms_of_another_language_stay_there(self, client):
        make.glossary()
        french, _created = Locale.objects.get_or_create(language_code="fr")
        make.GlossaryTermFactory(slug="brevet", locale=french)
        assert client.get("/glossary/brevet/").status_code == 404

    def test_an_article_leads_to_the_glossary_once_until_it_is_switched_off(self, client):
        make.glossary()
        make.GlossaryTermFactory(term="Lead user", slug="lead-user")
        body = (("paragraph", "<p>A lead user.</p>"), ("paragraph", "<p>Lead users again.</p>"))
        article = pages.ArticlePageFactory(body=body)
        html = client.get(article.url).content.decode()
        assert html.count('href="/glossary/lead-user/"') == 1
        article.links_glossary = False
        article.save()
        assert "/glossary/lead-user/" not in client.get(article.url).content.decode()

    def test_texts_ask_nothing_of_the_database_while_nothing_changes(
        self, client, django_assert_num_queries
    ):
        from pages.models.glossary_words import linker_of

        page = make.glossary()
        make.GlossaryTermFactory(term="Lead user", slug="lead-user")
        linker_of(page.locale_id)
        with django_assert_num_queries(0):
            assert "lead-user" in linker_of(page.locale_id).link("a lead user", set())

    def test_a_changed_term_is_linked_at_once(self):
        from pages.models.glossary_words import linker_of

        page = make.glossary()
        term = make.GlossaryTermFactory(term="Lead user", slug="lead-user")
        linker_of(page.locale_id)
        term.synonyms = ["Pioneer"]
        term.save()
        assert "/glossary/lead-user/" in linker_of(page.locale_id).link("a pioneer", set())
        term.delete()
        assert linker_of(page.locale_id).link("a pioneer", set()) == "a pioneer"

    def test_a_cache_that_forgot_costs_a_look_and_no_link(self):
        from pages.models.glossary_words import linker_of

        page = make.glossary()
        make.GlossaryTermFactory(term="Lead user", slug="lead-user")
        linker_of(page.locale_id)
        cache.clear()
        assert "/glossary/" in linker_of(page.locale_id).link("a lead user", set())

    def test_a_draft_of_a_term_is_previewed_with_what_it_points_at(self):
        make.glossary()
        term = make.GlossaryTermFactory(term="Draft", live=False)
        other = make.GlossaryTermFactory(term="Neighbour")
        draft = GlossaryTerm.objects.get(pk=term.pk)
        draft.related_terms = [other]
        html = draft.make_preview_request().content.decode()
        assert "<dfn>Draft</dfn>" in html
        assert "Neighbour" in html
