"""People come in by a file: checked first, brought in by the worker, never twice."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from openpyxl import Workbook

from community.members.models import Affiliation, ConsentRecord, Organisation, User
from community.members.rights import erase_person, export_person
from community.stewards.actions import intake as actions
from community.stewards.columns import SAMPLE
from community.stewards.models import Intake, IntakeRow, StewardAct
from community.stewards.reading import MAX_BYTES, MAX_LINES, read_table
from community.stewards.refusals import Refused
from community.stewards.tasks import bring_in, forget_lines
from outbox.models import Message, State
from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db
Row = IntakeRow.State


def text(*rows, delimiter=","):
    """Return a CSV file."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue().encode()


def book(*rows):
    """Return an XLSX file."""
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


HEAD = ("email", "name")


def take(stella, *rows, head=HEAD):
    """Read a file and return its rows by line."""
    taken = actions.take_in(content=text(head, *rows), file_name="people.csv", by=stella)
    return taken, {row.line: row for row in taken.rows.all()}


def begin(stella, taken, **options):
    """Say that the people of a file shall be brought in."""
    given = {"reason": "Came to the workshop.", "language": "en", "invites": True} | options
    actions.start(intake=taken, by=stella, **given)


class TestReading:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    def test_however_a_spreadsheet_wrote_it(self, delimiter, encoding):
        content = text(HEAD, ("zoe@example.org", "Zoë Müller"), delimiter=delimiter)
        content = content.decode().encode(encoding)
        lines = read_table(content, name="people.csv")
        assert [line.cells for line in lines][1] == ["zoe@example.org", "Zoë Müller"]

    def test_lines_keep_the_numbers_that_people_see(self):
        content = b'email,name\r\n\r\na@example.org,"A\r\nB"\r\nb@example.org,B\r\n'
        assert [line.number for line in read_table(content, name="a.csv")] == [1, 3, 5]
        lines = read_table(book(HEAD, (), ("a@example.org", "A")), name="a.xlsx")
        assert [line.number for line in lines] == [1, 3]

    @pytest.mark.parametrize(
        ("content", "name", "words"),
        [
            (b"", "a.csv", "holds nobody"),
            (b"email,name\n", "a.csv", "holds nobody"),
            (b"email\0,name\nx,y\n", "a.csv", "no text"),
            (b"PK\x03\x04 nothing", "a.xlsx", "cannot be read"),
            (b"email,name\nx,y\n", "a.xlsx", "what it is"),
            (b"PK\x03\x04", "a.csv", "what it is"),
            (b'email,name\na@example.org,"' + b"x" * 200_000, "a.csv", "cannot be read"),
            (b"email,name\na@example.org," + b"x" * 1_001, "a.csv", "too long"),
            (b"email,name\n" + b"," * 100 + b"x", "a.csv", "too many cells"),
            (b"email,name\n" + b"x,y\n" * (MAX_LINES + 1), "a.csv", "more than"),
            (b"x" * (MAX_BYTES + 1), "a.csv", "too large"),
        ],
    )
    def test_what_is_no_table_of_people_is_refused_in_words(self, content, name, words):
        with pytest.raises(Refused, match=words):
            read_table(content, name=name)

    def test_a_formula_in_a_workbook_is_refused_by_its_line(self):
        content = book(HEAD, ("a@example.org", "A"), ("b@example.org", '=HYPERLINK("x")'))
        with pytest.raises(Refused, match="Line 3 holds a formula"):
            read_table(content, name="a.xlsx")

    def test_a_workbook_that_unpacks_to_much_more_is_refused_before_it_is_unpacked(self):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("xl/worksheets/sheet1.xml", b"0" * 120 * 2**20)
        assert len(target.getvalue()) < MAX_BYTES
        with pytest.raises(Refused, match="too large"):
            read_table(target.getvalue(), name="a.xlsx")

    def test_a_workbook_that_lies_about_its_size_is_read_to_the_limit_only(self):
        workbook = Workbook()
        workbook.active.append(HEAD)
        workbook.active.append(("a@example.org", "A"))
        workbook.active.cell(row=1_048_576, column=1, value="far@example.org")
        target = io.BytesIO()
        workbook.save(target)
        assert len(read_table(target.getvalue(), name="a.xlsx")) == 2


class TestColumns:
    @pytest.mark.parametrize(
        "head",
        [
            ("E-Mail", "NAME"),
            ("Adresse e-mail", "Nom complet"),
            ("Correo electrónico", "Nombre completo"),
            ("E-Mail-Adresse ", "Vorname", "Nachname"),
            ("email", "Prénom", "Nom"),
        ],
    )
    def test_are_found_in_the_languages_of_the_site(self, stella, head):
        cells = (
            ("zoe@example.org", "Zoë", "Müller")
            if len(head) == 3
            else (
                "zoe@example.org",
                "Zoë Müller",
            )
        )
        _taken, rows = take(stella, cells, head=head)
        assert (rows[2].state, rows[2].data["name"]) == (Row.READY, "Zoë Müller")

    @pytest.mark.parametrize(
        ("head", "words"),
        [
            (("name", "phone"), "No column holds addresses"),
            (("email", "phone"), "No column holds names"),
            (("email", "Mail", "name"), "Two columns"),
        ],
    )
    def test_without_which_nothing_works_are_asked_for(self, stella, head, words):
        with pytest.raises(Refused, match=words):
            take(stella, ("x",) * len(head), head=head)

    def test_others_are_left_out(self, stella):
        taken, _rows = take(stella, ("a@example.org", "A", "secret"), head=(*HEAD, "Salary"))
        assert taken.columns[2] == ["Salary", ""]
        assert "secret" not in str(list(taken.rows.values()))

    def test_the_sample_file_has_no_error(self, desk, stella):
        content = desk.get("/admin/members/import/people.csv").content
        taken = actions.take_in(content=content, file_name="people.csv", by=stella)
        assert set(taken.rows.values_list("state", flat=True)) == {Row.READY}
        assert all(meaning for _heading, meaning in taken.columns)
        assert len(taken.columns) == len(SAMPLE[0])


class TestChecking:
    @pytest.mark.parametrize(
        ("cells", "words"),
        [
            ({"email": ""}, "address is missing"),
            ({"email": "no address"}, "not an e-mail address"),
            ({"email": "a@b"}, "not an e-mail address"),
            ({"name": ""}, "name is missing"),
            ({"name": "www.evil.example"}, "without web addresses"),
            ({"name": "<b>Bob</b>"}, "angle brackets"),
            ({"name": "x" * 151}, "too long"),
            ({"name": '=HYPERLINK("http://evil.example")'}, "formula"),
            ({"organisation": "@SUM(1+1)"}, "formula"),
            ({"name": "Ann <b>B</b>"}, "name: Write only the name"),
            ({"role": "Ann\ue000 B"}, "role: This text has a sign that no keyboard writes"),
            ({"name": "Ann \u202eB"}, "turns the letters around"),
            ({"group": "wizards"}, "not on our list"),
            ({"country": "Atlantis"}, "not on our list"),
            ({"language": "tlh"}, "languages of this site"),
        ],
    )
    def test_an_error_is_told_with_its_line(self, stella, cells, words):
        good = {"email": "a@example.org", "name": "A", "group": "industry", "country": "PT"}
        good |= {"organisation": "", "role": "", "language": "en"}
        others = good | {"email": "b@example.org"}
        head = tuple(good)
        _taken, rows = take(stella, others.values(), (good | cells).values(), head=head)
        assert rows[2].state == Row.READY
        assert rows[3].state == Row.FAULTY
        assert words in " ".join(rows[3].errors)

    def test_case_and_forms_of_letters_are_folded_and_dots_are_not(self, stella):
        UserFactory(email="known@example.org")
        mia = UserFactory(email="first@example.org")
        EmailAddress.objects.create(user=mia, email="further@example.org", verified=True)
        addresses = [
            *("a.b@example.org", "A.B@Example.ORG", "\uff41.b@example.org", "ab@example.org"),
            *("KNOWN@example.org", "further@example.org", " a.b@example.org "),
        ]
        _taken, rows = take(stella, *((one, "A") for one in addresses))
        assert [rows[line].state for line in sorted(rows)] == [
            *(Row.READY, Row.TWICE, Row.TWICE, Row.READY, Row.KNOWN, Row.KNOWN, Row.TWICE),
        ]

    def test_group_and_country_go_by_code_or_name_in_any_language(self, stella):
        cells = [("a@example.org", "A", "Industry", "Portugal"), ("b@example.org", "B", "", "pt")]
        cells.append(("c@example.org", "C", "industrie", "Allemagne"))
        _taken, rows = take(stella, *cells, head=(*HEAD, "group", "country"))
        assert {row.state for row in rows.values()} == {Row.READY}
        assert rows[2].data["country"] == rows[3].data["country"]


class TestBringingIn:
    def test_accounts_without_consent_are_made_and_invited(self, stella):
        taken, _rows = take(
            stella,
            ("new@example.org", "Nina New", "PT", "fr"),
            ("bad", "B", "", ""),
            head=(*HEAD, "country", "language"),
        )
        assert not User.objects.filter(email="new@example.org").exists(), "nobody before the word"
        begin(stella, taken)
        bring_in()
        nina = User.objects.get(email="new@example.org")
        assert (nina.name, nina.profile.country.code) == ("Nina New", "PT")
        assert not nina.has_usable_password()
        assert not nina.profile.is_listed
        assert not EmailAddress.objects.get(user=nina).verified
        assert not ConsentRecord.objects.filter(email=nina.email).exists()
        mail = Message.objects.get()
        assert (mail.to_address, mail.kind, mail.language) == (
            *("new@example.org", "stewards/invitation", "fr"),
        )
        assert "/accounts/login/" in mail.text
        assert "Stella Steward" in mail.text
        taken.refresh_from_db()
        assert (taken.state, taken.counts) == (Intake.State.DONE, {"invited": 1, "faulty": 1})
        act = StewardAct.objects.get()
        assert (act.deed, act.by, act.reason) == ("imported", stella, "Came to the workshop.")

    def test_the_first_sign_in_asks_for_consent(self, stella, client_of, code_for):
        head = (*HEAD, "group", "country")
        taken, _rows = take(stella, ("new@example.org", "Nina", "industry", "PT"), head=head)
        begin(stella, taken)
        bring_in()
        browser = client_of()
        browser.post("/accounts/login/", {"login": "new@example.org"})
        answer = browser.post(
            "/accounts/login/code/confirm/", {"code": code_for("new@example.org")}, follow=True
        )
        person = User.objects.get(email="new@example.org")
        assert browser.session["_auth_user_id"] == str(person.pk)
        assert 'name="consent"' in answer.content.decode()
        assert EmailAddress.objects.get(email="new@example.org").verified

    def test_running_it_twice_or_uploading_it_twice_makes_no_double(self, stella):
        people = [(f"p{number}@example.org", f"P {number}") for number in range(30)]
        taken, _rows = take(stella, *people)
        begin(stella, taken)
        bring_in()
        bring_in()
        again, rows = take(stella, *people)
        assert {row.state for row in rows.values()} == {Row.KNOWN}
        with pytest.raises(Refused):
            begin(stella, again)
        with pytest.raises(Refused):
            begin(stella, taken)
        assert User.objects.filter(email__startswith="p").count() == 30
        assert Message.objects.count() == 30

    def test_two_files_with_the_same_people_make_them_once(self, stella):
        first, _rows = take(stella, ("p@example.org", "P"), ("q@example.org", "Q"))
        second, _rows = take(stella, ("q@example.org", "Q"), ("r@example.org", "R"))
        begin(stella, first)
        begin(stella, second)
        bring_in()
        assert User.objects.filter(email__in=["p@example.org", "q@example.org"]).count() == 2
        assert second.rows.get(email="q@example.org").state == Row.KNOWN
        assert Message.objects.count() == 3

    def test_somebody_who_signs_up_meanwhile_costs_nobody_else_the_place(self, stella, monkeypatch):
        taken, _rows = take(stella, ("p@example.org", "P"), ("q@example.org", "Q"))
        begin(stella, taken)
        real = actions._known_addresses

        def too_early(addresses):
            found = real(addresses)
            if not User.objects.filter(email="q@example.org").exists():
                UserFactory(email="q@example.org")
            return found

        monkeypatch.setattr(actions, "_known_addresses", too_early)
        bring_in()
        states = dict(taken.rows.values_list("email", "state"))
        assert states == {"p@example.org": Row.INVITED, "q@example.org": Row.KNOWN}

    def test_a_worker_that_dies_leaves_whole_parcels_and_the_next_goes_on(
        self, stella, monkeypatch
    ):
        people = [(f"p{number}@example.org", f"P {number}") for number in range(25)]
        taken, _rows = take(stella, *people)
        begin(stella, taken)
        assert actions.create_parcel(limit=10) == 10
        monkeypatch.setattr(actions, "spread", _die)
        with pytest.raises(SystemExit), transaction.atomic():
            actions.create_parcel(limit=10)
        monkeypatch.undo()
        assert taken.rows.filter(state=Row.CREATED).count() == 10
        assert User.objects.filter(email__startswith="p").count() == 10
        bring_in()
        assert taken.rows.filter(state=Row.INVITED).count() == 25
        assert User.objects.filter(email__startswith="p").count() == 25

    def test_invitations_never_stand_before_a_code_by_thousands(self, stella, monkeypatch):
        people = [(f"p{number}@example.org", f"P {number}") for number in range(40)]
        taken, _rows = take(stella, *people)
        begin(stella, taken)
        monkeypatch.setattr(actions, "WAITING", 10)
        actions.create_parcel()
        assert actions.invite_parcel(limit=10) == 10
        assert actions.invite_parcel(limit=10) == 0
        Message.objects.update(state=State.ACCEPTED)
        assert actions.invite_parcel(limit=10) == 10
        taken.refresh_from_db()
        assert taken.state == Intake.State.RUNNING

    def test_without_invitations_nobody_is_written_to(self, stella):
        taken, _rows = take(stella, ("p@example.org", "P"))
        begin(stella, taken, invites=False)
        bring_in()
        taken.refresh_from_db()
        assert taken.state == Intake.State.DONE
        assert not Message.objects.exists()

    def test_an_organisation_is_known_by_name_or_domain(self, stella):
        tiles = Organisation.objects.create(
            name="Éxample Tile-Works", slug="t", domains=["tiles.example.org"], is_confirmed=True
        )
        old = Organisation.objects.create(name="Old", slug="old", is_confirmed=True)
        old.merged_into = tiles
        old.save()
        head = (*HEAD, "organisation")
        taken, _rows = take(
            stella,
            ("p@example.org", "P", "example tile works"),
            ("q@tiles.example.org", "Q", ""),
            ("r@tiles.example.org", "R", "Somewhere Else"),
            ("s@example.org", "S", "Old"),
            head=head,
        )
        begin(stella, taken)
        bring_in()
        found = {row.user.name: row for row in Affiliation.objects.select_related("user")}
        assert set(found) == {"P", "Q"}
        assert found["P"].state == Affiliation.State.BY_STEWARD
        assert found["P"].confirmed_by == stella
        assert found["Q"].state == Affiliation.State.CLAIMED, "the address is yet to be proven"
        assert User.objects.get(name="R").profile.organisation == "Somewhere Else"

    def test_a_parcel_takes_few_queries(self, stella, django_assert_max_num_queries):
        people = [(f"p{number}@example.org", f"P {number}") for number in range(400)]
        taken, _rows = take(stella, *people)
        begin(stella, taken)
        with django_assert_max_num_queries(25):
            assert actions.create_parcel() == 400


def _die(_ids):
    raise SystemExit


class TestAtTheDesk:
    def upload(self, desk, content, name="people.csv"):
        return desk.post("/admin/members/import/", {"file": SimpleUploadedFile(name, content)})

    def test_from_the_file_to_the_people(self, desk, stella):
        content = book(HEAD, ("p@example.org", "P (example)"), ("bad", "Q (example)"))
        answer = self.upload(desk, content, "people.xlsx")
        report = desk.get(answer.url).content.decode()
        for words in ("Bring in 1 person", "not an e-mail address", "p@example.org"):
            assert words in report
        page = desk.get(answer.url, {"state": "faulty"}).content.decode()
        assert "p@example.org" not in page
        form = {"reason": "", "language": "en"}
        assert "This field is required" in desk.post(f"{answer.url}start/", form).content.decode()
        form = {"reason": "Came to the workshop.", "language": "en", "sends_invitations": "on"}
        assert desk.post(f"{answer.url}start/", form).url == answer.url
        bring_in()
        report = desk.get(answer.url).content.decode()
        assert "Brought in and invited" in report
        desk.post(f"{answer.url}start/", form)
        desk.post(f"{answer.url}throw-away/")
        assert Intake.objects.get().state == Intake.State.DONE

    def test_a_file_is_forgotten_before_it_is_begun(self, desk):
        answer = self.upload(desk, text(HEAD, ("p@example.org", "P")))
        assert desk.post(f"{answer.url}throw-away/").url == "/admin/members/import/"
        assert not Intake.objects.exists()

    def test_what_cannot_be_read_is_told_beside_the_field(self, desk):
        answer = self.upload(desk, b"email\nx@example.org\n")
        assert "No column holds names" in answer.content.decode()
        answer = self.upload(desk, b"x" * (MAX_BYTES + 1))
        assert "larger than 5 MB" in answer.content.decode()
        assert not Intake.objects.exists()

    def test_a_name_from_a_file_is_only_text(self, desk):
        answer = self.upload(desk, text(HEAD, ("p@example.org", "<script>alert(1)</script>")))
        assert "<script>alert(1)" not in desk.get(answer.url).content.decode()


class TestForgetting:
    def test_lines_go_after_a_month_and_the_counts_stay(self, stella):
        taken, _rows = take(stella, ("p@example.org", "P"))
        _draft, _rows = take(stella, ("q@example.org", "Q"))
        begin(stella, taken)
        bring_in()
        forget_lines()
        assert IntakeRow.objects.count() == 2
        with time_machine.travel(timezone.now() + timedelta(days=31)):
            forget_lines()
        assert not IntakeRow.objects.exists()
        assert Intake.objects.get().counts == {"invited": 1}

    def test_the_line_is_the_persons_to_see_and_to_erase(self, stella):
        _taken, _rows = take(stella, ("p@example.org", "P"), ("q@example.org", "Q"))
        assert "p@example.org" in str(export_person(email="p@example.org", user=None)["imports"])
        erase_person(email="P@example.org", user=None)
        assert list(IntakeRow.objects.values_list("email", flat=True)) == ["q@example.org"]
