"""The form and the ledger in the admin, and whose lines they are."""

from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from community.members.rights import erase_person, export_person
from dissemination_metrics.models import Activity
from tests.factories.dissemination_metrics import ActivityFactory
from tests.factories.events import PastEventFactory
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


def entry(**fields):
    training = Term.objects.get_by_code(Scheme.H2020_ACTIVITY, "training")
    industry = Term.objects.get_by_code(Scheme.H2020_AUDIENCE, "industry")
    return {
        "title": "Adviser course",
        "type": training.pk,
        "date": "2026-05-04",
        "audiences-TOTAL_FORMS": "1",
        "audiences-INITIAL_FORMS": "0",
        "audiences-0-audience": industry.pk,
        "audiences-0-persons": "15",
        "audiences-0-method": "attendance",
    } | fields


def test_a_coordinator_enters_an_activity(coordinator, dana):
    answer = coordinator.post(reverse("activities:add"), entry())
    assert answer.status_code == 302
    activity = Activity.objects.get()
    assert (activity.title, activity.date) == ("Adviser course", date(2026, 5, 4))
    assert activity.created_by == dana
    assert activity.funding_amount is None
    assert activity.audiences.get().persons == 15


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"title": ""}, "This field is required."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"date": "soon"}, "Enter a valid date."),
        ({"type": "999999"}, "Select a valid choice."),
        ({"funding_amount": "-1"}, "greater than or equal to 0"),
        ({"evidence_url": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"audiences-0-persons": "-3"}, "greater than or equal to 0"),
    ],
)
def test_a_wrong_entry_is_explained_and_kept(coordinator, fields, fault):
    answer = coordinator.post(reverse("activities:add"), entry(**fields))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert fault in html
    assert entry(**fields)["title"] in html
    assert not Activity.objects.exists()


def test_a_type_of_another_vocabulary_is_no_choice(coordinator):
    group = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "industry")
    assert coordinator.post(reverse("activities:add"), entry(type=group.pk)).status_code == 200
    assert not Activity.objects.exists()


def test_an_audience_is_named_once(coordinator):
    double = {key.replace("-0-", "-1-"): value for key, value in entry().items()}
    answer = coordinator.post(
        reverse("activities:add"), entry(**double) | {"audiences-TOTAL_FORMS": "2"}
    )
    assert answer.status_code == 200
    assert not Activity.objects.exists()


def test_the_list_narrows_and_finds(coordinator):
    ActivityFactory.create(title="A talk in Lisbon", reached={"industry": 1234})
    ActivityFactory.create(title="A flyer")
    address = reverse("activities:index")
    assert "1234" in coordinator.get(address).content.decode()
    html = coordinator.get(address, {"q": "Lisbon"}).content.decode()
    assert "A talk in Lisbon" in html
    assert "A flyer" not in html
    training = Term.objects.get_by_code(Scheme.H2020_ACTIVITY, "training")
    html = coordinator.get(address, {"type": training.pk}).content.decode()
    assert "A talk in Lisbon" not in html


@pytest.mark.parametrize("items", [1, 30])
def test_the_list_costs_the_same_however_long_it_is(
    coordinator, items, django_assert_max_num_queries
):
    ActivityFactory.create_batch(items, reached={"industry": 3})
    coordinator.get(reverse("activities:index"))
    with django_assert_max_num_queries(15):
        coordinator.get(reverse("activities:index"))


@pytest.mark.parametrize("items", [1, 30])
def test_the_form_costs_the_same_however_long_the_ledger_is(
    coordinator, items, django_assert_max_num_queries
):
    ActivityFactory.create_batch(items, reached={"industry": 3})
    coordinator.get(reverse("h2020:index"))
    with django_assert_max_num_queries(14):
        coordinator.get(reverse("h2020:index"))


def test_the_form_shows_both_tables_and_where_each_number_comes_from(coordinator):
    ActivityFactory.create(title="A talk <b>bold</b>", reached={"industry": 4974})
    PastEventFactory.create(title="Clinic")
    html = coordinator.get(reverse("h2020:index")).content.decode()
    assert "Participation in activities organized jointly with other H2020 projects" in html
    assert "4,974" in html
    assert "5,000" in html
    assert "event of this site: 1" in html
    assert "A talk &lt;b&gt;bold" in html
    assert "Take over and correct: Clinic" in html


def test_a_coordinator_takes_a_line_over(coordinator, dana):
    event = PastEventFactory.create(title="Clinic")
    asked = {"source": f"event:{event.translation_key}"}
    answer = coordinator.post(reverse("h2020:take_over"), asked)
    activity = Activity.objects.get()
    assert answer["Location"] == reverse("activities:edit", args=[activity.pk])
    assert activity.created_by == dana
    answer = coordinator.post(reverse("h2020:take_over"), asked, follow=True)
    assert "has been taken over already" in answer.content.decode()
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("activities.csv", "text/csv"),
        ("audiences.csv", "text/csv"),
        ("tables.xlsx", "application/vnd.openxmlformats"),
    ],
)
def test_the_files_download(coordinator, name, content_type):
    asked = {"first": "2026-01-01", "last": "2026-06-30"}
    answer = coordinator.get(reverse("h2020:download", args=[name]), asked)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(content_type)
    assert answer["Content-Disposition"] == (
        f'attachment; filename="h2020-2026-01-01-to-2026-06-30-{name}"'
    )
    assert "no-store" in answer["Cache-Control"]


def test_a_file_holds_what_the_page_shows(coordinator, tmp_path):
    ActivityFactory.create(reached={"industry": 12}, date=date(2026, 3, 1))
    ActivityFactory.create(reached={"industry": 30}, date=date(2025, 3, 1))
    address = reverse("h2020:download", args=["tables.xlsx"])
    file = tmp_path / "tables.xlsx"
    file.write_bytes(coordinator.get(address, {"first": "2026-01-01"}).content)
    found = dict(load_workbook(file)["Table B"].iter_rows(values_only=True))
    assert found["Industry"] == 12


@pytest.mark.parametrize("name", ["other.csv", "tables.pdf", "..%2Fsecret", "x"])
def test_other_files_are_not_there(coordinator, name):
    assert coordinator.get(f"/admin/h2020/{name}").status_code in {301, 302, 404}


def test_a_file_is_only_read(coordinator):
    assert coordinator.post("/admin/h2020/tables.xlsx").status_code == 405


def test_a_person_gets_a_list_of_what_they_entered_and_the_ledger_outlives_them(dana):
    activity = ActivityFactory.create(title="A talk", created_by=dana)
    ActivityFactory.create(title="Another's")
    told = export_person(email=dana.email, user=dana)["activities"]
    assert [row["title"] for row in told] == ["A talk"]
    erase_person(email=dana.email, user=dana)
    activity.refresh_from_db()
    assert activity.created_by is None


def test_a_guest_has_entered_nothing():
    assert export_person(email="guest@example.org", user=None)["activities"] == []
    erase_person(email="guest@example.org", user=None)
