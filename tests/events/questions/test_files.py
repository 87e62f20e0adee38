"""Files as answers: what is taken, what is refused in words, and who gets them."""

import io
import struct
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.members.private_files import private_storage
from events import actions
from events.links import token_of
from events.models import EventRole, Registration, State
from events.questions import archives, files
from events.questions.files import accepted, clean_title
from events.questions.models import Answer, Kind
from tests.events.questions.conftest import PDF, ask, docx, given, name, upload, zipped
from tests.factories.events import EventFactory, HoldFactory, RegistrationFactory

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 13
ODT = zipped({"mimetype": files.TYPES["odt"], "content.xml": "<office/>"})
XLSX = zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"})


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (PDF, "pdf"),
        (PNG, "png"),
        (b"\xff\xd8\xff\xe0rest", "jpg"),
        (docx(), "docx"),
        (XLSX, "xlsx"),
        (ODT, "odt"),
        ("Grüße\r\n".encode(), "txt"),
    ],
)
def test_what_a_file_is_decides_its_content(content, ending):
    found = accepted(upload("paper.exe.pdf", content))
    assert (found.ending, found.title) == (ending, f"paper.exe.{ending}")


def lying_size(content, size):
    """Return an archive whose directory claims another size for its first entry."""
    at = content.index(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", size) + content[at + 4 :]


def overlapping():
    """Return an archive of which two entries share their bytes, as in Fifield's bomb."""
    content = docx(other="x" * 3000)
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 4)
    third = content.index(b"PK\x01\x02", second + 4)
    offset = content[second + 42 : second + 46]
    return content[: third + 42] + offset + content[third + 46 :]


def many():
    """Return an archive with more entries than any document has."""
    return docx(**{f"word/{at}": "" for at in range(archives.MOST_ENTRIES)})


def twice():
    """Return an archive with two entries of one name."""
    packed = io.BytesIO(docx())
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "another")
    return packed.getvalue()


UNSAFE = {
    "a bomb": lambda: docx(**{"word/media/a.xml": b"\0" * 30_000_000}),
    "a bomb that lies": lambda: lying_size(docx(a=b"\0" * 30_000_000), 10),
    "too large": lambda: zipped(
        {"[Content_Types].xml": b"\0" * (archives.MOST_BYTES + 1)}, zipfile.ZIP_DEFLATED
    ),
    "an archive within": lambda: docx(**{"word/embedded.zip": "x"}),
    "an archive without its name": lambda: docx(**{"word/embedded.bin": zipped({"a": "b"})}),
    "a way out": lambda: docx(**{"../../etc/passwd": "x"}),
    "overlapping entries": overlapping,
    "many entries": many,
    "one name twice": twice,
    "cut short": lambda: docx()[:-30],
    "only a beginning": lambda: b"PK\x03\x04" + b"\0" * 100,
}


@pytest.mark.parametrize("make", UNSAFE.values(), ids=UNSAFE)
def test_what_cannot_be_opened_safely_is_refused(make):
    with pytest.raises(ValidationError, match="cannot be opened safely"):
        accepted(upload("paper.docx", make()))


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00", b"\x00\x01", b"<html>\x00", b"\xff\xfe\x00", zipped({"a.txt": "b"}), b"  \n"],
)
def test_other_kinds_are_refused(content):
    with pytest.raises(ValidationError, match="Send a PDF"):
        accepted(upload("paper.pdf", content))


def test_macros_are_refused():
    with pytest.raises(ValidationError, match="macros"):
        accepted(upload("paper.docx", docx(**{"word/vbaProject.bin": "x"})))


def test_a_large_file_is_refused_with_its_size(settings):
    settings.EVENTS_ANSWER_FILE_BYTES = 10
    with pytest.raises(ValidationError, match="are allowed"):
        accepted(upload("paper.pdf", PDF))


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\cv.pdf", "cv.pdf"),
        ("cv.pdf.pdf", "cv.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ('a"; filename="b', "a filename b.pdf"),
        ("a\r\nSet-Cookie: x", "aSet-Cookie x.pdf"),
        ("Ωμέγα.pdf", "Ωμέγα.pdf"),
        ("...", "file.pdf"),
        ("x" * 300, "x" * 100 + ".pdf"),
    ],
)
def test_names_are_cleaned(written, clean):
    assert clean_title(written, "pdf") == clean


@pytest.mark.django_db
class TestHandingIn:
    @pytest.fixture
    def question(self, event):
        return ask(event, Kind.FILE, label="Your draft", is_required=True)

    @pytest.fixture
    def mine(self, event, question, bob):
        file = upload("draft.pdf", PDF)
        file.accepted = accepted(file)
        wish = given(**{question.field_name: file})
        return actions.register_member(event_id=event.pk, user=bob, language="en", given=wish)

    def test_a_guest_hands_a_file_in(self, client, event, form, address, question):
        page = client.get(event.url).content.decode()
        assert 'enctype="multipart/form-data"' in page
        assert client.post(address, form).status_code == 422
        sent = form | {name(question): upload("../draft.pdf", PDF)}
        assert client.post(address, sent).status_code == 303
        answer = Answer.objects.get()
        assert (answer.file_title, answer.file_size) == ("draft.pdf", len(PDF))
        assert private_storage().open(answer.file_name).read() == PDF

    def test_a_bomb_is_refused_in_words(self, client, form, address, question):
        sent = form | {name(question): upload("draft.docx", UNSAFE["a bomb"]())}
        refused = client.post(address, sent)
        assert refused.status_code == 422
        assert "cannot be opened safely" in refused.content.decode()

    def test_the_owner_gets_it_back_to_save(self, client, mine, question):
        address = reverse("questions:own_file", args=(token_of(mine), question.pk))
        own = reverse("events:registration", args=(token_of(mine),))
        assert address in client.get(f"{own}?correct=1").content.decode()
        got = client.get(address)
        assert b"".join(got.streaming_content) == PDF
        assert got["Content-Disposition"] == 'attachment; filename="draft.pdf"'
        assert got["X-Content-Type-Options"] == "nosniff"
        assert got["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in got["Cache-Control"]
        assert got["Referrer-Policy"] == "no-referrer"

    def test_nobody_else_gets_it(self, client, mine, question, event):
        other = RegistrationFactory(event=event)
        assert (
            client.get(reverse("questions:own_file", args=("forged", question.pk))).status_code
            == 404
        )
        foreign = reverse("questions:own_file", args=(token_of(other), question.pk))
        assert client.get(foreign).status_code == 404
        desk = reverse("event_questions:file", args=(event.pk, Answer.objects.get().pk))
        assert client.get(desk).status_code == 302

    def test_the_desk_gets_it_for_its_own_event_only(self, client, mine, organiser, event):
        answer = Answer.objects.get()
        page = client.get(reverse("event_questions:results", args=(event.pk,))).content.decode()
        address = reverse("event_questions:file", args=(event.pk, answer.pk))
        assert address in page
        assert b"".join(client.get(address).streaming_content) == PDF
        other = EventFactory()
        assert (
            client.get(reverse("event_questions:file", args=(other.pk, answer.pk))).status_code
            == 404
        )

    def test_a_helper_at_the_door_does_not_get_it(self, client, mine, event, ada, bob, organiser):
        EventRole.objects.create(event=event, user=bob, role="door")
        bob.groups.clear()
        address = reverse("event_questions:file", args=(event.pk, Answer.objects.get().pk))
        assert client.get(address).status_code == 302

    def test_a_file_that_is_gone_is_not_found(self, client, mine, question):
        private_storage().delete(Answer.objects.get().file_name)
        address = reverse("questions:own_file", args=(token_of(mine), question.pk))
        assert client.get(address).status_code == 404

    def test_a_new_one_takes_the_place_of_the_old(
        self, client, mine, question, form, django_capture_on_commit_callbacks
    ):
        old = Answer.objects.get().file_name
        change = reverse("events:change", args=(token_of(mine),))
        assert client.post(change, form).status_code == 303
        assert Answer.objects.get().file_name == old
        sent = form | {name(question): upload("second.txt", b"text")}
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(change, sent).status_code == 303
        answer = Answer.objects.get()
        assert answer.file_title == "second.txt"
        assert not private_storage().exists(old)

    def test_strangers_cannot_fill_the_disk(self, client, event, form, address, question, settings):
        settings.EVENTS_UNPROVEN_FILES_OF_EVENT = 2
        for _at in range(2):
            held = HoldFactory(event=event)
            Answer.objects.create(registration=held, question=question, file_name=f"answers/{_at}")
        event.capacity = 99
        event.save()
        sent = form | {name(question): upload("draft.pdf", PDF)}
        refused = client.post(address, sent)
        assert "Too many files wait" in refused.content.decode()
        Registration.objects.update(state=State.CONFIRMED)
        sent = form | {name(question): upload("draft.pdf", PDF)}
        assert client.post(address, sent).status_code == 303

    def test_one_address_does_not_hand_in_without_end(
        self, client, event, form, address, question, settings
    ):
        settings.EVENTS_UNPROVEN_FILES_OF_ADDRESS = 1
        held = HoldFactory(email=form["email"])
        Answer.objects.create(registration=held, question=question, file_name="answers/x")
        refused = client.post(address, form | {name(question): upload("draft.pdf", PDF)})
        assert "Confirm one of your registrations first" in refused.content.decode()
