"""Answers are handed out and erased with the person, and forgotten when their time is over."""

import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from community.members import consents
from community.members.models import ConsentRecord
from community.members.private_files import private_storage
from community.members.retention import retention_rules
from community.members.rights import erase_person, export_person, holdings
from events import actions
from events.models import Registration, State
from events.questions import forgetting
from events.questions.models import Answer, Kept, Kind
from tests.events.questions.conftest import PDF, ask, given, key
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def stored(title="x.pdf"):
    """Return the name of a file in the private store."""
    return private_storage().save(f"answers/{title}", ContentFile(PDF))


@pytest.fixture
def told(event, bob):
    """Return a registration with an answer of many kinds."""
    mine = RegistrationFactory(event=event, user=bob, email=bob.email)
    text, file = ask(event, label="Topic", kept=Kept.REPORT), ask(event, Kind.FILE, label="Draft")
    tour = ask(event, Kind.CHOICE, label="Tour", kept=Kept.REPORT)
    Answer.objects.create(registration=mine, question=text, text="Tides")
    Answer.objects.create(
        registration=mine, question=file, file_name=stored(), file_title="draft.pdf"
    )
    Answer.objects.create(registration=mine, question=tour, chosen=[key(tour, "Yes")])
    return mine


def test_the_copy_holds_answers_and_files(told, bob):
    rows = export_person(email=bob.email, user=bob)["answers to questions of events"]
    assert [(row["question"], row["answer"]) for row in rows] == [
        ("Topic", "Tides"),
        ("Draft", "draft.pdf"),
        ("Tour", "Yes"),
    ]
    holding = next(one for one in holdings() if one.section == "answers to questions of events")
    ((title, file),) = holding.files(email=bob.email, user=bob)
    assert title.endswith("draft.pdf")
    assert file.read() == PDF


def test_erasing_leaves_only_what_a_report_counts(told, bob, django_capture_on_commit_callbacks):
    file = Answer.objects.exclude(file_name="").get().file_name
    other = RegistrationFactory(event=told.event)
    topic = Answer.objects.get(text="Tides").question
    Answer.objects.create(registration=other, question=topic, text="Winds")
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(email=bob.email, user=bob)
    kept = Answer.objects.order_by("pk").values_list("question__label", "text")
    assert list(kept) == [("Tour", ""), ("Topic", "Winds")]
    assert not private_storage().exists(file)


def test_a_consent_is_taken_back_on_the_page_of_data_without_the_seat(event, bob):
    photo = ask(event, Kind.CONSENT, label="Photograph me")
    wish = given(**{photo.field_name: True})
    mine = actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)
    subject = Answer.objects.get().consent.subject
    assert consents.withdraw(user=bob, purpose="event", subject=subject)
    assert not consents.withdraw(user=bob, purpose="event", subject=subject)
    assert not Answer.objects.exists()
    told = ConsentRecord.objects.filter(subject=subject).order_by("pk")
    assert [one.is_given for one in told] == [True, False]
    mine.refresh_from_db()
    assert mine.is_confirmed


def test_each_question_says_how_long(told):
    forgetting.forget()  # files that other tests left lying
    old = PastEventFactory(start=timezone.now() - 40 * DAY, end=timezone.now() - 40 * DAY + DAY)
    person = RegistrationFactory(event=old)
    short = ask(old, label="Short", erase_after_days=10)
    longer = ask(old, label="Longer", erase_after_days=90)
    report = ask(old, label="Report", kept=Kept.REPORT)
    for question in (short, longer, report):
        Answer.objects.create(registration=person, question=question, text="x")
    assert forgetting.forget() == 1
    assert forgetting.forget() == 0
    left = Answer.objects.filter(registration=person).values_list("question__label", flat=True)
    assert sorted(left) == ["Longer", "Report"]
    assert Answer.objects.filter(registration=told).count() == 3


def test_who_gave_the_seat_back_is_forgotten_whatever_the_question_says():
    forgetting.forget()  # files that other tests left lying
    old = PastEventFactory(start=timezone.now() - 40 * DAY, end=timezone.now() - 40 * DAY + DAY)
    question = ask(old, kept=Kept.REPORT)
    gone = RegistrationFactory(event=old, state=State.CANCELLED)
    came = RegistrationFactory(event=old, state=State.ATTENDED)
    for person in (gone, came):
        Answer.objects.create(registration=person, question=question, text="x")
    assert forgetting.forget() == 1
    assert Answer.objects.get().registration == came


def test_a_guest_who_never_confirmed_is_forgotten_with_consent_and_file(
    event, marta, django_capture_on_commit_callbacks
):
    photo = ask(event, Kind.CONSENT, label="Photograph me")
    guest = type(marta)(**{**vars(marta), "parts": given(**{photo.field_name: True})})
    mine = actions.register_guest(event_id=event.pk, guest=guest, language="en")
    file = ask(event, Kind.FILE)
    lying = Answer.objects.create(registration=mine, question=file, file_name=stored("guest.pdf"))
    long_ago = timezone.now() - 40 * DAY
    Registration.objects.update(state=State.EXPIRED, expires_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        for rule in retention_rules():
            rule.run()
    assert not Answer.objects.exists()
    assert not Registration.objects.exists()
    assert not ConsentRecord.objects.filter(email="marta@example.org").exists()
    assert not private_storage().exists(lying.file_name)


def test_files_without_an_answer_are_swept_after_a_day(event):
    new, old, known = stored("new.pdf"), stored("old.pdf"), stored("known.pdf")
    question = ask(event, Kind.FILE)
    person = RegistrationFactory(event=event)
    Answer.objects.create(registration=person, question=question, file_name=known)
    for name in (old, known):
        long_ago = (timezone.now() - 2 * DAY).timestamp()
        os.utime(private_storage().path(name), (long_ago, long_ago))
    forgetting.sweep_files(timezone.now())
    there = [private_storage().exists(name) for name in (new, old, known)]
    assert there == [True, False, True]


def test_a_rule_stands_in_the_list():
    assert "events.answers" in {rule.name for rule in retention_rules()}


def test_a_withdrawn_seat_leaves_the_answers_of_others(event, bob):
    other = EventFactory()
    assert forgetting.forget_person([RegistrationFactory(event=other).pk]) is None
