"""A page is marked as being in the language it is written in, whatever its address says."""

import re

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale

from pages.models import HomePage, StandardPage, ToolPage
from tests.factories import library
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


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def french_about(french_home):
    """A page that is published in English and, at another address, in French."""
    english = make.StandardPageFactory(slug="about", title="About us")
    french = english.copy_for_translation(french_home.locale)
    french.title, french.slug = "Qui nous sommes", "a-propos"
    french.save()
    french.save_revision().publish()
    return StandardPage.objects.get(pk=french.pk)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["", "about/", "about/?a=1&b=%C3%A9"])
def test_a_page_without_a_translation_is_shown_in_its_own_language_and_says_so(
    client, language, path
):
    make.StandardPageFactory(slug="about")
    answer = client.get(f"/{language}/{path}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    soup = page(answer)
    assert language_of(answer) == language
    assert soup.main["lang"] == "en"
    assert soup.select_one(".untranslated") is not None
    assert soup.find("link", rel="canonical")["href"].endswith("/about/" if path else "/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_leads_nowhere_leads_nowhere_in_any_language(client, language):
    make.home_page()
    assert client.get(f"/{language}/no-such-page/").status_code == 404


def test_what_a_page_says_of_itself_is_said_in_the_language_of_the_page(client):
    tool = make.ToolPageFactory()
    soup = page(client.get(f"/de{tool.url}"))
    assert "Use it when" in soup.main.get_text()
    assert soup.find("a", class_="skip").get_text() != "Skip to the content"


def test_a_home_page_that_is_only_a_draft_is_no_translation(client, french_home):
    HomePage.objects.filter(pk=french_home.pk).update(live=False)
    assert page(client.get("/fr/")).main["lang"] == "en"


def test_a_translated_home_page_answers_in_its_language(client, french_home):
    answer = client.get("/fr/")
    assert answer.status_code == 200
    assert language_of(answer) == "fr"
    assert page(answer).select_one(".untranslated") is None
    assert "lang" not in page(answer).main.attrs
    assert page(client.get("/de/")).main["lang"] == "en"


def test_the_english_address_below_the_french_prefix_leads_to_the_translation(client, french_about):
    answer = client.get("/fr/about/?a=1")
    assert (answer.status_code, answer.url) == (302, "/fr/a-propos/?a=1")


def test_each_language_of_a_page_names_all_of_them_and_one_for_everybody_else(client, french_about):
    for address in ("/about/", "/fr/a-propos/"):
        links = page(client.get(address)).find_all("link", rel="alternate", hreflang=True)
        found = {link["hreflang"]: link["href"].split("/", 3)[3] for link in links}
        assert found == {"en": "about/", "fr": "fr/a-propos/", "x-default": "about/"}


def test_a_page_in_one_language_names_no_other(client):
    make.StandardPageFactory(slug="about")
    assert page(client.get("/about/")).find("link", hreflang=True, rel="alternate") is None


def test_a_draft_of_a_translation_is_named_nowhere(client, french_about):
    french_about.unpublish()
    html = client.get("/about/").content.decode()
    assert "a-propos" not in html
    assert page(client.get("/fr/about/")).main["lang"] == "en"


def test_the_switch_stays_on_the_page_and_says_where_it_is_not_translated(client, french_about):
    switch = page(client.get("/about/?a=1")).select_one("#languages")
    found = {link["hreflang"]: link for link in switch.find_all("a")}
    assert found["en"]["aria-current"] == "true"
    assert found["fr"]["href"] == "/fr/a-propos/?a=1"
    assert found["de"]["href"] == "/de/about/?a=1"
    assert "not translated yet" in found["de"].get_text()
    assert "not translated yet" not in found["fr"].get_text()


def test_the_switch_on_a_page_of_another_room_changes_the_prefix_only(client):
    make.home_page()
    switch = page(client.get("/accounts/login/")).select_one("#languages")
    assert switch.find("a", hreflang="it")["href"] == "/it/accounts/login/"
    assert "not translated yet" not in switch.get_text()


def test_the_menu_of_a_language_shows_what_is_not_translated_in_its_own(client, french_home):
    make.StandardPageFactory(slug="about", title="About us", show_in_menus=True)
    link = page(client.get("/fr/")).find("a", string="About us")
    assert link["href"] == "/fr/about/"
    assert link.find_parent(lang=True)["lang"] == "en"


def test_tools_are_neighbours_in_their_own_language_only(french_home):
    first, second = make.ToolPageFactory(), make.ToolPageFactory()
    second.before = [first]
    second.save()
    french = {}
    for tool in (first, second):
        copy = tool.copy_for_translation(french_home.locale, copy_parents=True)
        copy.save_revision().publish()
        french[tool.pk] = copy
    assert [tool.pk for tool in second.neighbours()] == [first.pk]
    again = ToolPage.objects.get(pk=french[second.pk].pk)
    assert [tool.pk for tool in again.neighbours()] == [french[first.pk].pk]


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_pages_stay_and_name_the_language_of_the_menu(client, language):
    make.StandardPageFactory(slug="about", title="About us", show_in_menus=True)
    answer = client.get(f"/{language}/accounts/login/")
    assert answer.status_code == 200
    assert language_of(answer) == language
    link = BeautifulSoup(answer.content, "html.parser").find("a", string="About us")
    assert link["href"] == f"/{language}/about/"
    assert link.find_parent(lang=True)["lang"] == "en"


def test_in_its_own_language_the_menu_names_none(client):
    make.StandardPageFactory(slug="about", title="About us", show_in_menus=True)
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.find("a", string="About us").find_parent(lang=True).name == "html"


def ways(client, address):
    """Return, by language, where the switch leads and what it warns of; and the alternates."""
    soup = page(client.get(address))
    links = soup.select("#footer-language ~ ul a")
    switch = {link["hreflang"]: (link["href"], link.find(class_="soft") is None) for link in links}
    return switch, {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}


def french(index):
    """Publish a list in French, below the French home page."""
    translated = index.copy_for_translation(Locale.objects.get(language_code="fr"))
    translated.slug = f"{index.slug}-fr"
    translated.save_revision().publish()


def test_a_term_leads_to_the_same_term_in_the_other_language(client, french_home):
    french(library.glossary())
    word = library.GlossaryTermFactory(term="Openness", slug="openness")
    mot = word.copy_for_translation(french_home.locale)
    mot.term, mot.slug = "Ouverture", "ouverture"
    mot.save()
    switch, alternates = ways(client, "/glossary/openness/")
    assert switch["fr"] == ("/fr/glossary-fr/ouverture/", True)
    assert alternates["fr"].endswith("/fr/glossary-fr/ouverture/")
    assert ways(client, "/fr/glossary-fr/ouverture/")[0]["en"] == ("/glossary/openness/", True)


def test_a_term_that_no_other_language_has_leads_to_its_glossary_and_says_so(client, french_home):
    french(library.glossary())
    library.GlossaryTermFactory(term="Openness", slug="openness")
    switch, alternates = ways(client, "/glossary/openness/")
    assert switch["fr"] == ("/fr/glossary-fr/", False)
    assert switch["de"] == ("/de/glossary/openness/", False)
    assert "fr" not in alternates


@pytest.mark.parametrize("path", ["people/aino/", "lakeshore/"])
def test_a_person_and_a_partner_stay_when_the_language_changes(client, french_home, path):
    french(library.directory())
    library.PersonFactory(slug="aino")
    library.PartnerFactory(slug="lakeshore")
    switch, alternates = ways(client, f"/partners/{path}")
    assert switch["fr"] == (f"/fr/partners-fr/{path}", True)
    assert client.get(switch["fr"][0]).status_code == 200
    assert alternates["fr"].endswith(f"/fr/partners-fr/{path}")
