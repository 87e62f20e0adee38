"""Anybody can check a number; only who was given the holder's link learns a name."""

import pytest

from community.members.rights import erase_person
from events.links import token_of
from events.papers import actions
from events.papers.links import secret_of
from events.papers.models.certificate import as_serial
from tests.events.papers.conftest import body, words_of
from tests.factories.events import RegistrationFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(came, issue):
    return issue()[0]


def number(certificate) -> str:
    return f"/meet/certificate/{certificate.serial}/"


def own(certificate) -> str:
    return f"{number(certificate)}{secret_of(certificate)}/"


def test_by_the_number_one_learns_that_it_is_valid_and_initials_only(client, certificate):
    response = client.get(number(certificate))
    page = response.content.decode()
    assert "This certificate is valid" in page
    assert "M. E." in page
    for secret in ("Maria", "Tile Works", "certificate.pdf", secret_of(certificate)):
        assert secret not in page
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_by_the_holders_link_one_sees_the_name_and_fetches_the_document(client, certificate):
    page = client.get(own(certificate)).content.decode()
    assert "Maria Example" in page
    assert "Tile Works" in page
    response = client.get(f"{own(certificate)}certificate.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert "Maria Example" in words_of(body(response))


@pytest.mark.parametrize("secret", ["x", "A" * 22, "%F0%9F%98%80", "x" * 500])
def test_a_wrong_secret_shows_what_the_number_shows(client, certificate, secret):
    response = client.get(f"{number(certificate)}{secret}/")
    assert response.status_code == 302
    assert response.headers["Location"] == number(certificate)
    assert client.get(f"{number(certificate)}{secret}/certificate.pdf").status_code == 404


def test_links_outlive_a_change_of_the_key(client, certificate, settings):
    address = own(certificate)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site"
    assert "Maria Example" in client.get(address).content.decode()


@pytest.mark.parametrize("typed", ["XXXX-XXXX-XXXX", "1", "ü", "%00", "a" * 300, "..", "-"])
def test_an_unknown_number_is_told_so(client, db, typed):
    response = client.get(f"/meet/certificate/{typed}/")
    assert response.status_code in (404, 302)
    assert "Maria" not in response.content.decode()


def test_a_number_may_be_typed_without_dashes_and_in_small_letters(client, certificate):
    typed = certificate.serial.replace("-", " ").lower()
    response = client.get("/meet/certificate/", {"number": typed})
    assert response.headers["Location"] == number(certificate)
    assert as_serial(typed) == certificate.serial


def test_the_page_to_type_a_number_says_where_it_stands(client, db):
    assert "beside the square code" in client.get("/meet/certificate/").content.decode()


def test_one_address_cannot_try_numbers_for_ever(client, db, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "papers.verify": "2/h"}
    for _try in "12":
        assert client.get("/meet/certificate/BBBB-BBBB-BBBB/").status_code == 404
    assert client.get("/meet/certificate/BBBB-BBBB-BBBB/").status_code == 429


def test_what_became_of_it_is_told(client, certificate, bob):
    actions.revoke_certificate(certificate_id=certificate.pk, reason="Private reason", by=bob)
    for address in (number(certificate), own(certificate)):
        page = client.get(address).content.decode()
        assert "This certificate was revoked" in page
        assert "Private reason" not in page
        assert "Maria" not in page
    assert client.get(f"{own(certificate)}certificate.pdf").status_code == 302


def test_a_replaced_one_names_neither_its_holder_nor_its_successor(client, certificate, bob):
    new = actions.reissue_certificate(certificate_id=certificate.pk, name="Mary", by=bob)
    page = client.get(own(certificate)).content.decode()
    assert "This certificate was replaced" in page
    assert new.serial not in page
    assert "Mary" not in page


def test_whoever_was_erased_is_not_to_be_found_by_the_number(client, certificate, came):
    erase_person(email=came.email, user=None)
    page = client.get(number(certificate)).content.decode()
    assert "withdrawn at the holder’s request" in page
    assert "M. E." not in page


def test_it_waits_on_the_persons_own_registration_page(client, certificate, came):
    page = client.get(f"/meet/seat/{token_of(came)}/").content.decode()
    assert f"{own(certificate)}certificate.pdf" in page


def test_a_member_finds_it_among_the_own_things(client, event, issue):
    user = UserFactory()
    RegistrationFactory(event=event, user=user, email=user.email, name=user.name, state="attended")
    (certificate,) = issue()
    client.force_login(user)
    from django.template import Context, Template

    shown = Template("{% load papers_tags %}{% my_certificates %}").render(
        Context({"viewer": user})
    )
    assert own(certificate) in shown
