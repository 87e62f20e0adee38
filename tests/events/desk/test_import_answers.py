"""A file of people carries answers, category and sessions, as the list of people writes them."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from events import parts
from events.actions import register_by_hand
from events.columns import picked
from events.desk import sheets
from events.desk.answers import Answers
from events.desk.columns import guess
from events.desk.models import PeopleLine
from events.models import EventPage, Registration, Session
from events.pools.models import SeatChoice
from events.questions.models import Answer, Kind
from events.rows import Guest
from events.sessions import actions as session_deeds
from events.sessions.models import SessionSeat
from tests.events.desk.test_import import begin, states, upload, workbook
from tests.events.questions.conftest import ask, key
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.pools import category_of, hybrid, pool_of, seated
from typeset.spreadsheets import csv_file

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def fresh(event):
    return EventPage.objects.get(pk=event.pk)


def problems(line=2):
    return " ".join(PeopleLine.objects.get(line=line).problems)


def offer_session(event, title, hours=0, **more):
    start = event.start + hours * HOUR
    made = Session(event=event, title=title, start=start, end=start + HOUR, needs_sign_up=True)
    vars(made).update(more)
    return session_deeds.save_session(session=made)


@pytest.fixture
def rich(db):
    """Return an event that asks everything: each kind of question, categories and sessions."""
    event = EventFactory(capacity=None)
    event.end = event.start + 6 * HOUR
    event.save()
    hall = pool_of(event, "Hall", 50)
    category_of(event, "On site", hall, text="with lunch")
    category_of(event, "Speakers", hall, needs_code=True)
    offer_session(event, "Red; or green")
    offer_session(event, "Late", hours=2)
    ask(event, Kind.SHORT, "State")  # also the heading of a column that every list has
    ask(event, Kind.LONG, "Tell us more")
    ask(event, Kind.CHOICE, "Size", offers=["S", "M, or larger", "M"])
    ask(event, Kind.SEVERAL, "Languages", offers=["C", "C++", "C, C++ and more"])
    ask(event, Kind.NUMBER, "Degrees")
    ask(event, Kind.DATE, "Arrival")
    ask(event, Kind.CONSENT, "May we take pictures?")
    ask(event, Kind.FILE, "Paper")
    return fresh(event)


def bring(event, email, category, sessions, answers, **told):
    """Register somebody with answers by the labels of the questions."""
    by_label = {one.label: one for one in event.questions.all()}
    given = {by_label[label].field_name: value for label, value in answers.items()}
    keys = [str(Session.objects.get(title=title).pk) for title in sessions]
    chosen = event.categories.get(name=category).pk
    return register_by_hand(
        event_id=event.pk,
        guest=Guest(
            email=email,
            name="Ana Ünal",
            parts={
                "questions": given,
                "sessions": {"chosen": keys},
                "pools": {"assigned_category": chosen},
            },
            **told,
        ),
        language="en",
    )


def told_of(event):
    """Return everything that the people of an event said."""
    people = Registration.objects.filter(event=event).order_by("email")
    found = []
    for one in people:
        answers = Answer.objects.filter(registration=one).order_by("question__position")
        said = answers.values_list(
            "question__label", "text", "number", "day", "chosen", "is_ticked"
        )
        sessions = SessionSeat.objects.filter(registration=one).values_list("session__title")
        category = SeatChoice.objects.get(registration=one).category
        who = (one.email, one.name, one.organisation, one.needs)
        found.append((who, [*said], sorted(sessions), category.name))
    return found


class TestRoundTrip:
    @pytest.mark.parametrize("language", ["en", "fr", "de", "es", "it"])
    @pytest.mark.parametrize("as_workbook", [False, True])
    def test_what_the_list_writes_the_import_reads(
        self, client, organiser, rich, language, as_workbook
    ):
        size, many = rich.questions.get(label="Size"), rich.questions.get(label="Languages")
        bring(
            rich,
            "ana@example.org",
            "On site",
            ["Red; or green", "Late"],
            {
                "State": "'quoted' = so",
                "Tell us more": "- long\n- " + "x" * 3000,
                "Size": key(size, "M, or larger"),
                "Languages": [key(many, "C"), key(many, "C++"), key(many, "C, C++ and more")],
                "Degrees": -4.5,
                "Arrival": "2027-03-31",
                "May we take pictures?": True,
            },
            needs="- a ramp",
            organisation="+Impact",
        )
        bring(rich, "ben@example.org", "Speakers", [], {"State": "=1+1", "Degrees": 0})
        before = told_of(rich)
        with override(language):
            rows = [*sheets.table(rich, Registration.objects.filter(event=rich))]
        Registration.objects.filter(event=rich).delete()
        content = workbook(rows) if as_workbook else sheets.as_csv(rows)
        answer = upload(client, rich, content, "people.xlsx" if as_workbook else "people.csv")
        assert {*states().values()} == {"new"}, [one.problems for one in PeopleLine.objects.all()]
        begin(client, answer)
        assert told_of(rich) == before

    def test_who_was_asked_nothing_is_brought_in_without_answers(self, client, organiser, event):
        RegistrationFactory(event=event, email="ana@example.org", name="Ana Example")
        ask(event, Kind.SHORT, "Shoe size", is_required=True)
        rows = [*sheets.table(fresh(event), Registration.objects.filter(event=event))]
        assert rows[1][-1] == "not asked"
        Registration.objects.filter(event=event).delete()
        begin(client, upload(client, event, sheets.as_csv(rows)))
        assert [*states().values()] == ["done"]
        assert not Answer.objects.exists()


class TestGuessing:
    def test_a_question_goes_by_its_words_in_any_language_or_its_code(self, event):
        shoe = ask(event, Kind.SHORT, "Shoe size?", words={"de": {"label": "Schuhgröße"}})
        answers = Answers(fresh(event))
        meaning = f"questions:{shoe.field_name}"
        for heading in ("shoe size", "Schuhgrösse", "SCHUHGRÖSSE", shoe.field_name):
            assert guess(["email", heading], answers) == ["email", meaning]
        assert guess(["Shoe size?", "Shoe size?"], answers) == [meaning, ""]

    def test_signs_tell_questions_apart(self, event):
        plain, signed = ask(event, Kind.SHORT, "C"), ask(event, Kind.SHORT, "C++")
        answers = Answers(fresh(event))
        assert guess(["C++", "C"], answers) == [
            f"questions:{signed.field_name}",
            f"questions:{plain.field_name}",
        ]

    def test_the_sample_has_every_column(self, client, organiser, rich):
        address = reverse("registrations:sample", args=(rich.pk,))
        (heading, *people) = csv.reader(io.StringIO(client.get(address).content.decode()[1:]))
        assert {"Category", "Sessions", "Size", "Arrival"} <= {*heading}
        assert "Paper" not in heading, "a file comes by the form only"
        assert {len(line) for line in people} == {len(heading)}
        page = client.get(reverse("registrations:files", args=(rich.pk,))).content.decode()
        assert "May we take pictures?" in page


class TestFaults:
    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("Size,XL", "Size: “XL” is not among the choices."),
            ("Languages,C; Cobol", "Languages: “Cobol” is not among the choices."),
            ("Degrees,hot", "Degrees: Enter a number."),
            ("Arrival,31/03/2027", "Arrival: Write the date as 2027-03-31."),
            ("May we take pictures?,perhaps", "May we take pictures?: Write yes or no."),
            ("State," + "x" * 201, "State: Ensure this value has at most 200 characters"),
            ("Category,Balcony", "Category: “Balcony” is no category of this event."),
            ("Sessions,Late; Early", "Sessions: “Early” is no session that can be chosen."),
        ],
    )
    def test_they_stand_beside_the_line_and_nobody_is_registered(
        self, client, organiser, rich, cell, said
    ):
        heading, _comma, text = cell.partition(",")
        rows = [["email", "name", heading], ["a@example.org", "Ana", text]]
        answer = upload(client, rich, csv_file(rows))
        assert [*states().values()] == ["faulty"]
        assert said in problems()
        assert said.split(":")[0] in client.get(answer["Location"]).content.decode()

    def test_an_answer_that_is_needed_is_missed_only_where_there_is_a_column(
        self, client, organiser, event
    ):
        ask(event, Kind.SHORT, "Shoe size", is_required=True)
        upload(client, event, "email,name,Shoe size\na@example.org,Ana,\nb@example.org,Ben,44\n")
        assert states() == {2: "faulty", 3: "new"}
        assert problems() == "Shoe size: Write an answer."
        PeopleLine.objects.all().delete()
        upload(client, event, "email,name\na@example.org,Ana\n")
        assert states() == {2: "new"}

    def test_an_answer_to_what_is_not_asked_is_a_fault(self, client, organiser, event):
        ask(event, Kind.SHORT, "Lab", groups=["academia"])
        lines = "a@example.org,Ana,academia,Physics\nb@example.org,Ben,industry,Physics\n"
        upload(client, event, "email,name,group,Lab\n" + lines)
        assert states() == {2: "new", 3: "faulty"}
        assert problems(3) == "Lab: This is not asked of this person: leave it empty."

    def test_a_choice_without_places_is_a_fault(self, client, organiser, event):
        lunch = ask(event, Kind.CHOICE, "Lunch", offers=[("Vegan", 1), ("Other", None)])
        first = RegistrationFactory(event=event)
        Answer.objects.create(registration=first, question=lunch, chosen=[key(lunch, "Vegan")])
        upload(client, event, "email,name,Lunch\na@example.org,Ana,vegan\nb@example.org,B,Other\n")
        assert states() == {2: "faulty", 3: "new"}
        assert "places for this are taken" in problems()

    def test_sessions_at_the_same_time_and_full_ones_are_faults(self, client, organiser, event):
        red = offer_session(event, "Red", capacity=1)
        offer_session(event, "Blue")
        SessionSeat.objects.create(session=red, registration=RegistrationFactory(event=event))
        lines = "a@example.org,Ana,Red\nb@example.org,Ben,Red; Blue\nc@example.org,Cem,Blue\n"
        upload(client, event, "email,name,Sessions\n" + lines)
        assert states() == {2: "faulty", 3: "faulty", 4: "new"}
        assert "No seat is left in “Red”" in problems(2)
        assert "at the same time" in problems(3)

    def test_two_sessions_of_one_title_are_not_told_apart(self, client, organiser, event):
        offer_session(event, "Tour")
        offer_session(event, "Tour", hours=1)
        upload(client, event, "email,name,Sessions\na@example.org,Ana,Tour\n")
        assert "“Tour” is the title of several sessions." in problems()

    def test_what_changes_between_the_look_and_the_word_to_begin_is_told(
        self, client, organiser, event
    ):
        ask(event, Kind.SHORT, "Shoe size")
        answer = upload(client, event, "email,name,Shoe size\na@example.org,Ana,44\n")
        question = event.questions.get()
        question.groups = ["academia"]
        question.save()
        begin(client, answer)
        assert [*states().values()] == ["refused"]
        assert "not asked of this person" in problems()
        assert not Registration.objects.exists()

    def test_a_column_of_a_question_that_is_gone_is_left_out(self, client, organiser, event):
        ask(event, Kind.SHORT, "Shoe size")
        answer = upload(client, event, "email,name,Shoe size\na@example.org,Ana,44\n")
        event.questions.update(is_retired=True)
        assert client.get(answer["Location"]).status_code == 200
        begin(client, answer)
        assert [*states().values()] == ["done"]
        assert not Answer.objects.exists()


class TestCategories:
    def test_each_is_counted_in_its_pool_before_and_when_brought_in(self, client, organiser):
        event, here, there = hybrid(on_site=1, online=2, has_waiting_list=False)
        lines = "".join(f"p{n}@example.org,Person,On site\n" for n in range(2))
        lines += "".join(f"q{n}@example.org,Person,online\n" for n in range(2))
        answer = upload(client, event, "email,name,category\n" + lines)
        assert [*states().values()] == ["new", "full", "new", "new"]
        begin(client, answer)
        chosen = SeatChoice.objects.values_list("category", flat=True)
        assert sorted(chosen) == sorted([here.pk, there.pk, there.pk])

    def test_a_full_category_leads_into_the_line_and_the_others_to_seats(self, client, organiser):
        event, here, _there = hybrid(on_site=1, online=2)
        seated(event, here)
        lines = "a@example.org,Ana,On site\nb@example.org,Ben,Online\n"
        answer = upload(client, event, "email,name,category\n" + lines)
        assert [*states().values()] == ["in-line", "new"]
        begin(client, answer)
        assert Registration.objects.get(email="a@example.org").is_waiting
        assert Registration.objects.get(email="b@example.org").is_confirmed

    def test_nobody_else_may_choose_one_behind_a_code(self, event):
        hidden = category_of(event, "Speakers", pool_of(event), needs_code=True)
        part = next(one for one in parts.of(fresh(event)) if one.key == "pools")
        assert "assigned_category" not in part.fields(fresh(event))
        assert hidden.name not in str(part.fields(fresh(event)))


@pytest.mark.parametrize(
    ("text", "known", "found"),
    [
        ("", {"a"}, ([], "")),
        ("a", {"a"}, (["a"], "")),
        (" A ;b,\nc", {"a", "b", "c"}, (["a", "b", "c"], "")),
        ("a, b, c", {"a", "a, b", "b, c"}, (["a", "b, c"], "")),
        ("a, b", {"a", "b", "a, b"}, (["a, b"], "")),
        ("a,,b,", {"a", "b"}, (["a", "b"], "")),
        ("a, x, b", {"a", "b"}, (["a"], "x")),
        ("x", set(), ([], "x")),
        (",".join("a" * 2000), {"a"}, (["a"] * 2000, "")),
    ],
)
def test_lists_in_a_cell(text, known, found):
    assert picked(text, known) == found
