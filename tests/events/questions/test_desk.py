"""The questions at an event's desk: adding, changing, moving, retiring, copying, results."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from events.models import EventPage, EventRole, Registration, Session, State
from events.questions import actions as asking
from events.questions.actions import Offer
from events.questions.models import Answer, Choice, Kept, Kind, Question
from events.questions.refusals import Answered, InUse, Needed, NotBefore
from events.questions.results import result_of
from tests.events.questions.conftest import ask, key, name
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def at(where, event, *more):
    """Return an address of the desk."""
    return reverse(f"event_questions:{where}", args=(event.pk, *more))


def filled(**changes):
    """Return what the form of a question sends."""
    return {"label": "Topic", "kept": "event", "erase_after_days": "30"} | changes


def rows(*choices, initial=0):
    """Return what the rows of choices send; each is a dict."""
    sent = {"choices-TOTAL_FORMS": len(choices), "choices-INITIAL_FORMS": initial}
    for number, choice in enumerate(choices):
        sent |= {f"choices-{number}-{name}": value for name, value in choice.items()}
    return sent


def labels(event):
    """Return what the event asks, in order."""
    found = Question.objects.filter(event=event, is_retired=False).order_by("position")
    return list(found.values_list("label", flat=True))


class TestForm:
    @pytest.mark.parametrize("kind", Kind.values)
    def test_a_question_of_each_kind_is_added(self, client, organiser, event, kind):
        address = f"{at('add', event)}?kind={kind}"
        assert client.get(address).status_code == 200
        sent = filled(is_required="on", help_text="In a word")
        if kind in ("choice", "several"):
            sent |= rows({"label": "Yes", "places": "3"}, {"label": ""}, {"label": "No"})
        assert client.post(address, sent).status_code == 302
        question = Question.objects.get()
        assert (question.kind, question.label, question.is_required) == (kind, "Topic", True)
        event.entry.refresh_from_db()
        assert event.entry.parts == ["questions"]
        assert PageLogEntry.objects.filter(action="events.questions").exists()
        offers = list(question.choices.values_list("label", "places"))
        assert offers == ([("Yes", 3), ("No", None)] if question.has_choices else [])
        assert client.get(at("edit", event, question.pk)).status_code == 200
        assert "Topic" in client.get(at("list", event)).content.decode()
        assert client.get(at("preview", event)).status_code == 200

    def test_an_unknown_kind_leads_back(self, client, organiser, event):
        assert client.get(f"{at('add', event)}?kind=spell")["Location"] == at("list", event)

    def test_a_condition_is_ticked_and_kept(self, client, organiser, event):
        first = ask(event, Kind.CHOICE, label="By car?")
        yes = key(first, "Yes")
        address = f"{at('add', event)}?kind=short"
        client.post(address, filled(after=f"{first.pk}:{yes}", groups=["industry"]))
        second = Question.objects.get(label="Topic")
        assert (second.depends_on, second.depends_values) == (first, [yes])
        assert second.groups == ["industry"]
        page = client.get(at("list", event)).content.decode()
        assert "Only if you answered “By car?” with “Yes”." in page
        form = client.get(at("edit", event, second.pk)).context["form"]
        assert form["after"].value() == [f"{first.pk}:{yes}"]
        client.post(at("edit", event, second.pk), filled())
        second.refresh_from_db()
        assert second.depends_on is None

    def test_only_what_is_asked_before_can_be_a_condition(self, client, organiser, event):
        first, second = ask(event, Kind.CHOICE, label="A"), ask(event, Kind.CHOICE, label="B")
        later = f"{second.pk}:{key(second, 'Yes')}"
        refused = client.post(
            at("edit", event, first.pk),
            filled(after=later) | rows({"label": "Yes", "key": key(first, "Yes")}),
        )
        assert refused.status_code == 422
        first.refresh_from_db()
        assert first.depends_on is None

    def test_answers_to_two_questions_are_refused(self, client, organiser, event):
        one, two = ask(event, Kind.CHOICE, label="A"), ask(event, Kind.CHOICE, label="B")
        both = [f"{one.pk}:{key(one, 'Yes')}", f"{two.pk}:{key(two, 'Yes')}"]
        refused = client.post(f"{at('add', event)}?kind=short", filled(after=both))
        assert "Tick answers to one question only." in refused.content.decode()

    def test_choices_are_put_in_order_and_taken_off(self, client, organiser, event):
        question = ask(event, Kind.CHOICE, offers=["One", "Two", "Three"])
        sent = rows(
            {"key": key(question, "One"), "label": "One", "ORDER": "3"},
            {"key": key(question, "Two"), "label": "Zwei", "ORDER": "1", "is_retired": "on"},
            {"key": key(question, "Three"), "label": "", "ORDER": "2"},
            initial=3,
        )
        assert client.post(at("edit", event, question.pk), filled() | sent).status_code == 302
        offers = list(question.choices.values_list("label", "is_retired"))
        assert offers == [("Zwei", True), ("One", False)]

    def test_a_choice_that_was_taken_does_not_vanish(self, client, organiser, event):
        question = ask(event, Kind.CHOICE, offers=["One", "Two"])
        one = key(question, "One")
        person = RegistrationFactory(event=event)
        Answer.objects.create(registration=person, question=question, chosen=[one])
        second = {"key": key(question, "Two"), "label": "Two"}
        sent = rows({"key": one, "label": ""}, second, initial=2)
        refused = client.post(at("edit", event, question.pk), filled() | sent)
        assert refused.status_code == 422
        assert "“One” has been chosen already." in refused.content.decode()
        assert question.choices.count() == 2
        with pytest.raises(Answered):
            asking.save_question(question=question, offers=[Offer(label="Two")])

    def test_a_choice_on_which_a_question_depends_does_not_vanish(self, event):
        first = ask(event, Kind.CHOICE)
        ask(event, label="Then", depends_on=first, depends_values=[key(first, "Yes")])
        with pytest.raises(InUse, match="“Then”"):
            asking.save_question(question=first, offers=[Offer(label="Other")])
        assert first.choices.count() == 2

    @pytest.mark.parametrize(
        ("choices", "said"),
        [
            ([{"label": ""}], "Write at least one choice."),
            ([{"label": "Yes"}, {"label": "yes"}], "stands there twice"),
            ([{"label": "Yes", "places": "0"}], "greater than or equal to 1"),
            ([{"label": "x" * 300}], "at most 200 characters"),
        ],
    )
    def test_a_bad_list_of_choices_is_explained(self, client, organiser, event, choices, said):
        refused = client.post(f"{at('add', event)}?kind=choice", filled() | rows(*choices))
        assert refused.status_code == 422
        assert said in refused.content.decode()
        assert not Question.objects.exists()

    def test_a_form_without_its_rows_is_no_fault_of_ours(self, client, organiser, event):
        assert client.post(f"{at('add', event)}?kind=choice", filled()).status_code == 422

    def test_smallest_and_largest_stand_in_order(self, client, organiser, event):
        sent = filled(least="5", most="4")
        refused = client.post(f"{at('add', event)}?kind=number", sent)
        assert "not below the smallest" in refused.content.decode()

    def test_a_session_can_be_chosen(self, client, organiser, event):
        lab = Session.objects.create(
            event=event, title="Lab", start=event.start, end=event.end, needs_sign_up=True
        )
        client.post(f"{at('add', event)}?kind=short", filled(session=lab.pk))
        question = Question.objects.get()
        assert (question.session, question.for_session) == (lab, True)
        lab.delete()
        page = client.get(at("list", event)).content.decode()
        assert "a session that is gone" in page


class TestOrder:
    def test_a_question_is_moved_up_and_down(self, client, organiser, event):
        one, two = ask(event, label="One"), ask(event, label="Two")
        client.post(at("move", event, two.pk), {"to": "up"})
        assert labels(event) == ["Two", "One"]
        client.post(at("move", event, two.pk), {"to": "up"})
        client.post(at("move", event, two.pk), {"to": "down"})
        assert labels(event) == ["One", "Two"]
        assert one.position < two.position

    @pytest.mark.parametrize("up", [True, False])
    def test_no_question_goes_before_the_one_it_depends_on(self, client, organiser, event, up):
        first = ask(event, Kind.CHOICE, label="First")
        then = ask(event, label="Then", depends_on=first, depends_values=[key(first, "Yes")])
        with pytest.raises(Needed, match="“Then” depends on it"):
            asking.move_question(question_id=(then if up else first).pk, up=up)
        moved = client.post(at("move", event, then.pk), {"to": "up"}, follow=True)
        assert "depends on it" in moved.content.decode()
        assert labels(event) == ["First", "Then"]


class TestCircles:
    def test_a_question_depends_on_none_that_is_asked_later(self, event):
        first, second = ask(event, Kind.CHOICE, label="A"), ask(event, Kind.CHOICE, label="B")
        second.depends_on = first
        asking.save_question(question=second)
        for source in (second, first, ask(EventFactory(), Kind.CHOICE)):
            first.depends_on = source
            with pytest.raises(NotBefore, match="asked before it"):
                asking.save_question(question=first)

    def test_a_question_depends_on_none_that_is_retired(self, event):
        first, second = ask(event, Kind.CHOICE, label="A"), ask(event, label="B")
        asking.remove_question(question_id=first.pk)
        second.depends_on = first
        with pytest.raises(NotBefore):
            asking.save_question(question=second)


class TestRemoving:
    def test_a_question_without_answers_is_deleted_after_a_page_that_asks(
        self, client, organiser, event
    ):
        question = ask(event)
        page = client.get(at("remove", event, question.pk)).content.decode()
        assert "Nobody has answered it" in page
        client.post(at("remove", event, question.pk))
        assert not Question.objects.exists()

    def test_one_with_answers_is_retired_and_can_come_back(self, client, organiser, event):
        question = ask(event, label="Topic")
        person = RegistrationFactory(event=event)
        Answer.objects.create(registration=person, question=question, text="Tides")
        assert (
            "1 person has answered" in client.get(at("remove", event, question.pk)).content.decode()
        )
        client.post(at("remove", event, question.pk))
        assert Answer.objects.count() == 1
        assert labels(event) == []
        assert "Topic" in client.get(at("list", event)).content.decode()
        assert "Tides" in client.get(at("results", event)).content.decode()
        client.post(at("restore", event, question.pk))
        assert labels(event) == ["Topic"]

    def test_one_on_which_another_depends_stays(self, client, organiser, event):
        first = ask(event, Kind.CHOICE, label="First")
        then = ask(event, label="Then", depends_on=first, depends_values=[key(first, "Yes")])
        said = client.post(at("remove", event, first.pk), follow=True).content.decode()
        assert "“Then” depends on it" in said
        assert labels(event) == ["First", "Then"]
        person = RegistrationFactory(event=event)
        Answer.objects.create(registration=person, question=then, text="x")
        asking.remove_question(question_id=then.pk)
        assert not asking.remove_question(question_id=first.pk)  # retired with the other
        with pytest.raises(Needed):
            asking.restore_question(question_id=then.pk)


class TestCopying:
    def test_the_questions_of_another_event_come_over(self, client, organiser, event):
        other = EventFactory(title="Last year")
        first = ask(other, Kind.CHOICE, label="First", offers=[("Yes", 4), "No"], kept=Kept.REPORT)
        ask(other, label="Then", depends_on=first, depends_values=[key(first, "Yes")])
        person = RegistrationFactory(event=other)
        Answer.objects.create(registration=person, question=first, chosen=[key(first, "Yes")])
        assert "Last year" in client.get(at("list", event)).content.decode()
        client.post(at("copy", event), {"source": other.pk})
        assert labels(event) == ["First", "Then"]
        copied, then = Question.objects.filter(event=event).order_by("position")
        assert (then.depends_on, then.depends_values) == (copied, [key(copied, "Yes")])
        assert copied.choices.get(label="Yes").places == 4
        assert copied.kept == Kept.REPORT
        assert not Answer.objects.filter(question__event=event).exists()

    def test_what_is_about_a_missing_session_is_left_out_and_said(self, client, organiser, event):
        other = EventFactory()
        lab, there = (
            Session.objects.create(
                event=other, title=title, start=other.start, end=other.end, needs_sign_up=True
            )
            for title in ("Lab", "Both")
        )
        Session.objects.create(event=event, title="Both", start=event.start, end=event.end)
        first = ask(other, Kind.CONSENT, label="Gloves", session=lab, for_session=True)
        ask(other, label="Size", depends_on=first)
        ask(other, label="Shoes", session=there, for_session=True)
        said = client.post(at("copy", event), {"source": other.pk}, follow=True).content.decode()
        assert labels(event) == ["Shoes"]
        assert "1 of 3 questions were copied" in said
        assert "sessions that this event does not have" in said

    @pytest.mark.parametrize("source", ["", "x", "9" * 30, "0", "²"])
    def test_nonsense_copies_nothing(self, client, organiser, event, source):
        said = client.post(at("copy", event), {"source": source}, follow=True)
        assert "Choose the event" in said.content.decode()


class TestWho:
    def test_a_viewer_sees_and_changes_nothing(self, client, event, bob, organiser):
        bob.groups.first().permissions.remove(
            *bob.groups.first().permissions.filter(codename__endswith="_registration")
        )
        EventRole.objects.create(event=event, user=bob, role="viewer")
        question = ask(event, label="Topic")
        page = client.get(at("list", event))
        assert page.status_code == 200
        assert "Add a question" not in page.content.decode()
        assert client.get(at("results", event)).status_code == 200
        for where, more in (
            ("copy", ()),
            ("move", (question.pk,)),
            ("remove", (question.pk,)),
            ("edit", (question.pk,)),
            ("restore", (question.pk,)),
        ):
            assert client.post(at(where, event, *more)).status_code == 302
        assert client.post(f"{at('add', event)}?kind=short", filled()).status_code == 302
        assert labels(event) == ["Topic"]

    def test_a_question_of_another_event_is_not_there(self, client, organiser, event):
        foreign = ask(EventFactory())
        for where in ("edit", "remove", "move", "restore"):
            assert client.post(at(where, event, foreign.pk)).status_code == 404

    def test_nobody_else_comes_in(self, client, event):
        assert client.get(at("list", event)).status_code == 302


class TestPreview:
    def test_it_checks_and_keeps_nothing(self, client, organiser, event, form):
        question = ask(event, label="Topic", is_required=True)
        refused = client.post(at("preview", event), form)
        assert refused.status_code == 422
        taken = client.post(at("preview", event), form | {name(question): "Tides"})
        assert "These answers would be taken" in taken.content.decode()
        assert not Registration.objects.exists()


class TestResults:
    def test_choices_are_counted_of_those_who_come(self, client, organiser, event):
        question = ask(event, Kind.SEVERAL, label="Tour", offers=[("Morning", 5), "Evening"])
        morning, evening = key(question, "Morning"), key(question, "Evening")
        for chosen, state in (
            ([morning], State.CONFIRMED),
            ([morning, evening], State.ATTENDED),
            ([morning], State.CANCELLED),
        ):
            person = RegistrationFactory(event=event, state=state)
            Answer.objects.create(registration=person, question=question, chosen=chosen)
        bars = result_of(question).bars
        assert [(one.label, one.count, one.share) for one in bars] == [
            ("Morning", 2, 100),
            ("Evening", 1, 50),
        ]
        page = client.get(at("results", event)).content.decode()
        assert 'width="50%"' in page
        assert "2 / 5" in page

    def test_numbers_have_four_figures(self, client, organiser, event):
        question = ask(event, Kind.NUMBER, label="Years")
        for number in (1, 2, 9):
            person = RegistrationFactory(event=event)
            Answer.objects.create(registration=person, question=question, number=number)
        figures = dict(result_of(question).figures)
        assert figures == {"least": 1, "mean": 4, "median": 2, "most": 9}
        assert "Median" in client.get(at("results", event)).content.decode()

    def test_nothing_yet_is_said(self, client, organiser, event):
        assert "asks no questions yet" in client.get(at("results", event)).content.decode()
        ask(event, Kind.NUMBER, label="Years")
        assert "0 answers" in client.get(at("results", event)).content.decode()

    @pytest.mark.parametrize("number", [3, 30])
    def test_the_queries_do_not_grow_with_the_people(
        self, client, organiser, event, number, django_assert_max_num_queries
    ):
        asked = [ask(event, label=f"Question {at}") for at in range(10)]
        for person in RegistrationFactory.create_batch(number, event=event):
            for question in asked:
                Answer.objects.create(registration=person, question=question, text="x")
        client.get(at("results", event))
        with django_assert_max_num_queries(40):
            client.get(at("results", event))
        with django_assert_max_num_queries(30):
            client.get(at("list", event))


def test_answers_stand_on_the_page_of_the_registration(client, organiser, event):
    question = ask(event, label="Topic")
    person = RegistrationFactory(event=event)
    Answer.objects.create(registration=person, question=question, text="Tides")
    page = client.get(reverse("registrations:one", args=(person.pk,))).content.decode()
    assert "Topic" in page
    assert "Tides" in page


def test_the_page_of_the_event_is_made_anew_when_a_question_changes(client, event):
    ask(event, label="Topic")
    assert "Topic" in client.get(event.url).content.decode()
    question = Question.objects.get()
    question.label = "Theme"
    asking.save_question(question=question)
    assert "Theme" in client.get(event.url).content.decode()


def test_an_event_and_its_questions_go_together(event):
    ask(event, Kind.CHOICE)
    EventPage.objects.get(pk=event.pk).delete()
    assert not Question.objects.exists()
    assert not Choice.objects.exists()
