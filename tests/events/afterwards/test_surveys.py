"""A survey is answered once by each who came, without a name, and tells nothing of a few."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from community.members.rights import erase_person, export_person
from events.afterwards import actions
from events.afterwards.links import SURVEY, survey_link, token_of
from events.afterwards.models import Survey, SurveyAnswer, SurveyQuestion, SurveyTurn
from events.afterwards.refusals import AnsweredAlready, NotAsked, TooManyQuestions
from events.afterwards.results import results_of
from events.links import token_of as seat_token
from events.models import State
from tests.events.papers.conftest import organiser  # noqa: F401 - a fixture
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory
from vocabulary.models import Scheme, Term

pytestmark = pytest.mark.django_db
FIVE = {"overall": 5, "content": 4}


@pytest.fixture
def event(db):
    event = PastEventFactory(title="Clinic on needs", capacity=None)
    Survey.objects.create(event=event)
    return event


@pytest.fixture
def came(event):
    return RegistrationFactory(event=event, name="Maria Example", state=State.ATTENDED)


def page(registration) -> str:
    return f"/meet/afterwards/survey/{token_of(registration, SURVEY)}/"


def answer_as(event, count, **given):
    for person in RegistrationFactory.create_batch(count, event=event, state=State.ATTENDED):
        actions.answer(registration=person, given=FIVE | given)


def test_grades_stand_in_a_row_and_german_nouns_keep_their_capitals(client, came):
    shown = BeautifulSoup(client.get(f"/de{page(came)}").content, "html.parser")
    legends = [legend.get_text(" ", strip=True) for legend in shown.select("legend")]
    assert legends[0].startswith("Die Veranstaltung insgesamt")
    assert [grade["value"] for grade in shown.select("[name=overall][data-grade]")] == list("12345")
    assert not shown.select("[name=use][data-grade]")


def test_a_person_answers_once_and_nothing_says_who_said_what(client, event, came):
    assert survey_link(came).endswith(page(came))
    shown = client.get(page(came)).content.decode()
    assert "How was it?" in shown
    assert "Maria" not in shown
    sent = client.post(page(came), {"overall": "4", "use": "yes", "takeaway": "  A need\x07 "})
    assert "Thank you" in sent.content.decode()
    (answer,) = SurveyAnswer.objects.all()
    assert (answer.overall, answer.content, answer.use, answer.takeaway) == (
        4,
        None,
        "yes",
        "A need",
    )
    names = {field.name for field in SurveyAnswer._meta.get_fields()}
    assert not names & {"registration", "user", "email", "at", "created_at"}
    assert SurveyTurn.objects.get().registration == came
    again = client.post(page(came), {"overall": "1"})
    assert "Thank you" in again.content.decode()
    assert SurveyAnswer.objects.count() == 1
    with pytest.raises(AnsweredAlready):
        actions.answer(registration=came, given=FIVE)


@pytest.mark.parametrize(
    "given",
    [{}, {"overall": "6"}, {"overall": "x"}, {"use": "never"}, {"takeaway": "x" * 1_000_000}],
)
def test_nonsense_is_answered_beside_the_field_and_nothing_is_stored(client, event, came, given):
    response = client.post(page(came), given)
    assert response.status_code == 422
    assert not SurveyTurn.objects.exists()
    assert not SurveyAnswer.objects.exists()


def test_a_form_from_another_site_is_refused(client, event, came):
    response = client.post(page(came), {"overall": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


@pytest.mark.parametrize("token", ["x", "x~y", "%00", "😀", "a" * 3000])
def test_a_forged_link_leads_nowhere(client, db, token):
    assert client.get(f"/meet/afterwards/survey/{token}/").status_code == 404


def test_the_link_to_a_seat_opens_no_survey_nor_the_other_way_round(client, event, came):
    assert client.get(f"/meet/afterwards/survey/{seat_token(came)}/").status_code == 404
    assert client.get(f"/meet/seat/{token_of(came, SURVEY)}/").status_code == 404


def test_nobody_is_asked_before_the_end_nor_long_after_nor_when_it_is_off(client, event, came):
    for state in (State.NO_SHOW, State.CANCELLED, State.WAITING):
        other = RegistrationFactory(event=event, state=state, waiting_since=timezone.now())
        assert client.get(page(other)).status_code == 410
    early = EventFactory()
    Survey.objects.create(event=early)
    assert client.get(page(RegistrationFactory(event=early))).status_code == 410
    Survey.objects.update(is_on=False)
    assert client.get(page(came)).status_code == 410
    assert survey_link(came) == ""
    Survey.objects.update(is_on=True)
    event.start -= timedelta(days=61)
    event.end -= timedelta(days=61)
    event.save()
    with pytest.raises(NotAsked):
        actions.answer(registration=came, given=FIVE)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_moment_count_once(event, came):
    def press(_number):
        try:
            actions.answer(registration=came, given=FIVE)
        except AnsweredAlready:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(press, range(4))) == 1
    assert SurveyAnswer.objects.count() == 1


def test_of_fewer_than_five_nothing_is_told_but_how_many(client, organiser, event):  # noqa: F811
    answer_as(event, 4, takeaway="Only I could write this")
    survey = Survey.objects.get()
    results = results_of(survey, asked=8)
    assert (results.answered, results.percent, results.ratings) == (4, 50, ())
    shown = client.get(reverse("afterwards_desk:home", args=(event.pk,))).content.decode()
    assert "Only I could" not in shown
    assert "once 5 people have answered" in shown
    address = reverse("afterwards_desk:answers", args=(event.pk, "csv"))
    assert client.get(address).status_code == 303


def test_of_five_the_desk_shows_means_shares_and_words(client, organiser, event):  # noqa: F811
    answer_as(event, 3, takeaway="A need well told", use="yes")
    answer_as(event, 2, overall=2)
    shown = client.get(reverse("afterwards_desk:home", args=(event.pk,))).content.decode()
    assert "3.80" in shown
    assert "A need well told" in shown
    assert "Yes: 3" in shown


def test_a_group_is_told_only_where_nobody_can_be_found_by_subtraction(event):
    industry = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "industry")
    policy = Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "policy")
    for group, count in ((industry, 5), (policy, 1)):
        for person in RegistrationFactory.create_batch(
            count, event=event, group=group, state=State.ATTENDED
        ):
            actions.answer(registration=person, given=FIVE)
    assert results_of(Survey.objects.get()).groups == ()
    answer_as(event, 4)
    assert results_of(Survey.objects.get()).groups == ((str(industry), 5, 5.0),)


def test_own_questions_are_asked_counted_and_no_more_than_ten(client, organiser, event, came):  # noqa: F811
    address = reverse("afterwards_desk:question", args=(event.pk,))
    for kind in ("rating", "yes-no", "text"):
        client.post(address, {"text": f"Own {kind}?", "kind": kind})
    rated, said, told = SurveyQuestion.objects.all()
    given = {rated.key: "3", said.key: "no", told.key: "=cmd()"}
    assert "Thank you" in client.post(page(came), given).content.decode()
    answer_as(event, 5, **{rated.key: 5, said.key: "yes"})
    results = results_of(Survey.objects.get())
    assert results.ratings[-1].mean == pytest.approx(4.67)
    assert results.shares[-1].shares == (("Yes", 5), ("No", 1))
    assert results.texts[-1].texts == ("=cmd()",)
    export = reverse("afterwards_desk:answers", args=(event.pk, "xlsx"))
    rows = list(openpyxl.load_workbook(io.BytesIO(client.get(export).content)).active.values)
    assert len(rows) == 7
    assert "'=cmd()" in [cell for row in rows for cell in row]
    lines = client.get(reverse("afterwards_desk:answers", args=(event.pk, "csv"))).content.decode()
    assert len(list(csv.reader(io.StringIO(lines)))) == 7
    client.post(address, {"retire": str(told.pk)})
    assert "Own text?" not in client.get(page(RegistrationFactory(event=event))).content.decode()
    for number in range(8):
        actions.add_question(survey=Survey.objects.get(), text=f"{number}", kind="text")
    with pytest.raises(TooManyQuestions):
        actions.add_question(survey=Survey.objects.get(), text="One more", kind="text")
    for nonsense in ({"retire": "²"}, {"retire": "9" * 30}, {"text": "", "kind": "x"}):
        assert client.post(address, nonsense).status_code in (303, 422)


def test_the_page_of_the_event_shows_figures_only_where_that_is_wanted(event):
    tag = Template("{% load afterwards_tags %}{% survey_results event %}")
    answer_as(event, 5, takeaway="Nobody sees this here")
    assert tag.render(Context({"event": event})).strip() == ""
    Survey.objects.update(is_public=True)
    shown = tag.render(Context({"event": event}))
    assert "5.0" in shown
    assert "Nobody sees" not in shown
    SurveyAnswer.objects.first().delete()
    assert tag.render(Context({"event": event})).strip() == ""


def test_the_way_to_it_stands_on_the_persons_own_page_until_it_was_answered(client, event, came):
    own = f"/meet/seat/{seat_token(came)}/"
    assert page(came) in client.get(own).content.decode()
    actions.answer(registration=came, given=FIVE)
    assert page(came) not in client.get(own).content.decode()


def test_erasing_a_person_forgets_that_they_answered_and_keeps_the_figures(event, came):
    actions.answer(registration=came, given=FIVE)
    assert export_person(email=came.email, user=None)["surveys"][0]["answered"] is True
    erase_person(email=came.email, user=None)
    assert not SurveyTurn.objects.exists()
    assert SurveyAnswer.objects.count() == 1


def test_words_are_deleted_in_time_and_figures_stay(event, settings):
    survey = Survey.objects.get()
    told = actions.add_question(survey=survey, text="Why?", kind="text")
    answer_as(event, 2, takeaway="Words", **{told.key: "More words"})
    assert actions.forget_texts() == 0
    settings.EVENTS_SURVEY_TEXT_DAYS = 0
    assert actions.forget_texts() == 2
    assert actions.forget_texts() == 0
    assert "ords" not in str(list(SurveyAnswer.objects.values("takeaway", "own")))
    assert SurveyAnswer.objects.filter(overall=5).count() == 2
