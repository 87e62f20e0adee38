"""axe finds nothing: page types and member pages, light and dark, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.measures import AXE, faults
from tests.running import RunningSite

PUBLIC = [
    "/",
    "/toolbox/",
    "/toolbox/?stage=concept-development&group=industry",
    "/toolbox/need-statement/",
    "/toolbox/we-lack-the-technology/",
    "/tools/find/",
    "/tools/find/time/?situation=2",
    "/tools/find/result/?time=half-day&people=few",
    "/tools/shortlist/",
    "/tools/shortlist/?tools=2.1,3.1,3.2",
    "/tools/compare/?tools=2.1,3.1,3.2",
    "/cases/",
    "/cases/grower-second-challenge-worked/",
    "/news/",
    "/news/the-first-90-days/",
    "/news/seven-clauses-before-the-first-prototype/",
    "/publications/",
    "/publications/trial-data/",
    "/partners/",
    "/partners/lakeshore-institute/",
    "/partners/people/aino-koskela/",
    "/glossary/",
    "/glossary/absorptive-capacity/",
    "/faq/",
    "/press/",
    "/contact/",
    "/search/",
    "/search/?q=supplier",
    "/search/?q=zzzqqq",
    "/fr/",
    "/fr/toolbox/",
    "/for-firms/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/events/",
    "/events/build-the-toolbox-with-us/",
    "/events/fair-terms-in-45-minutes/",
    "/events/?month=now",
    "/events/?type=webinar",
    "/events/?type=webinar&country=SI",
    "/events/two-days-of-open-doors/",
    "/events/data-from-the-machine-hall/",
    "/events/a-morning-in-a-workshop/",
    "/meet/series/contract-clinic/",
    "/meet/certificate/",
    "/newsletter/",
    "/newsletter/what-we-learnt-from-what-failed/",
    "/letters/inspire-letter/",
    "/letters/inspire-letter/asked/",
    "/letters/confirm/00000000-0000-4000-8000-000000000000/",
    "/meet/seat/not-a-token/",
    "/accounts/login/",
    "/accounts/signup/",
    "/community/",
    "/community/people/",
    "/community/people/?q=nobody-of-this-name",
    "/community/people/alice-editor/",
    "/community/organisations/",
    "/community/organisations/example-university/",
    "/no-such-page/",
    "/patterns/",
]
MEMBER = [
    "/members/",
    "/members/profile/",
    "/members/profile/preview/?as=members",
    "/members/welcome/",
    "/members/data/",
    "/members/data/agreed/",
    "/meet/calendar/",
    "/accounts/email/",
    "/community/",
    "/community/people/",
    "/community/people/alice-editor/",
    "/community/people/alice-editor/write/",
    "/community/organisations/",
    "/community/organisations/example-university/",
    "/community/organisations/new/",
    "/events/build-the-toolbox-with-us/",
]
FORMS = {
    "/events/build-the-toolbox-with-us/": "Register",
    "/events/two-days-of-open-doors/": "Register",
    "/meet/series/contract-clinic/": "Register",
    "/letters/inspire-letter/": "Send me the mail to confirm",
    "/accounts/signup/": "Open my account",
}


@pytest.fixture(scope="module")
def stranger(browser: Browser, open_site: RunningSite) -> Iterator[Page]:
    """A page of somebody who is signed out."""
    context = browser.new_context(base_url=open_site.url, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def member(browser: Browser, open_site: RunningSite) -> Iterator[Page]:
    """A page of Bob's."""
    context = browser.new_context(base_url=open_site.url, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Bob Member").click()
    page.get_by_role("button", name="Bob Member").wait_for()
    yield page
    context.close()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_of_the_portal(stranger: Page, path: str):
    stranger.goto(path)
    assert faults(stranger) == []


@pytest.mark.parametrize("path", MEMBER)
def test_a_page_of_a_member(member: Page, path: str):
    member.goto(path)
    assert faults(member) == []


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_was_filled_in_wrongly(stranger: Page, path: str):
    stranger.goto(path)
    stranger.get_by_role("button", name=FORMS[path]).click()
    stranger.get_by_role("alert").wait_for()
    assert faults(stranger) == []


def test_the_open_menu_of_a_phone(stranger: Page):
    stranger.set_viewport_size({"width": 390, "height": 900})
    stranger.goto("/")
    stranger.get_by_role("button", name="Menu").click()
    stranger.evaluate(AXE.read_text())
    result = stranger.evaluate("axe.run({resultTypes: ['violations']})")
    assert [rule["id"] for rule in result["violations"]] == []


def test_axe_would_find_something(stranger: Page):
    """The measure itself: a picture without words and a field without a name are found."""
    stranger.goto("/about/")
    stranger.evaluate("document.querySelector('main').innerHTML += '<img src=/x.png><input>'")
    assert {"image-alt", "label"} <= {fault.split()[2].rstrip(":") for fault in faults(stranger)}
