"""Loading: the tables say what the files say, and broken files say what is wrong."""

import json
import shutil

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vocabulary import actions, datafiles
from vocabulary.actions import load_vocabularies
from vocabulary.datafiles import BrokenVocabulary, read_all
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A copy of the data files that a test may spoil."""
    return shutil.copytree(datafiles.FOLDER, tmp_path / "data")


def change(folder, scheme, deed):
    """Let ``deed`` change the content of one file."""
    path = folder / f"{scheme}.json"
    content = json.loads(path.read_text())
    path.write_text(json.dumps(deed(content) or content))


def faults_of(folder) -> str:
    with pytest.raises(BrokenVocabulary) as error:
        read_all(folder)
    return str(error.value)


def test_a_second_load_writes_nothing():
    load_vocabularies()
    with CaptureQueriesContext(connection) as queries:
        assert load_vocabularies() == actions.Loaded(created=0, changed=0, retired=0)
    words = {query["sql"].split()[0] for query in queries}
    assert words <= {"SAVEPOINT", "RELEASE", "LOCK", "SELECT"}


def test_an_empty_table_is_filled_with_parents():
    Term.objects.filter(parent__isnull=False).delete()
    Term.objects.all().delete()
    loaded = load_vocabularies()
    assert loaded.created == Term.objects.count() > 700
    assert loaded.changed == 0
    sme = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "sme")
    assert sme.parent.code == "industry"


def test_a_changed_label_arrives_and_keeps_the_row(folder):
    before = Term.objects.get_by_code(Scheme.THEME, "funding")

    def rename(content):
        content["terms"][[t["code"] for t in content["terms"]].index("funding")]["labels"]["en"] = (
            "Élan and money"
        )

    change(folder, "theme", rename)
    assert load_vocabularies(folder=folder) == actions.Loaded(created=0, changed=1, retired=0)
    after = Term.objects.get_by_code(Scheme.THEME, "funding")
    assert after.pk == before.pk
    assert after.label == "Élan and money"
    assert after.sort_keys["en"] == "elan and money"


def test_a_term_that_leaves_its_file_is_retired_and_may_return(folder):
    change(folder, "theme", lambda content: content["terms"].pop(0) and None)
    assert load_vocabularies(folder=folder).retired == 1
    assert load_vocabularies(folder=folder).retired == 0
    gone = Term.objects.get_by_code(Scheme.THEME, "getting-started")
    assert gone.is_retired
    assert gone not in Term.objects.of(Scheme.THEME).current()
    load_vocabularies()
    gone.refresh_from_db()
    assert not gone.is_retired


def test_a_broken_file_changes_nothing(folder):
    (folder / "theme.json").write_text("{")
    change(folder, "oi_mode", lambda content: content["terms"].pop() and None)
    with pytest.raises(BrokenVocabulary):
        load_vocabularies(folder=folder)
    assert not Term.objects.filter(is_retired=True).exists()


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda c: c.pop("version") and None, "expected an object with exactly"),
        (lambda c: [1], "expected an object with exactly scheme"),
        (lambda c: c.update(scheme="thema"), '"scheme" must be "theme"'),
        (lambda c: c.update(source=" "), '"source" must be a text'),
        (lambda c: c.update(terms=[]), "at least one term"),
        (lambda c: c["terms"].insert(0, "x"), "term 1: expected an object"),
        (lambda c: c["terms"][1].update(code="a b"), "term 2 ('a b'): \"code\" must be"),
        (lambda c: c["terms"][1].pop("code") and None, 'term 2: "code" must be'),
        (lambda c: c["terms"][1].update(code="getting-started"), "the code occurs twice"),
        (lambda c: c["terms"][1].update(parent="measuring"), "parent 'measuring' does not stand"),
        (lambda c: c["terms"][1].update(colour="red"), 'unknown key "colour"'),
        (lambda c: c["terms"][1]["labels"].pop("en") and None, "at least an English text"),
        (lambda c: c["terms"][1]["labels"].update(fr=""), 'has no text for "fr"'),
        (lambda c: c["terms"][1]["labels"].update(xx="x"), 'unknown language "xx"'),
        (lambda c: c["terms"][1].update(texts=[]), '"texts" must be an object'),
        (lambda c: c["terms"][1].update(texts={"a": "b"}), '"texts.a" must hold'),
        (lambda c: c["terms"][1].update(data=3), '"data" must be an object'),
    ],
)
def test_each_fault_names_its_file_and_term(folder, deed, words):
    change(folder, "theme", deed)
    faults = faults_of(folder)
    assert words in faults
    assert faults.startswith("theme.json")


def test_unreadable_files_name_line_or_byte(folder):
    lines = (folder / "theme.json").read_text().splitlines()
    lines[6] = lines[6].replace(":", "", 1)
    (folder / "theme.json").write_text("\n".join(lines))
    (folder / "trl.json").write_bytes(b'{"a": "\xff"}')
    (folder / "oi_mode.json").unlink()
    faults = faults_of(folder)
    assert "theme.json, line 7: not valid JSON" in faults
    assert "trl.json, byte 7: not UTF-8" in faults
    assert "oi_mode.json: the file is missing" in faults


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("terms"), inner),
    )
)
def test_any_json_is_either_read_or_refused_with_words(tmp_path, content):
    path = tmp_path / "theme.json"
    path.write_text(json.dumps(content))
    entries, faults = datafiles.read_file(path, Scheme.THEME)
    assert entries or faults


def test_the_command_reports_and_refuses(folder, monkeypatch, capsys):
    call_command("load_vocabularies")
    assert "0 terms created" in capsys.readouterr().out

    def broken():
        raise BrokenVocabulary(["theme.json: broken."])

    monkeypatch.setattr(
        "vocabulary.management.commands.load_vocabularies.load_vocabularies", broken
    )
    with pytest.raises(CommandError, match=r"theme\.json: broken"):
        call_command("load_vocabularies")
