"""A page is marked as being in the language it is written in, whatever its address says."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from pages.models import HomePage
from tests.factories import pages as make

pytestmark = pytest.mark.django_db
LANGUAGES = ("fr", "de", "es", "it")


@pytest.fixture
def french_home():
    """The home page in French, with one page below it."""
    home = make.home_page().specific
    french = Locale.objects.get_or_create(language_code="fr")[0]
    translated = home.copy_for_translation(french)
    translated.title = "Accueil"
    translated.live = True
    translated.save()
    return translated


def language_of(response) -> str:
    return re.search(r'<html lang="([^"]+)"', response.content.decode())[1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "about/", "about/?a=1&b=%C3%A9", "no-such-page/"])
def test_a_language_without_pages_leads_to_the_sites_own(client, language, path):
    make.StandardPageFactory(slug="about")
    answer = client.get(f"/{language}/{path}")
    assert (answer.status_code, answer.url) == (302, f"/{path}")


def test_the_page_one_is_led_to_says_its_own_language(client):
    answer = client.get("/fr/", follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert language_of(answer) == "en"


def test_a_home_page_that_is_only_a_draft_is_no_translation(client, french_home):
    HomePage.objects.filter(pk=french_home.pk).update(live=False)
    assert client.get("/fr/").url == "/"


def test_a_translated_home_page_answers_in_its_language(client, french_home):
    answer = client.get("/fr/")
    assert answer.status_code == 200
    assert language_of(answer) == "fr"
    assert client.get("/de/").url == "/"
    assert language_of(client.get("/")) == "en"


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_pages_stay_and_name_the_language_of_the_menu(client, language):
    make.StandardPageFactory(slug="about", title="About us", show_in_menus=True)
    answer = client.get(f"/{language}/accounts/login/")
    assert answer.status_code == 200
    assert language_of(answer) == language
    link = BeautifulSoup(answer.content, "html.parser").find("a", string="About us")
    assert link["href"] == "/about/"
    assert link.find_parent(lang=True)["lang"] == "en"


def test_in_its_own_language_the_menu_names_none(client):
    make.StandardPageFactory(slug="about", title="About us", show_in_menus=True)
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.find("a", string="About us").find_parent(lang=True).name == "html"
