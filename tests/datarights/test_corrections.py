"""Stewards hear by mail that somebody wants something corrected: once a day, without its words."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from community.datarights.actions.correcting import (
    answer_correction,
    ask_for_correction,
    tell_stewards,
)
from community.datarights.models import CorrectionRequest
from community.datarights.tasks import tell_stewards as tell_by_the_clock
from community.stewards.roles import STEWARDS
from outbox.models import Message
from tests.factories.members import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
KIND = "datarights/correction_asked"


@pytest.fixture
def steward(db):
    """Return somebody with the role, who reads French."""
    person = ProfileFactory(language="fr").user
    person.groups.add(Group.objects.get(name=STEWARDS))
    return person


def mails(**to):
    """Return the mails to stewards, the oldest first."""
    return Message.objects.filter(kind=KIND, **to).order_by("pk")


def a_day_passes():
    """Let everything that was done be a day and an hour older."""
    for model, field in ((Message, "created_at"), (CorrectionRequest, "asked_at")):
        for row in model.objects.all():
            earlier = getattr(row, field) - timedelta(hours=25)
            model.objects.filter(pk=row.pk).update(**{field: earlier})


def test_a_steward_is_told_in_their_language_with_the_way_to_the_desk(steward, bob, signed_in):
    signed_in(bob).post("/members/data/correct/", {"text": "My street is Rua Secreta."})
    mail = mails(recipient=steward).get()
    assert mail.language == "fr"
    assert "Une demande de rectification attend" in mail.subject
    for body in (mail.text, mail.html):
        assert "/admin/corrections/" in body
        assert "Rua Secreta" not in body
        assert bob.email not in body


def test_only_those_with_the_role_are_told(steward, people):
    gone = UserFactory(is_active=False)
    gone.groups.add(Group.objects.get(name=STEWARDS))
    known = people["steward"]
    ask_for_correction(user=people["member"], text="It is wrong.")
    assert {mail.recipient for mail in mails()} == {steward, known}


def test_an_administrator_is_told_where_nobody_has_the_role(bob, ada):
    Group.objects.get(name=STEWARDS).user_set.clear()
    ask_for_correction(user=bob, text="It is wrong.")
    assert mails().get().recipient == ada


def test_one_mail_a_day_and_the_rest_is_told_the_day_after(steward, bob):
    for _ in range(3):
        ask_for_correction(user=bob, text="It is wrong.")
    assert mails(recipient=steward).count() == 1
    assert tell_stewards() == 0
    a_day_passes()
    assert tell_by_the_clock() == 2, "and the steward of the sample"
    assert "3 " in mails(recipient=steward).last().subject
    a_day_passes()
    assert tell_by_the_clock() == 0


def test_nobody_is_told_of_what_is_answered(steward, bob):
    asked = [ask_for_correction(user=bob, text="It is wrong.") for _ in range(2)]
    a_day_passes()
    for one in asked:
        answer_correction(request_id=one.pk, answer="Mended.", by=steward)
    assert tell_by_the_clock() == 0


def test_a_request_that_is_taken_back_with_its_transaction_tells_nobody(steward, bob):
    with transaction.atomic():
        ask_for_correction(user=bob, text="It is wrong.")
        transaction.set_rollback(True)
    assert not mails().exists()
