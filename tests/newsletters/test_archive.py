"""The public archive: every published issue, open to everyone, the same for all."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from newsletters.models import NewsletterIndexPage
from pages.models import StandardPage
from tests.factories.newsletters import IssuePageFactory, archive, item
from tests.factories.pages import StandardPageFactory


@pytest.fixture
def long_issue(newsletter, monkeypatch):
    pages = [StandardPageFactory.create(title=f"Thing {n}") for n in range(5)]
    facts = StandardPage.card_facts

    def with_day(self, request=None):
        day = datetime(2026, 12, 3, 14, tzinfo=ZoneInfo("Europe/Brussels"))
        return facts(self, request) | ({"starts": day} if self.title == "Thing 1" else {})

    monkeypatch.setattr(StandardPage, "card_facts", with_day)
    gone = StandardPageFactory.create(title="Gone")
    body = [item(page) for page in (*pages, gone)]
    body += [("heading", "A heading"), ("text", "<p>A text.</p>")]
    issue = IssuePageFactory.create(body=body, first_published_at=timezone.now())
    gone.unpublish()
    return issue


def test_the_issue_on_the_web_is_impersonal_and_cheap(
    client, long_issue, django_assert_max_num_queries
):
    client.get(long_issue.url)
    with django_assert_max_num_queries(12):
        answer = client.get(long_issue.url)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    for words in (
        "Thing 0",
        "Thing 1",
        "Thing 4",
        "A heading",
        "A text.",
        "A grower asked",
        "Write to us.",
    ):
        assert words in text
    assert ">Gone<" not in text
    assert "unsubscribe" not in text.lower()
    assert "/letters/letter/" in text
    assert "style=" not in text


def test_the_archive_lists_what_is_published_in_few_queries(
    client, long_issue, django_assert_max_num_queries
):
    for number in range(29):
        IssuePageFactory.create(title=f"Issue {number}", first_published_at=timezone.now())
    IssuePageFactory.create(title="A draft", live=False)
    page = NewsletterIndexPage.objects.get()
    client.get(page.url)
    with django_assert_max_num_queries(12):
        answer = client.get(page.url)
    text = answer.content.decode()
    assert not answer.cookies
    assert text.count('<article class="card') == 24
    assert "A draft" not in text
    assert "Issue 28" in text
    assert "A good question" in client.get(f"{page.url}?page=2").content.decode()


def test_an_empty_archive_says_what_will_stand_there(client, newsletter):
    page = archive()
    assert "The first one is being written" in client.get(page.url).content.decode()


def test_the_form_leads_to_the_archive(client, newsletter):
    page = archive()
    assert page.url in client.get("/letters/letter/").content.decode()


def test_the_card_of_an_issue_says_when_it_appeared(newsletter):
    day = datetime(2026, 11, 3, tzinfo=ZoneInfo("Europe/Brussels"))
    card = IssuePageFactory.create(first_published_at=day).card()
    assert (card.kicker, card.meta) == ("Letter", ("November 2026",))
    assert card.text == "A summary."
    assert IssuePageFactory.build(summary="").card_facts()["text"] == "Two versions of one need."
