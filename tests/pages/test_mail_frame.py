"""The frame of every mail: valid MJML, the funding line in it, a text beside it."""

import pytest
from django.template import Context, Engine
from wagtail.models import Site

from outbox.rendering import mjml_to_html
from pages.models import SiteIdentity

BLOCKS = (
    "{% block heading %}Your seat & you{% endblock %}{% block body %}See you there.{% endblock %}"
    "{% block why %}You registered.{% endblock %}"
)


@pytest.fixture
def identity(db):
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    identity.funding_statement = "Funded under grant agreement No 691440."
    identity.save()
    return identity


def render(kind: str, **context) -> str:
    source = f'{{% extends "email/base.{kind}" %}}{BLOCKS}'
    site = {"site_url": "https://inspire.example.org", "language": "en", **context}
    return Engine.get_default().from_string(source).render(Context(site, autoescape=kind == "mjml"))


def test_the_frame_is_valid_and_names_who_paid(identity):
    html = mjml_to_html(render("mjml", action_url="https://x.example/?a=1&b=2", action_text="Go"))
    for words in ("Your seat", "See you there.", "You registered.", "No 691440", "a=1&amp;b=2"):
        assert words in html
    assert "prefers-color-scheme: dark" in html


def test_the_emblem_has_a_full_address(identity, settings):
    settings.SITE_URL = "https://inspire.example.org"
    assert 'src="https://inspire.example.org/static/img/eu-emblem.png"' in render("mjml")


def test_without_an_action_there_is_no_button(identity):
    assert "<mj-button" not in render("mjml")
    assert "<mj-button" in render("mjml", action_url="https://x.example/", action_text="Go")


def test_the_text_says_the_same(identity):
    text = render("txt", action_url="https://x.example/?a=1&b=2", action_text="Go")
    for words in ("Your seat & you", "Go:\nhttps://x.example/?a=1&b=2", "No 691440", "\n-- \n"):
        assert words in text


def test_a_mail_can_be_written_before_there_is_a_site(db):
    Site.objects.all().delete()
    assert "INSPIRE" in render("txt")
