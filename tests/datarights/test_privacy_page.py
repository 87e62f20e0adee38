"""The public page on privacy is made of the registry, in every language, without a cookie."""

import pytest
from django.conf import settings
from django.utils.html import escape

from community.members.retention import retention_rules
from community.members.rights import holdings

pytestmark = pytest.mark.django_db


def test_the_page_says_all_that_is_held(sample_pages, client):
    answer = client.get("/privacy/")
    page = answer.content.decode()
    for holding in holdings():
        for words in (holding.title, holding.purpose, holding.basis.label, holding.kept):
            assert str(escape(words)) in page, holding.section
    for rule in retention_rules():
        assert str(escape(rule.title)) in page
    assert page.count("<h1") == 1
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_no_other_page_says_it(sample_pages, client):
    assert "What this site holds about people" not in client.get("/about/").content.decode()
