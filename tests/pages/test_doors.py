"""Every page leads on: to the guided path, to the own list, to what machines read."""

import pytest

from tests.factories import pages as make

pytestmark = pytest.mark.django_db


def test_the_home_page_leads_to_the_guided_path(client):
    make.ToolPageFactory()
    assert 'href="/tools/find/"' in client.get("/").content.decode()


def test_the_foot_of_every_page_names_the_feed_and_the_interface_for_machines(client):
    foot = client.get(make.home_page().url).content.decode().split("<footer", 1)[1]
    assert 'href="/feeds/all.atom"' in foot
    assert 'href="/api/v1/"' in foot


def test_a_member_finds_the_short_list(client, bob):
    client.force_login(bob)
    assert 'href="/tools/mine/"' in client.get("/members/").content.decode()
