"""People from a file: looked at first, brought in one by one, what is bad handed back."""

import csv
import io
import time
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from community.members.models import ConsentRecord
from events import actions as actions_of_events
from events import seats
from events.desk import actions, tasks
from events.desk.actions import bringing
from events.desk.columns import guess
from events.desk.models import PeopleFile, PeopleLine
from events.models import Registration, RegistrationStep, State
from events.refusals import Busy
from events.rows import Guest
from outbox.models import Message, Suppression
from tests.factories.events import (
    EventFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
)
from tests.factories.pools import hybrid
from tests.factories.pools import seated as in_pool

pytestmark = pytest.mark.django_db
HEAD = "E-mail;Vorname;Nachname;Firma;Gruppe;Bedarf;Sprache\n"


def upload(client, event, content, name="people.csv"):
    """Send a file; return the answer."""
    if isinstance(content, str):
        content = content.encode()
    address = reverse("registrations:files", args=(event.pk,))
    return client.post(address, {"file": SimpleUploadedFile(name, content)})


def begin(client, answer, basis="They signed a paper list at the fair"):
    """Begin to bring in the people of the file that was just uploaded; let the worker work."""
    done = client.post(f"{answer['Location']}begin/", {"basis": basis}, follow=True)
    tasks.work_off()
    return done


def states():
    return dict(PeopleLine.objects.values_list("line", "state"))


def test_the_headings_are_guessed_in_every_language_of_the_site():
    assert guess(["E-Mail", "Vorname", "Nachname", "Firma", "Gruppe", "Sprache"]) == [
        *("email", "first_name", "last_name", "organisation", "group", "language")
    ]
    assert guess(["Courriel", "Prénom", "Nom", "Entreprise"]) == [
        *("email", "first_name", "last_name", "organisation")
    ]
    assert guess(["Correo electrónico", "Nombre completo", "Necesidades"]) == [
        *("email", "name", "needs")
    ]
    assert guess(["Indirizzo email", "Nome completo", "Esigenze", "Lingua"]) == [
        *("email", "name", "needs", "language")
    ]
    assert guess(["email", "E-mail", "Shoe size"]) == ["email", "", ""]


def test_it_is_foretold_line_by_line_and_nothing_happens(client, organiser):
    event = EventFactory(capacity=3, has_waiting_list=True)
    RegistrationFactory(event=event, email="known@example.org")
    WaitingFactory(event=event, email="waits@example.org")
    answer = upload(
        client,
        event,
        HEAD + "Known@example.org;Kim;Known;;;;\n"
        "waits@example.org;Wanda;Waits;;;;\n"
        "new@example.org;Nora;New;Works;industry;A ramp;de\n"
        "full@example.org;Fritz;Full;;;;\n"
        "NEW@example.org;Nora;Twice;;;;\n"
        "nonsense;No;Address;;;;\n"
        "group@example.org;Gus;Group;;wizards;;\n",
    )
    assert [*states().values()] == [
        *("known", "raised", "new", "in-line", "twice", "faulty", "faulty")
    ]
    page = client.get(answer["Location"]).content.decode()
    assert "Bring in 3 people" in page
    assert "not an e-mail address" in page
    assert "wizards" in page
    assert Registration.objects.count() == 2
    assert not Message.objects.exists()
    begin(client, answer)
    assert Registration.objects.get(email="waits@example.org").is_confirmed
    nora = Registration.objects.get(email="new@example.org")
    assert (nora.name, nora.group.code, nora.needs, nora.language) == (
        *("Nora New", "industry", "A ramp", "de"),
    )
    assert Registration.objects.get(email="full@example.org").is_waiting
    assert Message.objects.count() == 3
    consent = ConsentRecord.objects.get(email="new@example.org")
    assert "paper list" in consent.source
    assert PageLogEntry.objects.get(action="events.import").data["basis"].startswith("They signed")
    assert PeopleFile.objects.get().state == PeopleFile.State.DONE


def test_what_is_left_over_comes_back_as_a_file_that_can_be_imported(client, organiser, event):
    answer = upload(client, event, HEAD + "bad;Bea;Bad;=1+1;;;\ngood@example.org;Gus;Good;;;;\n")
    begin(client, answer)
    assert Registration.objects.count() == 1
    content = client.get(f"{answer['Location']}left-over.csv").content.decode()
    (row,) = csv.DictReader(io.StringIO(content[1:]))
    assert "not an e-mail address" in row["Problem"]
    assert row["Firma"] == "'=1+1"
    mended = content.replace("bad,", "bea@example.org,").replace("'=1+1", "Works")
    begin(client, upload(client, event, mended))
    assert Registration.objects.get(email="bea@example.org").organisation == "Works"


def test_the_meaning_of_columns_can_be_changed(client, organiser, event):
    answer = upload(client, event, "Wer,Wohin\nAna Example,ana@example.org\n")
    assert [*states().values()] == ["faulty"]
    page = client.get(answer["Location"]).content.decode()
    assert "Bring in" not in page
    wish = {"target": "confirmed", "language": "en", "column-0": "email", "column-1": "email"}
    assert "Two columns" in client.post(answer["Location"], wish).content.decode()
    wish["column-0"] = ""
    assert "holds the names" in client.post(answer["Location"], wish).content.decode()
    wish["column-0"] = "name"
    assert client.post(answer["Location"], wish).status_code == 302
    assert [*states().values()] == ["new"]
    begin(client, answer)
    assert Registration.objects.get().name == "Ana Example"
    assert not Message.objects.exists(), "the mail was switched off"


@pytest.mark.parametrize("target", ["approval", "waiting"])
def test_they_can_stand_elsewhere(client, organiser, target):
    event = EventFactory(has_waiting_list=True)
    answer = upload(client, event, "email,name\na@example.org,Ana\nb@example.org,Ben\n")
    wish = {"target": target, "language": "en", "column-0": "email", "column-1": "name"}
    client.post(answer["Location"], wish | {"sends_mail": "on"})
    begin(client, answer)
    assert set(Registration.objects.values_list("state", flat=True)) == {target}
    assert Message.objects.count() == 2
    line = Registration.objects.order_by("waiting_since", "pk").values_list("name", flat=True)
    assert [*line] == ["Ana", "Ben"]


def test_without_a_line_nobody_is_put_into_one(client, organiser, event):
    answer = upload(client, event, "email,name\na@example.org,Ana\n")
    wish = {"target": "waiting", "language": "en", "column-0": "email", "column-1": "name"}
    assert "no waiting list" in client.post(answer["Location"], wish).content.decode()


def test_who_finds_no_seat_is_told_of_and_left_over(client, organiser):
    event = EventFactory(capacity=1)
    answer = upload(client, event, "email,name\na@example.org,Ana\nb@example.org,Ben\n")
    assert [*states().values()] == ["new", "full"]
    RegistrationFactory(event=event)  # somebody is faster
    begin(client, answer)
    assert [*states().values()] == ["refused", "full"]
    assert "last seat" in PeopleLine.objects.get(line=2).problems[0]
    left = client.get(f"{answer['Location']}left-over.csv").content.decode()
    assert "No seat left" in left
    assert not Message.objects.exists()


def test_beginning_twice_and_throwing_away_what_runs(client, organiser, event):
    answer = upload(client, event, "email,name\na@example.org,Ana\n")
    begin(client, answer)
    again = client.post(f"{answer['Location']}begin/", {"basis": "x"}, follow=True)
    assert "begun already" in again.content.decode()
    gone = client.post(f"{answer['Location']}throw-away/", follow=True)
    assert "begun already" in gone.content.decode()
    wish = {"target": "confirmed", "language": "en", "column-0": "email", "column-1": "name"}
    anew = client.post(answer["Location"], wish, follow=True)
    assert "begun already" in anew.content.decode()
    tasks.work_off()
    assert Message.objects.count() == 1


def test_a_file_can_be_thrown_away(client, organiser, event):
    answer = upload(client, event, "email,name\na@example.org,Ana\n")
    client.post(f"{answer['Location']}throw-away/")
    assert not PeopleLine.objects.exists()


def test_nobody_begins_without_a_word_on_how_they_agreed(client, organiser, event):
    answer = upload(client, event, "email,name\na@example.org,Ana\n")
    refused = client.post(f"{answer['Location']}begin/", {"basis": " "})
    assert "Write it down" in refused.content.decode()
    tasks.work_off()
    assert not Registration.objects.exists()


def test_what_was_broken_off_goes_on_and_nobody_gets_two_mails(
    client, organiser, event, monkeypatch
):
    event.capacity = None
    event.save()
    lines = "".join(f"p{number}@example.org,Person {number}\n" for number in range(6))
    answer = upload(client, event, "email,name\n" + lines)
    client.post(f"{answer['Location']}begin/", {"basis": "A list"})
    monkeypatch.setattr(bringing, "TOGETHER", 2)
    real, calls = bringing.register_list, []

    def breaking(**what):
        done = real(**what)
        calls.append(done)
        if len(calls) == 2:
            raise MemoryError
        return done

    monkeypatch.setattr(bringing, "register_list", breaking)
    with pytest.raises(MemoryError):
        actions.work_off_files(seconds=60)
    assert (Registration.objects.count(), Message.objects.count()) == (2, 2)
    assert actions.work_off_files(seconds=60) == 4
    assert (Registration.objects.count(), Message.objects.count()) == (6, 6)
    consents = ConsentRecord.objects.filter(purpose=ConsentRecord.Purpose.EVENT)
    assert RegistrationStep.objects.count() == consents.count() == 6


def begun(client, event, number, **wish):
    """Return after a file of so many people was begun; the worker has not come yet."""
    lines = "".join(f"p{one}@example.org,Person {one}\n" for one in range(number))
    answer = upload(client, event, "email,name\n" + lines)
    if wish:
        usual = {"target": "confirmed", "language": "en", "sends_mail": "on", "joins_line": "on"}
        columns = {"column-0": "email", "column-1": "name"}
        assert client.post(answer["Location"], usual | columns | wish).status_code == 302
    client.post(f"{answer['Location']}begin/", {"basis": "A list"})


class TestTogether:
    @pytest.mark.parametrize(
        ("target", "most"), [("confirmed", 1), ("approval", 0), ("waiting", 1)]
    )
    def test_one_more_person_costs_hardly_a_query(self, client, organiser, target, most):
        counts = []
        for number in (5, 45):
            event = EventFactory(capacity=100, has_waiting_list=True)
            begun(client, event, number, target=target)
            with CaptureQueriesContext(connection) as queries:
                assert actions.work_off_files(seconds=60) == number
            counts.append(len(queries))
            assert Message.objects.count() == Registration.objects.count()
        # Of those with a seat the webhooks are told, of those who wait the place is counted.
        assert counts[1] - counts[0] <= 40 * most, counts
        assert counts[0] < 5 * most + 40

    def test_all_that_one_by_one_writes_is_written(self, client, organiser, bob):
        event = EventFactory(capacity=10)
        guest = Guest(email="alone@example.org", name="Person 0")
        alone = actions_of_events.register_by_hand(
            event_id=event.pk, guest=guest, language="en", by=bob, source="list of the organisers"
        )
        begun(client, event, 1)
        actions.work_off_files(seconds=60)
        other = Registration.objects.get(email="p0@example.org")
        shown = ("name", "state", "told_sequence", "sequence_offset", "language", "expires_at")
        assert [getattr(one, name) for one in (alone, other) for name in shown][:6] == [
            getattr(other, name) for name in shown
        ]
        assert other.confirmed_at
        (first, second) = RegistrationStep.objects.order_by("pk")
        said = ("before", "after", "actor", "by_id", "reason")
        assert [getattr(first, name) for name in said] == [getattr(second, name) for name in said]
        (mail, mail_together) = Message.objects.order_by("pk")
        kept = ("kind", "language", "sender", "subject", "state", "calendar_method", "to_name")
        assert [getattr(mail, name) for name in kept] == [
            getattr(mail_together, name) for name in kept
        ]
        assert mail_together.calendar
        assert mail_together.topic == other.topic
        consents = ConsentRecord.objects.filter(purpose="event").order_by("pk")
        assert consents[0].wording == consents[1].wording
        assert consents[1].method == "by staff"
        assert other.consent == consents[1]

    def test_a_suppressed_address_gets_no_mail_among_many(self, client, organiser):
        event = EventFactory(capacity=10)
        Suppression.objects.create(address="P1@example.org", reason="bounced")
        begun(client, event, 3)
        actions.work_off_files(seconds=60)
        assert dict(Message.objects.values_list("to_address", "state")) == {
            "p0@example.org": "queued",
            "p1@example.org": "skipped",
            "p2@example.org": "queued",
        }

    def test_the_last_seats_go_in_the_order_of_the_file_and_the_rest_into_the_line(
        self, client, organiser, monkeypatch
    ):
        monkeypatch.setattr(bringing, "TOGETHER", 4)
        event = EventFactory(capacity=6, has_waiting_list=True)
        begun(client, event, 11)
        actions.work_off_files(seconds=60)
        seated = Registration.objects.filter(state=State.CONFIRMED)
        assert {one.email for one in seated} == {f"p{one}@example.org" for one in range(6)}
        line = [one.email for one in Registration.objects.in_line()]
        assert line == [f"p{one}@example.org" for one in range(6, 11)]
        assert Message.objects.filter(kind__endswith="waiting_list").count() == 5

    def test_who_is_refused_with_others_is_tried_alone(self, client, organiser):
        event, here, _there = hybrid(on_site=2, online=9, has_waiting_list=False)
        lines = "".join(f"p{one}@example.org,Person,On site\n" for one in range(2))
        answer = upload(client, event, "email,name,category\n" + lines)
        in_pool(event, here)  # somebody is faster
        begin(client, answer)
        assert [*states().values()] == ["done", "refused"]
        assert Message.objects.count() == Registration.objects.count() - 1 == 1

    def test_who_comes_back_gets_an_invitation_above_the_withdrawal(self, client, organiser):
        event = EventFactory(capacity=10)
        old = RegistrationFactory(event=event, email="p1@example.org")
        actions_of_events.cancel_registration(registration_id=old.pk)
        begun(client, event, 3)
        assert actions.work_off_files(seconds=60) == 3
        assert Registration.objects.active().get(email="p1@example.org").sequence_offset > 0

    def test_a_lock_that_is_held_is_met_again_in_the_next_round(
        self, client, organiser, monkeypatch
    ):
        event = EventFactory(capacity=10)
        begun(client, event, 3)
        real, tries = seats.lock_entry, []

        def held(**what):
            tries.append(what)
            if len(tries) == 1:
                raise Busy
            return real(**what)

        monkeypatch.setattr(seats, "lock_entry", held)
        assert actions.work_off_files(seconds=60) == 0
        assert not Registration.objects.exists()
        assert actions.work_off_files(seconds=60) == 3


def workbook(rows):
    book, target = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def bomb():
    """Return a workbook that is small, and vast once it is unpacked."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (101 * 2**20))
    return target.getvalue()


def test_a_workbook_is_read(client, organiser, event):
    content = workbook([["email", "name"], ["a@example.org", "Ana Ünal"]])
    begin(client, upload(client, event, content, name="people.xlsx"))
    assert Registration.objects.get().name == "Ana Ünal"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_are_found_out(client, organiser, event, encoding):
    content = "email;name;organisation\na@example.org;Zoë Müller;Café\n".encode(encoding)
    begin(client, upload(client, event, content))
    assert Registration.objects.get().name == "Zoë Müller"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "people.csv"),
        (b"email,name\n", "people.csv"),
        (b"\x00\x01\x02,\xff", "people.csv"),
        (b"PK\x03\x04 nothing", "people.xlsx"),
        (b"PK\x03\x04 nothing", "people.csv"),
        (b"email,name\na@example.org,Ana\n", "people.xlsx"),
        (workbook([["email", "name"], ["a@example.org", "=1+1"]]), "people.xlsx"),
        (b"x," * 70 + b"\n" + b"y," * 70, "people.csv"),
        (b"email,name\n" + b"a" * 5000 + b",b\n", "people.csv"),
        (b"email,name\n" + b"a@b.example,c\n" * 20_001, "people.csv"),
        (b"x" * (5 * 2**20 + 1), "people.csv"),
    ],
)
def test_what_is_no_table_of_people_is_refused_in_words(client, organiser, event, content, name):
    answer = upload(client, event, content, name)
    assert answer.status_code == 200
    assert "w-field__errors" in answer.content.decode()
    assert not PeopleFile.objects.exists()


def test_a_bomb_is_not_unpacked(client, organiser, event):
    answer = upload(client, event, bomb(), "people.xlsx")
    assert "too large" in answer.content.decode()


@pytest.mark.parametrize(
    "line",
    [
        *("a@example.org,https://evil.example", "a@example.org,\u202eevil", "a@example.org,"),
        *("a@example.org," + "x" * 200, "a@@example.org,Ana", ",Ana", "a@example.org,@SUM(A1)"),
    ],
)
def test_hostile_lines_are_bad_lines(client, organiser, event, line):
    upload(client, event, f"email,name\n{line}\n")
    assert [*states().values()] == ["faulty"]


def test_an_event_that_is_over_takes_nobody(client, organiser):
    answer = upload(client, PastEventFactory(), "email,name\na@example.org,Ana\n")
    begin(client, answer)
    assert [*states().values()] == ["refused"]
    assert not Registration.objects.exists()


def test_files_of_other_events_are_not_found(client, organiser, event):
    answer = upload(client, event, "email,name\na@example.org,Ana\n")
    other = EventFactory()
    key = PeopleFile.objects.get().pk
    for name in ("file", "left_over"):
        assert client.get(reverse(f"registrations:{name}", args=(other.pk, key))).status_code == 404
    foreign = reverse("registrations:begin_file", args=(other.pk, key))
    assert client.post(foreign, {"basis": "x"}).status_code == 404
    assert client.get(answer["Location"]).status_code == 200


def test_lines_are_forgotten_after_a_month(client, organiser, event, time_machine):
    begin(client, upload(client, event, "email,name\na@example.org,Ana\n"))
    upload(client, event, "email,name\nb@example.org,Ben\n")
    assert tasks.forget() == 0
    PeopleFile.objects.update(created_at="2020-01-01T00:00Z")
    tasks.forget()
    assert not PeopleLine.objects.exists()
    assert PeopleFile.objects.get().counts == {"done": 1}
    address = reverse("registrations:file", args=(event.pk, PeopleFile.objects.get().pk))
    assert client.get(address).status_code == 200
    assert Registration.objects.get().state == State.CONFIRMED


def test_ten_thousand_lines_are_looked_at_in_seconds(client, organiser, event):
    lines = "".join(f"p{number}@example.org,Person {number}\n" for number in range(10_000))
    began = time.monotonic()
    answer = upload(client, event, "email,name\n" + lines)
    assert time.monotonic() - began < 30
    assert answer.status_code == 302
    assert PeopleLine.objects.counted() == {"new": 3, "full": 9_997}
