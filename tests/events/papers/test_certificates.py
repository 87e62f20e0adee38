"""Certificates are issued once to those who were there, stay as they were, and can be ended."""

import io

import pytest
from pypdf import PdfReader

from community.members.private_files import private_storage
from community.members.rights import erase_person, export_person, holdings
from events.models import State
from events.papers import actions
from events.papers.models import Certificate, CertificateWording, Issuing, Standing
from events.papers.press import certificate_pdf
from events.papers.refusals import (
    NobodyCame,
    NoName,
    NotOver,
    NotSettable,
    NotStanding,
    UnderWay,
)
from outbox.models import Message
from tests.events.papers.conftest import words_of
from tests.factories.events import EventFactory, PastEventFactory, RegistrationFactory
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def pdf_of(certificate) -> bytes:
    with private_storage().open(certificate.file_name) as file:
        return file.read()


def test_whoever_was_there_gets_one_with_a_mail_and_nobody_else(event, came, issue):
    for state in (State.CONFIRMED, State.NO_SHOW, State.CANCELLED):
        RegistrationFactory(event=event, state=state)
    (certificate,) = issue()
    assert certificate.registration == came
    assert certificate.minutes == 90
    assert words_of(pdf_of(certificate)).count("Maria Example") == 1
    (mail,) = Message.objects.filter(to_address=came.email)
    assert f"/meet/certificate/{certificate.serial}/" in mail.text
    assert certificate.mailed_at


def test_a_second_press_gives_nobody_a_second_one(event, came, issue):
    issue()
    RegistrationFactory(event=event, name="Late Comer", state=State.ATTENDED)
    assert [one.name for one in issue()] == ["Maria Example", "Late Comer"]
    assert Message.objects.count() == 2
    assert Issuing.objects.first().had_one == 1


def test_while_a_round_is_under_way_another_is_refused(event, came, bob):
    actions.ask_for_certificates(event=event, by=bob)
    with pytest.raises(UnderWay):
        actions.ask_for_certificates(event=event, by=bob)


def test_nothing_is_issued_before_the_end_or_where_nobody_came(bob, event):
    with pytest.raises(NotOver):
        actions.ask_for_certificates(event=EventFactory(), by=bob)
    with pytest.raises(NobodyCame):
        actions.ask_for_certificates(event=event, by=bob)


def test_who_was_there_for_too_short_a_time_gets_none(event, came, issue):
    CertificateWording.objects.create(event=event, least_minutes=91)
    assert issue() == []
    assert Issuing.objects.get().too_short == 1


def test_a_step_that_is_lost_is_taken_again_and_nothing_twice(event, came, bob, monkeypatch):
    RegistrationFactory.create_batch(30, event=event, state=State.ATTENDED)
    actions.ask_for_certificates(event=event, by=bob)
    monkeypatch.setattr("events.papers.actions.issuing.STEP", 10)
    actions.issue_some()

    def fall(*_arguments, **_options):
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr("events.papers.mails.post", fall)
        with pytest.raises(RuntimeError):
            actions.issue_some()
    assert Certificate.objects.count() == 10
    while actions.issue_some():
        pass
    assert Certificate.objects.count() == 31
    assert Certificate.objects.values("registration").distinct().count() == 31
    assert Message.objects.count() == 31
    assert Issuing.objects.get().issued == 31


def test_what_it_says_is_frozen_when_it_is_issued(event, came, issue):
    CertificateWording.objects.create(
        event=event, learnt="- Write a need\n\n- Ask well", host="The Host", signatory="Ana Sign"
    )
    (certificate,) = issue()
    before = pdf_of(certificate)
    event.title = "Another title"
    event.save()
    came.name = "Another Name"
    came.save()
    CertificateWording.objects.update(host="Another host")
    certificate.refresh_from_db()
    assert certificate_pdf(certificate) == before
    told = words_of(before)
    for part in ("Clinic on needs", "Write a need", "Ask well", "The Host", "Ana Sign"):
        assert part in told
    assert certificate.serial in told


def test_it_is_a_tagged_document_with_language_title_and_a_word_for_each_picture(came, issue):
    document = PdfReader(io.BytesIO(pdf_of(issue()[0])))
    catalogue = document.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert document.metadata.title == "Certificate of attendance"
    assert "<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data().decode()
    found = list(elements(catalogue["/StructTreeRoot"]))
    figures = [one for one in found if one.get("/S") == "/Figure"]
    assert figures
    assert all(figure.get("/Alt") for figure in figures)
    assert "/H1" in [one.get("/S") for one in found]


def elements(node):
    """Yield every element of the tree of tags."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if hasattr(kid, "get"):
            yield kid
            yield from elements(kid)


def test_the_event_speaks_its_own_language(issue):
    event = PastEventFactory(language="fr")
    RegistrationFactory(event=event, state=State.ATTENDED)
    actions.ask_for_certificates(event=event, by=UserFactory())
    while actions.issue_some():
        pass
    certificate = Certificate.objects.get(event=event)
    assert PdfReader(io.BytesIO(pdf_of(certificate))).root_object["/Lang"] == "fr"


def test_a_revoked_one_stands_no_more_and_its_document_is_gone(
    came, issue, bob, django_capture_on_commit_callbacks
):
    (certificate,) = issue()
    with django_capture_on_commit_callbacks(execute=True):
        done = actions.revoke_certificate(certificate_id=certificate.pk, reason="Mix-up", by=bob)
    assert done.standing == Standing.REVOKED
    assert not private_storage().exists(certificate.file_name)
    with pytest.raises(NotStanding):
        actions.revoke_certificate(certificate_id=certificate.pk, reason="Again", by=bob)
    assert len(issue()) == 2  # the person may get another


def test_a_corrected_name_makes_a_new_version_and_the_old_says_so(
    came, issue, bob, django_capture_on_commit_callbacks
):
    (old,) = issue()
    with django_capture_on_commit_callbacks(execute=True):
        new = actions.reissue_certificate(certificate_id=old.pk, name="María Exámple", by=bob)
    old.refresh_from_db()
    assert old.standing == Standing.REPLACED
    assert (new.version, new.replaces) == (2, old)
    assert new.serial != old.serial
    assert "María Exámple" in words_of(pdf_of(new))
    assert Message.objects.count() == 2
    with pytest.raises(NotStanding):
        actions.reissue_certificate(certificate_id=old.pk, name="X", by=bob)
    with pytest.raises(NoName):
        actions.reissue_certificate(certificate_id=new.pk, name="\u202e \u0007", by=bob)


def test_a_document_that_cannot_be_set_stops_nobody_else_and_can_be_made_again(
    event, came, issue, monkeypatch
):
    RegistrationFactory(event=event, name="Second", state=State.ATTENDED)
    from events.papers import press
    from typeset.engine import NotSet, typeset

    def fail(template, data, **more):
        if data["name"] == "Second":
            raise NotSet
        return typeset(template, data, **more)

    with monkeypatch.context() as patch:
        patch.setattr(press, "typeset", fail)
        issue()
        unmade = Certificate.objects.unmade().get()
        with pytest.raises(NotSettable):
            actions.make_again(certificate_id=unmade.pk)
    assert Issuing.objects.get().failed == 1
    assert actions.make_again(certificate_id=unmade.pk).can_be_fetched


def test_a_lost_file_is_made_again_the_same(came, issue):
    (certificate,) = issue()
    before = pdf_of(certificate)
    private_storage().delete(certificate.file_name)
    actions.make_again(certificate_id=certificate.pk)
    assert pdf_of(certificate) == before


def test_the_person_gets_a_copy_and_takes_the_name_away_with_them(
    came, issue, django_capture_on_commit_callbacks
):
    (certificate,) = issue()
    told = export_person(email=came.email, user=None)["certificates"]
    assert told[0]["number"] == certificate.serial
    files = [
        name
        for holding in holdings()
        for name, file in holding.files(email=came.email, user=None)
        if file.close() is None
    ]
    assert files == [f"certificates/{certificate.serial}.pdf"]
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(email=came.email, user=None)
    certificate.refresh_from_db()
    assert certificate.standing == Standing.WITHDRAWN
    assert "Maria" not in str(certificate.facts)
    assert "Tile Works" not in str(certificate.facts)
    assert certificate.registration is None
    assert not private_storage().exists(certificate.file_name)
    assert Certificate.objects.count() == 1


def test_who_was_erased_gets_no_certificate_without_a_name(event, came, bob):
    erase_person(email=came.email, user=None)
    with pytest.raises(NobodyCame):
        actions.ask_for_certificates(event=event, by=bob)


def test_after_its_time_the_name_goes_by_itself(came, issue, settings):
    (certificate,) = issue()
    assert actions.forget_old() == 0
    settings.EVENTS_PAPERS_DAYS = 0
    assert actions.forget_old() == 1
    assert actions.forget_old() == 0
    certificate.refresh_from_db()
    assert (certificate.standing, certificate.name) == (Standing.PAST, "")
