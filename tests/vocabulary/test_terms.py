"""The terms themselves: what the sources say, labels, groups, order, addresses, the admin."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation

from tests.factories.vocabulary import TermFactory
from vocabulary import datafiles
from vocabulary.fields import term_field, terms_field
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db

FIVE = {"en", "fr", "de", "es", "it"}
VERBATIM = {Scheme.H2020_ACTIVITY, Scheme.H2020_AUDIENCE}


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_vocabulary_has_its_labels_in_five_languages(scheme):
    terms = Term.objects.of(scheme)
    assert terms
    for term in terms:
        assert set(term.labels) == ({"en"} if scheme in VERBATIM else FIVE)
        assert "unverified)" not in "".join(term.labels.values())


def test_every_file_belongs_to_a_vocabulary():
    assert {path.stem for path in datafiles.FOLDER.glob("*.json")} == set(Scheme.values)


@pytest.mark.parametrize(
    ("scheme", "count"),
    [
        (Scheme.COUNTRY, 249),
        (Scheme.NACE_SECTION, 22),
        (Scheme.OI_STAGE, 6),
        (Scheme.OI_MODE, 3),
        (Scheme.COMPANY_SIZE, 5),
        (Scheme.THEME, 24),
        (Scheme.H2020_ACTIVITY, 19),
        (Scheme.H2020_AUDIENCE, 9),
    ],
)
def test_the_vocabularies_are_complete(scheme, count):
    assert Term.objects.of(scheme).count() == count


def test_the_union_has_its_27_members():
    assert Term.objects.of(Scheme.COUNTRY).filter(data__eu=True).count() == 27


def test_the_eight_groups_come_in_their_order_and_lead_to_an_audience():
    groups = Term.objects.of(Scheme.STAKEHOLDER_GROUP)
    assert [term.code for term in groups.top()] == [
        *("industry", "policy", "academia", "civil-society"),
        *("media", "investors", "general-public", "other"),
    ]
    audiences = {term.label for term in Term.objects.of(Scheme.H2020_AUDIENCE)}
    assert {term.data["h2020_audience"] for term in groups} <= audiences


@pytest.mark.parametrize(
    ("code", "group"),
    [("sme", "industry"), ("investor", "investors"), ("citizen", "general-public"), ("ngo", None)],
)
def test_a_subgroup_knows_its_group(code, group, django_assert_num_queries):
    with django_assert_num_queries(1):
        term = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, code)
        assert term.group.code == (group or "civil-society")
        assert term.group.group == term.group


def test_a_list_for_a_form_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        [f"{term} {term.group}" for term in Term.objects.of(Scheme.STAKEHOLDER_GROUP).current()]


def test_a_label_follows_the_active_language_and_falls_back():
    term = Term.objects.get_by_code(Scheme.THEME, "funding")
    stage = Term.objects.get_by_code(Scheme.OI_STAGE, "follow-up")
    activity = Term.objects.get_by_code(Scheme.H2020_ACTIVITY, "trade-fair")
    with translation.override("fr-be"):
        assert str(term) == "Financement et chèques innovation"
        assert stage.text("question").startswith("Qu'avons-nous appris")
        assert stage.text("description").startswith("The firm and its partners")
        assert activity.label == "Trade Fair"
    with translation.override(None):
        assert term.label == "Funding and vouchers"
    assert stage.text("nothing") == ""
    assert TermFactory.build(labels={}, code="bare").label == "bare"


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", ["Afghanistan", "Åland Islands", "Albania"]),
        ("de", ["Afghanistan", "Ägypten", "Ålandinseln"]),
        ("es", ["Afganistán", "Albania", "Alemania"]),
    ],
)
def test_countries_are_sorted_by_what_people_read(language, first):
    with translation.override(language):
        countries = Term.objects.of(Scheme.COUNTRY).alphabetical()
        assert [term.label for term in countries[:3]] == first


def test_english_sorts_what_has_no_label_in_the_language():
    with translation.override("it"):
        assert Term.objects.of(Scheme.H2020_AUDIENCE).alphabetical()[0].code == "civil-society"


def test_an_identifier_resolves(client, settings):
    settings.VOCABULARY_BASE_URI = "https://example.org/vocabulary/"
    term = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "sme")
    assert term.uri == "https://example.org/vocabulary/stakeholder_group/sme"
    response = client.get("/vocabulary/stakeholder_group/sme")
    assert response.json()["uri"] == term.uri
    assert response.json()["broader"].endswith("/industry")
    assert "max-age=3600" in response["Cache-Control"]
    assert not response.cookies


def test_a_whole_vocabulary_is_one_document(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        terms = client.get("/vocabulary/oi_mode.json").json()["terms"]
    assert [term["code"] for term in terms] == ["inbound", "outbound", "coupled"]
    assert terms[0]["broader"] is None


@pytest.mark.parametrize(
    "path", ["nothing.json", "nothing/x", "theme/nothing", "theme/" + "x" * 500, "theme/%00"]
)
def test_an_unknown_identifier_is_not_found(client, path):
    assert client.get(f"/vocabulary/{path}").status_code == 404


def test_identifiers_are_only_read(client):
    assert client.post("/vocabulary/theme/funding").status_code == 405


def test_the_admin_shows_terms_finds_them_and_changes_none(client, django_user_model):
    user = django_user_model.objects.create_superuser("ada@example.org", name="Ada Example")
    client.force_login(user)
    index = reverse("vocabularies:index")
    html = client.get(index, {"q": "Financement"}).content.decode()
    assert "Funding and vouchers" in html
    assert "read from files" in html
    narrowed = client.get(reverse("vocabularies:index_results"), {"scheme": "oi_mode"})
    assert b"Coupled" in narrowed.content
    assert b"Funding" not in narrowed.content
    assert f"{index}new/" not in html


def test_a_field_takes_terms_of_its_vocabulary_only():
    field = term_field(Scheme.OI_STAGE, null=True)
    field.set_attributes_from_name("stage")
    stage = Term.objects.get_by_code(Scheme.OI_STAGE, "follow-up")
    theme = Term.objects.get_by_code(Scheme.THEME, "funding")
    assert field.verbose_name == Scheme.OI_STAGE.label
    field.validate(stage.pk, None)
    with pytest.raises(ValidationError):
        field.validate(theme.pk, None)


def test_fields_take_the_options_of_their_kind():
    cascade = term_field(Scheme.THEME, on_delete=models.CASCADE, related_name="x")
    assert cascade.remote_field.on_delete is models.CASCADE
    assert cascade.remote_field.related_name == "x"
    many = terms_field(Scheme.THEME, blank=True, verbose_name="topics")
    assert (many.blank, many.verbose_name) == (True, "topics")
    assert many.get_limit_choices_to() == {"scheme": "theme"}


def test_files_are_ordered_one_term_a_line():
    for path in datafiles.FOLDER.glob("*.json"):
        lines = path.read_text(encoding="utf-8").splitlines()
        terms = json.loads(path.read_text(encoding="utf-8"))["terms"]
        assert len(lines) == len(terms) + 7, path.name
