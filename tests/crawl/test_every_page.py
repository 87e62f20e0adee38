"""Every page, every role: nothing breaks, leads nowhere, costs too much or remembers a stranger."""

import gzip
import re
from itertools import chain

import pytest
from django.test import Client

from tests.crawl.walk import Visit, internal, is_abroad
from tests.crawl.weight import FIRST_VIEW, SCRIPTS, STYLES, parts, weight

BUDGET = 12  # queries of a page that knows who looks
PUBLIC_BUDGET = 10  # of one that does not; tests/pages/test_budgets.py has six for single pages
OF_PARTS = 4  # an event's form asks for its questions, sessions and categories
EVENT = re.compile(r"(/\w\w)?/events/[^/]+/$")
# Where signing in begins, a form carries a token; everything else is the same for everyone.
MAY_SET_COOKIES = ("/accounts/", "/members/")
EXPECTED = {
    "/": "the home page",
    "/toolbox/need-statement/": "a tool",
    "/cases/grower-second-challenge-worked/": "a case",
    "/news/the-first-90-days/": "an article",
    "/for-firms/": "a page for an audience",
    "/privacy/": "the small print",
    "/events/bring-your-draft/": "an event",
    "/newsletter/what-we-learnt-from-what-failed/": "an issue of the newsletter",
    "/letters/inspire-letter/": "the newsletter's form",
    "/accounts/signup/": "the way in",
    "/toolbox/we-lack-the-technology/": "a path through the toolbox",
    "/publications/": "the publications",
    "/publications/case-method/": "a publication",
    "/glossary/": "the glossary",
    "/glossary/open-innovation/": "a term",
    "/partners/": "the directory",
    "/partners/lakeshore-institute/": "a partner",
    "/partners/people/aino-koskela/": "a person",
    "/faq/": "questions and answers",
    "/press/": "the press room",
    "/contact/": "a form",
    "/tools/find/": "the guided path",
    "/tools/shortlist/?tools=1.3,2.4": "a short list",
    "/tools/compare/?tools=1.3,2.4": "a comparison",
    "/search/?q=open": "the search",
    "/api/v1/": "the interface for machines",
    "/fr/": "a page in French",
}


def may_set_cookies(page: Visit) -> bool:
    """Return whether signing in begins here, in whatever language."""
    path = page.path[3:] if is_abroad(page.path) else page.path
    return path.startswith(MAY_SET_COOKIES)


def told(faults: list[str]) -> str:
    return "\n".join(faults[:40])


def test_the_walk_has_met_every_kind_of_page(everything):
    paths = {visit.path for visit in everything["nobody"]}
    assert [what for path, what in EXPECTED.items() if path not in paths] == []
    assert {"/members/", "/members/profile/"} <= {visit.path for visit in everything["member"]}
    assert len(paths) > 40


def test_no_page_breaks_and_no_link_is_dead(everything):
    bad = [
        str(visit)
        for visit in chain.from_iterable(everything.values())
        if visit.status == 404 or visit.status >= 500
    ]
    assert bad == [], told(bad)


def test_no_page_shows_what_is_not_there(pages):
    """A field that was looked for in vain is written as None by Django."""
    found = [str(page) for page in pages if re.search(r">\s*None\s*<", page.html)]
    assert found == [], told(found)


def test_only_the_administration_refuses_anybody(everything):
    refused = [
        str(visit)
        for visit in chain.from_iterable(everything.values())
        if visit.status in {401, 403, 405} and not visit.path.startswith("/admin/")
    ]
    assert refused == [], told(refused)


def test_a_stranger_and_a_member_stay_outside_the_administration(everything):
    for viewer in ("member", "stranger"):
        entered = [v.path for v in everything[viewer] if v.path in ADMIN_OF_STAFF and v.html]
        assert entered == []


ADMIN_OF_STAFF = ("/admin/mail/", "/admin/reach/", "/admin/h2020/", "/admin/pages/")


def test_every_fragment_exists(pages):
    by_path: dict[tuple[str, str], Visit] = {(page.viewer, page.path): page for page in pages}
    dead = []
    for page in pages:
        for link, fragment in page.links:
            target = by_path.get((page.viewer, link))
            if fragment and target and fragment not in target.facts.ids:
                dead.append(f"{page} -> {link}#{fragment}")
    assert dead == [], told(dead)


def budget_of(page):
    """Return how many queries a page may need; an event's questions and sessions are its own."""
    budget = PUBLIC_BUDGET if page.viewer == "nobody" else BUDGET
    return budget + OF_PARTS if EVENT.match(page.path) else budget


def test_no_page_needs_more_queries_than_its_budget(pages):
    dear = [
        f"{len(page.queries)} queries: {page}"
        for page in pages
        if len(page.queries) > budget_of(page)
    ]
    assert dear == [], told(dear)


def test_no_picture_is_made_while_pages_are_read(everything):
    made = [
        str(visit)
        for visit in chain.from_iterable(everything.values())
        if not visit.path.startswith("/admin/")
        and any('INSERT INTO "pages_siterendition"' in query for query in visit.queries)
    ]
    assert made == [], told(made)


def test_a_stranger_who_reads_gets_no_cookie(everything):
    given = [
        f"{visit.cookies}: {visit}"
        for visit in everything["nobody"]
        if visit.cookies and not may_set_cookies(visit)
    ]
    assert given == [], told(given)
    varied = [
        str(page)
        for page in everything["nobody"]
        if page.is_page
        and not may_set_cookies(page)
        and "cookie" in page.headers.get("Vary", "").lower()
    ]
    assert varied == [], told(varied)


def test_the_policy_is_strict_on_every_page(pages):
    loose = []
    for page in pages:
        policy = page.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy or "*" in policy:
            loose.append(str(page))
    assert loose == [], told(loose)


def test_there_is_no_inline_script_or_style(pages):
    inline = [f"{fault} {page}" for page in pages for fault in page.facts.inline]
    assert inline == [], told(inline)


def test_every_part_of_a_page_is_on_this_site_and_there(pages):
    addresses = set()
    foreign = []
    for page in pages:
        wanted = page.facts.sources + [
            href for href, relation in page.facts.links if not {"canonical", "alternate"} & relation
        ]
        parts = internal(page.path, wanted)
        foreign += [str(page) for _ in range(len(wanted) - len(parts))]
        addresses |= {path for path, _ in parts}
    assert foreign == [], told(foreign)
    client = Client()
    missing = [path for path in sorted(addresses) if client.get(path).status_code != 200]
    assert missing == []


def test_every_page_says_what_it_is(pages):
    """One main heading, a title of its own, a language, a description."""
    faults = []
    titles: dict[tuple[str, str], str] = {}
    for page in pages:
        facts = page.facts
        if facts.main_headings != 1:
            faults.append(f"{facts.main_headings} main headings: {page}")
        if not facts.language:
            faults.append(f"no language: {page}")
        if not facts.description.strip():
            faults.append(f"no description: {page}")
        path = page.path.split("?")[0]
        other = titles.setdefault((page.viewer, facts.title), path)
        # What is not translated yet keeps its title in every language.
        if is_abroad(path):
            continue
        if other != path and page.viewer == "nobody" and page.found_on[0] == "/":
            faults.append(f"the same title as {other}: {page}")
    assert faults == [], told(faults)


def test_the_checker_of_the_w3c_finds_no_error(pages, nu):
    seen: set[str] = set()
    faults = []
    for page in pages:
        # The same page for another person differs in the account menu, seen on their first page.
        key = page.path.split("?")[0] + ("" if page.viewer == "nobody" else " signed in")
        if key in seen:
            continue
        seen.add(key)
        faults += [f"{page}\n    {error}" for error in nu.errors(page.html)]
    assert faults == [], told(faults)


@pytest.mark.parametrize("path", ["/no-such-page/", "/toolbox/no/", "/letters/no-such-letter/"])
@pytest.mark.django_db
def test_the_page_for_what_is_not_there_is_valid_too(client, nu, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.cookies == {}
    assert nu.errors(response.content.decode()) == []


def test_no_page_is_heavy(pages):
    heavy = []
    for page in pages:
        styles, scripts, rest = (sum(map(weight, part)) for part in parts(page))
        whole = styles + scripts + rest + len(gzip.compress(page.html.encode(), 6))
        if styles > STYLES or scripts > SCRIPTS or whole > FIRST_VIEW:
            heavy.append(f"{whole} (styles {styles}, scripts {scripts}): {page}")
    assert heavy == [], "\n".join(heavy[:40])


def test_every_page_has_its_styles_and_fonts(public):
    """The measure above would like a page without any."""
    for page in public:
        styles, _, rest = parts(page)
        assert styles, page
        assert any(path.endswith(".woff2") for path in rest), page
