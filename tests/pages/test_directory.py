"""Partners and people stand in public only as they agreed to."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Locale

from pages.actions import withdraw_person
from pages.models import Contributor, Partner, PeopleIndexPage, Person
from tests.factories import library as make

pytestmark = pytest.mark.django_db


def test_the_directory_lists_who_is_published(client):
    index = make.directory()
    make.PartnerFactory(name="Lakeshore")
    make.PartnerFactory(name="Hidden firm", live=False)
    make.PersonFactory(family_name="Koskela")
    make.PersonFactory(family_name="Hidden", live=False)
    html = client.get(index.url).content.decode()
    assert "Lakeshore" in html
    assert "Koskela" in html
    assert "Hidden" not in html


def test_a_person_has_a_page_with_works_and_without_the_address(client):
    make.directory()
    partner = make.PartnerFactory(name="Lakeshore", slug="lakeshore")
    person = make.PersonFactory(slug="aino", organisation=partner, email="aino@example.org")
    make.PublicationPageFactory(title="Her report", people=[person])
    html = client.get("/partners/people/aino/").content.decode()
    assert "Her report" in html
    assert 'href="/partners/lakeshore/"' in html
    assert "aino@example.org" not in html


def test_an_address_is_shown_to_whom_the_person_asked_to_show_it(client):
    make.directory()
    make.PersonFactory(slug="aino", email="aino@example.org", shows_email=True)
    assert "mailto:aino@example.org" in client.get("/partners/people/aino/").content.decode()


def test_a_partner_has_a_page_with_people_and_their_works(client):
    make.directory()
    partner = make.PartnerFactory(slug="lakeshore")
    person = make.PersonFactory(slug="aino", organisation=partner)
    make.PublicationPageFactory(title="Her report", people=[person])
    html = client.get("/partners/lakeshore/").content.decode()
    assert 'href="/partners/people/aino/"' in html
    assert "Her report" in html


@pytest.mark.parametrize(
    "path",
    ["nobody/", "people/nobody/", "people/", "hidden/", "people/hidden/", "a/b/c/", "people/a/b/"],
)
def test_what_is_not_in_the_directory_is_not_found(client, path):
    make.directory()
    make.PartnerFactory(slug="hidden", live=False)
    make.PersonFactory(slug="hidden", live=False)
    assert client.get(f"/partners/{path}").status_code == 404


def test_a_real_person_needs_a_consent():
    person = make.PersonFactory.build(is_example=False)
    with pytest.raises(ValidationError) as refused:
        person.full_clean()
    assert set(refused.value.message_dict) == {"consent_note"}


def test_no_partner_stands_where_the_people_do():
    partner = make.PartnerFactory.build(slug="people", country=None)
    with pytest.raises(ValidationError) as refused:
        partner.full_clean()
    assert "slug" in refused.value.message_dict


def test_who_withdraws_stays_an_author_by_name_only():
    person = make.PersonFactory(family_name="Koskela", orcid="0000-0002-1825-0097")
    make.PublicationPageFactory(people=[person], names=[])
    withdraw_person(person=person)
    row = Contributor.objects.get()
    assert (row.person, row.name, row.orcid) == (None, "Koskela, Aino", "")
    assert not Person.objects.exists()


@pytest.mark.parametrize("factory", [make.PartnerFactory, make.PersonFactory])
def test_an_editor_previews_who_is_not_published_yet(client, alice, factory):
    make.directory()
    thing = factory(live=False)
    client.force_login(alice)
    response = thing.make_preview_request()
    assert response.status_code == 200
    assert str(thing) in response.content.decode()


def test_a_preview_needs_no_directory():
    assert make.PartnerFactory().make_preview_request().status_code == 200
    assert Partner.objects.get().get_absolute_url() == ""


def test_words_stand_in_the_language_of_the_reader_or_are_marked(client):
    make.directory()
    words = {"language": "fr", "role": "Chercheuse", "text": "<p>Elle cherche.</p>"}
    person = make.PersonFactory(
        slug="aino", role="Researcher", text="<p>She looks.</p>", in_languages=[("words", words)]
    )
    with translation.override("fr"):
        assert person.words == ("<p>Elle cherche.</p>", "Chercheuse", "")
    with translation.override("de"):
        assert person.words == ("<p>She looks.</p>", "Researcher", "en")
    assert person.words == ("<p>She looks.</p>", "Researcher", "")
    assert "She looks." in client.get("/partners/people/aino/").content.decode()
    french = Locale.objects.get_or_create(language_code="fr")[0]
    index = PeopleIndexPage.objects.get()
    for page in (index.get_parent().specific, index):
        copy = page.copy_for_translation(french)
        copy.save_revision().publish()
    in_french = client.get(f"/fr/{copy.slug}/people/aino/").content.decode()
    assert "Elle cherche." in in_french
    assert "Chercheuse" in in_french
    assert "She looks." not in in_french


@pytest.mark.parametrize("make_one", [make.PartnerFactory, make.PersonFactory])
def test_each_language_is_told_once(make_one):
    words = ("words", {"language": "fr", "role": "", "text": "<p>Une fois.</p>"})
    one = make_one(in_languages=[words, words])
    with pytest.raises(ValidationError, match="Each language once"):
        one.full_clean()
