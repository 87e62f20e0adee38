"""Documents are tagged, say what they are, and take data for words and nothing else."""

import io
import threading
import time

import pytest
from pypdf import PdfReader

from typeset import engine
from typeset.engine import NotSet, TookTooLong, TooLarge, typeset

TEMPLATE = """#import "/typeset/house.typ": *
#let data = json(bytes(sys.inputs.data))
#show: house.with(data)
#heading(level: 1, data.title)
#par(data.text)
"""


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    """Put a small template beside the house's own paper."""
    (tmp_path / "typeset").mkdir()
    house = engine.folder() / "typeset" / "house.typ"
    (tmp_path / "typeset" / "house.typ").write_text(house.read_text(encoding="utf-8"))
    (tmp_path / "page.typ").write_text(TEMPLATE)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return tmp_path


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    return " ".join(page.extract_text() for page in read(pdf).pages)


def test_a_document_is_tagged_and_says_its_title_language_and_standard():
    catalogue = read(
        typeset("page.typ", {"text": "x"}, language="fr", title="Un titre")
    ).root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "fr"
    assert "/StructTreeRoot" in catalogue
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = catalogue["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Un titre" in metadata


def test_a_region_follows_its_language():
    pdf = typeset("page.typ", {"text": "x"}, language="pt-br", title="Um título")
    assert read(pdf).root_object["/Lang"] == "pt-BR"


@pytest.mark.parametrize(
    "text",
    [
        '#read("/etc/passwd")',
        "#strong[no] *no* _no_ $x^2$ = no",
        "] ) } #{ panic() }",
        '\\u{1F600} "quoted" \\',
        "<script>alert(1)</script>",
    ],
)
def test_what_looks_like_a_command_is_printed_as_it_stands(text):
    printed = words(typeset("page.typ", {"text": text}, language="en", title=text))
    assert "".join(text.split()) in "".join(printed.split())


@pytest.mark.parametrize(
    "text", ["مرحبا بالعالم", "שלום", "日本語 😀", "a\x00b\x07c\ud800", "Ωμέγα Жук żółć"]
)
def test_any_writing_of_the_world_makes_a_document(text):
    assert typeset("page.typ", {"text": text}, language="en", title=text).startswith(b"%PDF")


def test_greek_and_cyrillic_are_set_in_the_houses_own_fonts():
    pdf = typeset("page.typ", {"text": "Ανοικτή Отворени"}, language="el", title="Καινοτομία")
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for font in read(pdf).pages[0]["/Resources"]["/Font"].values()
    }
    assert names <= {"Commissioner-Regular", "Commissioner-SemiBold", "Literata-Regular"}


def test_the_same_data_make_the_same_document():
    first, second = (typeset("page.typ", {"text": "x"}, language="en", title="T") for _ in "12")
    assert first == second


def test_too_many_data_are_refused_before_they_are_set():
    with pytest.raises(TooLarge):
        typeset("page.typ", {"text": "é" * engine.LARGEST_BYTES}, language="en", title="T")


def test_a_document_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(engine, "LONGEST_SECONDS", 0.05)
    with pytest.raises(TookTooLong):
        typeset("page.typ", {"text": "slow words " * 40_000}, language="en", title="T")
    time.sleep(1)  # the thread ends by itself and frees its place


def test_when_all_places_are_taken_nobody_waits_for_ever(monkeypatch):
    monkeypatch.setattr(engine, "LONGEST_SECONDS", 0.05)
    monkeypatch.setattr(engine, "AT_ONCE", threading.BoundedSemaphore(1))
    with engine.AT_ONCE, pytest.raises(TookTooLong):
        typeset("page.typ", {"text": "x"}, language="en", title="T")


def test_missing_data_and_missing_templates_are_told_clearly():
    with pytest.raises(NotSet, match="text"):
        typeset("page.typ", {}, language="en", title="T")
    with pytest.raises(NotSet):
        typeset("nowhere.typ", {}, language="en", title="T")


def test_several_at_a_time_do_not_disturb_each_other():
    found = {}

    def set_one(number):
        pdf = typeset("page.typ", {"text": f"word{number}"}, language="en", title="T")
        found[number] = words(pdf)

    threads = [threading.Thread(target=set_one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(f"word{number}" in found[number] for number in range(6))
