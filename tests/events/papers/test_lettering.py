"""Names in any writing are drawn by a font that has their signs, or stand in Latin letters."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.models import State
from events.papers.lettering import drawable, undrawn
from tests.events.papers.conftest import words_of
from tests.events.papers.test_certificates import pdf_of
from tests.factories.events import RegistrationFactory
from typeset.engine import STAND_IN, undrawn_in

DRAWN = [
    "Zoë Żółć-Ångström",
    "Ωμέγα Παπαδόπουλος",
    "Жук Ђорђе Ґалаґан",
    "محمد الأمين",
    "דוד לוי",
    "გიორგი მაისურაძე",
    "Արամ Խաչատրյան",
    "Nguyễn Thị Ước",
    "ʻOkina D’Arcy",
]
LETTERED = {
    "王小明": "Wang Xiao Ming",
    "김철수": "Gim Cheol Su",
    "山田 Tarō": "Shan Tian Tarō",
    "Ana 😀": "Ana",
}


@pytest.mark.parametrize("name", DRAWN)
def test_these_are_drawn_as_they_are(name):
    assert undrawn([name]) == frozenset()
    assert drawable(name, undrawn([name])) == name


@pytest.mark.parametrize(("name", "latin"), LETTERED.items())
def test_these_stand_in_latin_letters(name, latin):
    assert drawable(name, undrawn([name])) == latin


def test_signs_that_turn_a_name_around_are_left_out():
    assert drawable("Ana \u202egnorW\u202c", frozenset()) == "Ana gnorW"


@given(st.text(max_size=60))
@example("\U0002f800")  # whose plain form is another sign
@example("e\u200e\u0301")  # a mark that meets its letter when the sign between them is taken out
def test_whatever_is_typed_no_empty_box_is_left(text):
    assert not undrawn_in(drawable(text, undrawn([text]))) - {STAND_IN}


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*DRAWN, *LETTERED])
def test_a_certificate_bears_the_name_and_staff_are_told_of_latin_letters(event, issue, name):
    RegistrationFactory(event=event, name=name, organisation="組織 GmbH", state=State.ATTENDED)
    (certificate,) = issue()
    told = words_of(pdf_of(certificate))
    assert STAND_IN not in told
    assert certificate.name == LETTERED.get(name, name)
    assert bool(certificate.lettering_note) == (name in LETTERED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "Maximiliane Freifrau von und zu Hohenstein-Waldburg-Zeil-Trauchburg de la Fuente y "
        "Martínez de Irujo Fitz-James Stuart van der Westhuizen",
        "W" * 150,
        "م" * 150,
    ],
)
def test_very_long_names_stay_on_one_page(event, issue, name):
    RegistrationFactory(event=event, name=name, organisation="x" * 200, state=State.ATTENDED)
    import io

    from pypdf import PdfReader

    (certificate,) = issue()
    assert len(PdfReader(io.BytesIO(pdf_of(certificate))).pages) == 1
