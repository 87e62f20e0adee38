"""Answering: what guests and members are asked, what is stored, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.members.models import ConsentRecord, Profile
from events import actions, parts
from events.links import token_of
from events.models import Registration, Session, State
from events.questions import actions as asking
from events.questions import reading
from events.questions.actions import Offer
from events.questions.models import Answer, Kind, Question
from events.questions.refusals import ChoiceFull, QuestionsChanged
from tests.events.questions.conftest import ask, given, key, name
from tests.factories.events import EventFactory, RegistrationFactory, WaitingFactory
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db


def answers(registration=None):
    """Return what one person answered, by question."""
    found = Answer.objects.select_related("question")
    if registration:
        found = found.filter(registration=registration)
    return {answer.question.label: answer for answer in found}


def test_an_event_without_questions_costs_nothing(event, django_assert_num_queries):
    assert event.entry
    with django_assert_num_queries(0):
        assert parts.of(event) == []


def test_a_guest_answers_every_kind(client, event, form, address):
    asked = {kind: ask(event, kind, label=kind, is_required=kind != Kind.FILE) for kind in Kind}
    page = client.get(event.url).content.decode()
    assert all(f'name="{name(one)}"' in page for one in asked.values())
    assert "questions/ask" in page
    refused = client.post(address, form)
    assert refused.status_code == 422
    assert refused.content.decode().count("Write an answer.") >= 2
    filled = form | {
        name(asked[Kind.SHORT]): "A\tdraft\x07",
        name(asked[Kind.LONG]): "Two\r\nlines",
        name(asked[Kind.CHOICE]): key(asked[Kind.CHOICE], "Yes"),
        name(asked[Kind.SEVERAL]): [
            key(asked[Kind.SEVERAL], "Yes"),
            key(asked[Kind.SEVERAL], "No"),
        ],
        name(asked[Kind.NUMBER]): "12.5",
        name(asked[Kind.DATE]): "2027-02-28",
        name(asked[Kind.CONSENT]): "on",
    }
    assert client.post(address, filled).status_code == 303
    told = answers()
    assert told["short"].text == "A draft"
    assert told["long"].text == "Two\nlines"
    assert told["choice"].chosen == [key(asked[Kind.CHOICE], "Yes")]
    assert len(told["several"].chosen) == 2
    assert told["number"].number == Decimal("12.5")
    assert told["date"].day == date(2027, 2, 28)
    assert told["consent"].is_ticked
    assert "file" not in told


def test_a_consent_is_recorded_with_its_words(client, event, form, address):
    question = ask(event, Kind.CONSENT, label="You may photograph me.")
    client.post(address, form | {name(question): "on"})
    record = answers()["You may photograph me."].consent
    assert (record.wording, record.is_given) == ("You may photograph me.", True)
    assert record.wording_version == f"{question.pk}.1"
    assert record.subject == f"{event.uid}/{question.pk}"
    assert record.method == "checkbox"
    mine = Registration.objects.get()
    change = reverse("events:change", args=(token_of(mine),))
    assert client.post(change, form).status_code == 303
    last = ConsentRecord.objects.filter(subject=record.subject).order_by("pk").last()
    assert not last.is_given
    assert answers() == {}


def test_new_words_are_a_new_version(event):
    question = ask(event, Kind.CONSENT, label="You may photograph me.")
    question.label = "You may photograph and film me."
    asking.save_question(question=question)
    assert question.version == 2
    question.is_required = True
    asking.save_question(question=question)
    assert question.version == 2


def test_a_consent_by_hand_says_so(event, marta):
    question = ask(event, Kind.CONSENT, label="Photographs?")
    guest = type(marta)(**{**vars(marta), "parts": given(**{question.field_name: True})})
    actions.register_by_hand(event_id=event.pk, guest=guest, language="en")
    assert answers()["Photographs?"].consent.method == "by staff"


def test_what_is_hidden_is_dropped_and_what_is_shown_is_needed(client, event, form, address):
    first = ask(event, Kind.CHOICE, label="By car?")
    plate = ask(
        event,
        label="Number plate",
        is_required=True,
        depends_on=first,
        depends_values=[key(first, "Yes")],
    )
    page = client.get(event.url).content.decode()
    assert f'data-if-question="{first.pk}"' in page
    assert "Only if you answered “By car?” with “Yes”." in page
    no = form | {name(first): key(first, "No"), name(plate): "AB 123"}
    assert client.post(address, no).status_code == 303
    assert set(answers()) == {"By car?"}
    yes = form | {"email": "other@example.org", name(first): key(first, "Yes")}
    refused = client.post(address, yes)
    assert refused.status_code == 422
    assert client.post(address, yes | {name(plate): "AB 123"}).status_code == 303
    assert answers()["Number plate"].text == "AB 123"


def test_a_group_is_asked_what_is_meant_for_it(client, event, form, address, bob, industry):
    question = ask(event, label="Your firm's trade", is_required=True, groups=["industry"])
    assert client.post(address, form).status_code == 422
    assert client.post(address, form | {"group": "policy"}).status_code == 303
    client.force_login(bob)
    Profile.objects.filter(user=bob).update(stakeholder_group=industry)
    join = reverse("events:join", args=(event.pk,))
    assert client.post(join).status_code == 422
    assert client.post(join, {name(question): "Joinery"}).status_code == 303
    assert answers(Registration.objects.get(user=bob))["Your firm's trade"].text == "Joinery"


def test_a_member_of_another_group_is_not_even_shown_it(client, event, bob):
    policy = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "policy")
    question = ask(event, label="Your firm's trade", is_required=True, groups=["industry"])
    client.force_login(bob)
    Profile.objects.filter(user=bob).update(stakeholder_group=policy)
    assert name(question) not in client.get(event.url).content.decode()
    assert client.post(reverse("events:join", args=(event.pk,))).status_code == 303


class Choosing(parts.Part):
    """Stands for a room that lets people choose sessions."""

    key = "choosing"

    def chosen_sessions(self, event, given):
        return frozenset(given.get("keys", ()))


@pytest.fixture
def session(event):
    """Return a session that one has to choose."""
    made = Session.objects.create(
        event=event, title="Lab", start=event.start, end=event.end, needs_sign_up=True
    )
    parts.register_part(Choosing())
    yield made
    parts._PARTS.pop("choosing")


@pytest.mark.parametrize("comes", [True, False])
def test_a_session_asks_only_those_who_come_to_it(event, bob, session, comes):
    question = ask(event, label="Shoe size", session=session, for_session=True)
    parts.note_use(event.pk, "choosing", is_used=True)
    wish = given(**{question.field_name: "44"}) | {"choosing": {"keys": [session.pk] * comes}}
    actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
    assert set(answers()) == ({"Shoe size"} if comes else set())


def test_a_session_that_is_gone_asks_nobody(event, bob, session):
    question = ask(event, label="Shoe size", is_required=True, session=session, for_session=True)
    session.delete()
    wish = given(**{question.field_name: "44"})
    actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
    assert answers() == {}


class TestPlaces:
    def test_the_last_place_goes_once(self, event, bob, ada):
        question = ask(event, Kind.CHOICE, label="Tour", offers=[("Morning", 1), "Evening"])
        wish = given(**{question.field_name: key(question, "Morning")})
        actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        with pytest.raises(ChoiceFull, match="“Morning”"):
            actions.register_member(event_id=event.pk, user=ada, language="en", given=wish)
        assert not Registration.objects.filter(user=ada).exists()

    def test_a_full_choice_is_shown_as_such_and_refused(self, client, event, form, address, bob):
        question = ask(event, Kind.CHOICE, label="Tour", offers=[("Morning", 1), "Evening"])
        morning = key(question, "Morning")
        wish = given(**{question.field_name: morning})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        assert "Morning (no places left)" in client.get(event.url).content.decode()
        refused = client.post(address, form | {name(question): morning})
        assert refused.status_code == 422
        assert "The places for this are taken." in refused.content.decode()
        actions.cancel_registration(registration_id=mine.pk)
        assert client.post(address, form | {name(question): morning}).status_code == 303

    def test_what_was_typed_is_not_lost_in_a_race(self, client, event, bob, form, monkeypatch):
        question = ask(event, Kind.CHOICE, label="Tour", offers=[("Morning", 1), "Evening"])
        text, morning = ask(event, label="Topic"), key(question, "Morning")
        mine = RegistrationFactory(event=event)
        other = RegistrationFactory(event=event)
        Answer.objects.create(registration=other, question=question, chosen=[morning])
        monkeypatch.setattr(reading, "full_choices", lambda questions, mine: frozenset())
        typed = {name(question): morning, name(text): "Tides and winds"}
        client.force_login(bob)
        for address, more in (
            (reverse("events:join", args=(event.pk,)), {}),
            (reverse("events:change", args=(token_of(mine),)), form),
            (reverse("events:register", args=(event.pk,)), form),
        ):
            refused = client.post(address, more | typed)
            assert refused.status_code == 409
            assert "has just been taken. Choose again." in refused.content.decode()
            assert "Tides and winds" in refused.content.decode()
        assert Answer.objects.count() == 1

    def test_who_waits_in_line_keeps_the_place_that_was_promised(self, event, bob, ada):
        event.capacity, event.has_waiting_list = 1, True
        event.save()
        RegistrationFactory(event=event)
        question = ask(event, Kind.CHOICE, label="Tour", offers=[("Morning", 1), "Evening"])
        wish = given(**{question.field_name: key(question, "Morning")})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        assert mine.is_waiting
        with pytest.raises(ChoiceFull):
            actions.register_member(event_id=event.pk, user=ada, language="en", given=wish)
        Registration.objects.exclude(pk=mine.pk).update(state=State.CANCELLED)
        assert actions.offer_next(event_id=event.pk).pk == mine.pk

    def test_one_keeps_the_own_place_when_one_corrects_something(self, client, event, bob, form):
        question = ask(event, Kind.CHOICE, label="Tour", offers=[("Morning", 1), "Evening"])
        morning = key(question, "Morning")
        wish = given(**{question.field_name: morning})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        change = reverse("events:change", args=(token_of(mine),))
        assert client.post(change, form | {name(question): morning}).status_code == 303
        evening = key(question, "Evening")
        assert client.post(change, form | {name(question): evening}).status_code == 303
        assert answers()["Tour"].chosen == [evening]

    def test_fewer_places_than_taken_take_nothing_away(self, client, event, bob, form):
        question = ask(event, Kind.CHOICE, label="Tour", offers=[("Morning", 2), "Evening"])
        for user in (bob, None):
            one = RegistrationFactory(event=event, user=user)
            Answer.objects.create(
                registration=one, question=question, chosen=[key(question, "Morning")]
            )
        offers = [Offer(key=key(question, "Morning"), label="Morning", places=1)]
        offers += [Offer(key=key(question, "Evening"), label="Evening")]
        asking.save_question(question=question, offers=offers)
        change = reverse("events:change", args=(token_of(one),))
        again = form | {name(question): key(question, "Morning")}
        assert client.post(change, again).status_code == 303
        assert Answer.objects.count() == 2


class TestChanging:
    @pytest.fixture
    def mine(self, event, bob):
        return RegistrationFactory(event=event, user=bob, email=bob.email)

    def test_the_form_shows_what_was_answered(self, client, event, bob):
        text, several = ask(event, label="Topic"), ask(event, Kind.SEVERAL, label="Days")
        wish = given(**{text.field_name: "Tides", several.field_name: [key(several, "No")]})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        address = reverse("events:registration", args=(token_of(mine),))
        page = client.get(f"{address}?correct=1").content.decode()
        assert 'value="Tides"' in page
        chosen = f'value="{key(several, "No")}"'
        assert any(chosen in tag and "checked" in tag for tag in page.split("<input")[1:])

    def test_what_is_fixed_stays(self, client, event, bob, form):
        question = ask(event, label="Topic", is_fixed=True)
        wish = given(**{question.field_name: "Tides"})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        change = reverse("events:change", args=(token_of(mine),))
        assert client.post(change, form | {name(question): "Winds"}).status_code == 303
        assert answers()["Topic"].text == "Tides"
        actions.change_registration(
            registration_id=mine.pk,
            name="Bob",
            group=None,
            organisation="",
            needs="",
            given=given(**{question.field_name: "Winds"}),
        )
        assert answers()["Topic"].text == "Tides"

    def test_a_later_question_is_asked_of_new_people_only(self, client, event, mine, form, address):
        question = ask(event, label="Topic", is_required=True)
        change = reverse("events:change", args=(token_of(mine),))
        assert client.post(change, form).status_code == 303
        assert client.post(address, form).status_code == 422
        assert parts.sheet(event, [mine.pk]).rows == {mine.pk: ("not asked",)}
        assert client.post(change, form | {name(question): "Tides"}).status_code == 303
        assert parts.sheet(event, [mine.pk]).rows == {mine.pk: ("Tides",)}

    def test_a_change_of_heart_erases_what_is_hidden_now(self, client, event, bob, form):
        first = ask(event, Kind.CHOICE, label="By car?")
        plate = ask(event, label="Plate", depends_on=first, depends_values=[key(first, "Yes")])
        wish = given(**{first.field_name: key(first, "Yes"), plate.field_name: "AB 123"})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        change = reverse("events:change", args=(token_of(mine),))
        client.post(change, form | {name(first): key(first, "No"), name(plate): "AB 123"})
        assert set(answers()) == {"By car?"}

    def test_what_a_machine_leaves_out_stays(self, event, bob):
        question = ask(event, label="Topic")
        wish = given(**{question.field_name: "Tides"})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        fields = {"name": "Bob", "group": None, "organisation": "", "needs": ""}
        actions.change_registration(registration_id=mine.pk, given=given(), **fields)
        assert answers()["Topic"].text == "Tides"

    def test_a_retired_choice_stays_with_who_has_it(self, client, event, bob, form):
        question = ask(event, Kind.CHOICE, label="Tour", offers=["Morning", "Evening"])
        morning, evening = key(question, "Morning"), key(question, "Evening")
        wish = given(**{question.field_name: morning})
        mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
        offers = [
            Offer(key=morning, label="Morning", is_retired=True),
            Offer(key=evening, label="Evening"),
        ]
        asking.save_question(question=question, offers=offers)
        change = reverse("events:change", args=(token_of(mine),))
        assert client.post(change, form | {name(question): morning}).status_code == 303
        assert "Morning" not in client.get(event.url).content.decode()


def test_a_choice_that_vanished_meanwhile_is_refused_in_words(event, bob):
    question = ask(event, Kind.CHOICE, label="Tour", offers=["Morning", "Evening"])
    wish = given(**{question.field_name: key(question, "Morning")})
    asking.save_question(question=question, offers=[Offer(label="Night")])
    with pytest.raises(QuestionsChanged, match="just changed"):
        actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)


@pytest.mark.parametrize(
    ("number", "text"), [("100", "100"), ("0", "0"), ("12.50", "12.5"), ("-0.0001", "-0.0001")]
)
def test_a_number_is_told_as_it_was_meant(event, number, text):
    question = ask(event, Kind.NUMBER)
    mine = RegistrationFactory(event=event)
    Answer.objects.create(registration=mine, question=question, number=Decimal(number))
    assert parts.sheet(event, [mine.pk]).rows[mine.pk] == (text,)


def test_words_are_shown_in_the_language_of_the_page(client, event):
    ask(event, label="Topic", words={"fr": {"label": "Sujet", "help": "En un mot"}})
    mine = RegistrationFactory(event=event)
    page = client.get(f"/fr/meet/seat/{token_of(mine)}/?correct=1").content.decode()
    assert "Sujet" in page
    assert "En un mot" in page


class TestHostile:
    @pytest.mark.parametrize(
        ("kind", "value"),
        [
            (Kind.SHORT, "x" * 1_000_000),
            (Kind.LONG, "x" * 1_000_000),
            (Kind.SHORT, "nul\x00"),
            (Kind.CHOICE, "999999999999999999999999"),
            (Kind.CHOICE, "-1"),
            (Kind.CHOICE, "١"),
            (Kind.SEVERAL, ["1", "x"]),
            (Kind.NUMBER, "NaN"),
            (Kind.NUMBER, "Infinity"),
            (Kind.NUMBER, "1e999999999"),
            (Kind.NUMBER, "9" * 5000),
            (Kind.DATE, "2027-02-30"),
            (Kind.DATE, "0000-00-00"),
            (Kind.FILE, "not a file"),
        ],
    )
    def test_nonsense_is_refused_and_breaks_nothing(
        self, client, event, form, address, kind, value
    ):
        question = ask(event, kind, is_required=True)
        refused = client.post(address, form | {name(question): value})
        assert refused.status_code == 422
        assert not Registration.objects.exists()

    def test_more_than_a_form_can_hold_is_refused(self, client, event, form, address):
        question = ask(event, Kind.LONG)
        answer = client.post(address, form | {name(question): "x" * 3_000_000})
        assert answer.status_code in {400, 413, 422}

    def test_markup_in_questions_and_answers_is_text(self, client, event, bob, organiser):
        evil = "<script>alert(1)</script>"
        first = ask(event, Kind.CHOICE, label=evil, help_text=evil, offers=[evil, "No"])
        ask(event, label="Then", depends_on=first, depends_values=[key(first, evil)])
        for address in (
            event.url,
            reverse("event_questions:list", args=(event.pk,)),
            reverse("event_questions:edit", args=(event.pk, first.pk)),
            reverse("event_questions:preview", args=(event.pk,)),
            reverse("event_questions:results", args=(event.pk,)),
        ):
            page = client.get(address)
            assert page.status_code == 200
            assert evil not in page.content.decode()

    def test_answers_to_questions_of_others_are_not_kept(self, client, event, form, address):
        mine, other = ask(event), ask(EventFactory())
        client.post(address, form | {name(mine): "here", name(other): "there"})
        assert [answer.question_id for answer in Answer.objects.all()] == [mine.pk]


def test_a_page_and_a_form_cost_the_same_for_more_questions(client, form, bob):
    """Ten questions with limited choices ask the database as often as two."""
    costs = []
    for number in (2, 10):
        event = EventFactory(capacity=None)
        filled = dict(form)
        for at in range(number):
            question = ask(event, Kind.CHOICE, label=f"Question {at}", offers=[("Yes", 99), "No"])
            filled[name(question)] = key(question, "Yes")
        address = reverse("events:register", args=(event.pk,))
        client.force_login(bob)  # nothing from the anonymous lane
        client.get(event.url)
        with CaptureQueriesContext(connection) as page:
            client.get(event.url)
        client.logout()
        with CaptureQueriesContext(connection) as sent:
            assert client.post(address, filled).status_code == 303
        assert Answer.objects.filter(registration__event=event).count() == number
        costs.append((len(page), len(sent)))
    assert costs[0] == costs[1]
    assert costs[0][0] <= 31
    assert costs[0][1] <= 40


def test_the_columns_of_a_thousand_cost_four_queries(event, django_assert_max_num_queries):
    questions = [ask(event, label=f"Question {at}") for at in range(10)]
    people = Registration.objects.bulk_create(
        Registration(event=event, email=f"p{at}@example.org", name="P", state=State.CONFIRMED)
        for at in range(1000)
    )
    Answer.objects.bulk_create(
        Answer(registration=one, question=question, text="x")
        for one in people
        for question in questions
    )
    with django_assert_max_num_queries(5):
        sheet = parts.sheet(event, [one.pk for one in people])
    assert len(sheet.headings) == 10
    assert set(sheet.rows.values()) == {("x",) * 10}


def test_filters_find_who_chose(event):
    tour, photo = ask(event, Kind.SEVERAL, label="Tour"), ask(event, Kind.CONSENT, label="Photo")
    yes, no = RegistrationFactory(event=event), WaitingFactory(event=event)
    Answer.objects.create(registration=yes, question=tour, chosen=[key(tour, "Yes")])
    Answer.objects.create(registration=yes, question=photo, is_ticked=True)
    by_tour, by_photo = parts.filters(event)
    found = Registration.objects.filter(event=event)
    assert by_tour.choices == ((str(key(tour, "Yes")), "Yes"), (str(key(tour, "No")), "No"))
    assert list(found.filter(by_tour.where(str(key(tour, "Yes"))))) == [yes]
    assert list(found.filter(by_photo.where("no"))) == [no]
    for nonsense in ("", "x", "9" * 40, "²", "-1"):
        assert not found.filter(by_tour.where(nonsense)).exists()


def test_an_event_that_asks_nothing_any_more_has_no_part(event):
    question = ask(event)
    assert event.entry.parts == ["questions"]
    assert asking.remove_question(question_id=question.pk)
    event.entry.refresh_from_db()
    assert event.entry.parts == []
    assert not Question.objects.exists()
