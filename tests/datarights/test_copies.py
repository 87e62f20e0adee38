"""A copy of everything: built by the worker, fetched by its owner alone, deleted after a week."""

import io
import json
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from community.datarights import tasks
from community.datarights.actions import exporting
from community.datarights.archive import write_archive
from community.datarights.models import DataExport, State
from community.members.models import Profile
from community.members.rights import holdings
from outbox.models import Message
from tests.factories.members import ConsentRecordFactory, UserFactory
from tests.factories.outbox import MessageFactory, SuppressionFactory

pytestmark = pytest.mark.django_db
CONFIRM = "/accounts/reauthenticate/code/"


@pytest.fixture(autouse=True)
def apart(private_files):
    """Every test here has a private folder of its own."""


def made_for(user) -> DataExport:
    exporting.ask_for_export(user=user, language="en")
    tasks.build_due()
    return DataExport.objects.of(user).first()


def opened(answer) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_bob_asks_the_worker_builds_bob_fetches(bob, signed_in):
    MessageFactory(to_address=bob.email, text="Your <b>seat</b>.", subject="Seat")
    MessageFactory(to_address=bob.email, kind="account/login_code", text="123456")
    MessageFactory(to_address="alice@example.org", text="Not for Bob.")
    SuppressionFactory(address="Bob@example.org")
    browser = signed_in(bob)
    assert browser.post("/members/data/copy/").url == "/members/data/"
    assert DataExport.objects.get().state == State.WAITING
    assert tasks.build_due() == 1
    export = DataExport.objects.get()
    assert "Fetch the copy" in browser.get("/members/data/").content.decode()
    mail = Message.objects.get(kind="datarights/export_ready")
    assert str(export.uuid) not in mail.text
    answer = browser.get(reverse("datarights:fetch", args=[export.uuid]))
    assert answer["Content-Disposition"].startswith('attachment; filename="my-data-')
    assert "no-store" in answer["Cache-Control"]
    archive = opened(answer)
    text = archive.read("my-data.json").decode()
    held = json.loads(text)
    assert set(held) == {holding.section for holding in holdings()}
    assert held["account"][0]["profile"]["organisation"] == "Example Tile Works"
    assert held["account"][0]["sign_in_addresses"] == [{"email": bob.email, "proven": True}]
    assert held["suppressed addresses"][0]["reason"]
    assert "123456" not in text
    assert "Not for Bob" not in text
    page = archive.read("pages/mail-1.html").decode()
    assert "Your &lt;b&gt;seat&lt;/b&gt;." in page
    assert "Account and profile" in archive.read("index.html").decode()
    export.refresh_from_db()
    assert (export.downloads, export.state) == (1, State.READY)
    assert "fetched once" in browser.get("/members/data/").content.decode()


def test_every_page_named_in_the_contents_is_there(bob, signed_in):
    MessageFactory.create_batch(3, to_address=bob.email)
    export = made_for(bob)
    archive = opened(signed_in(bob).get(reverse("datarights:fetch", args=[export.uuid])))
    index = archive.read("index.html").decode()
    for name in archive.namelist():
        assert name in index or name in {"index.html"}


def test_the_photograph_is_in_the_copy(bob, signed_in):
    Profile.objects.get(user=bob).photo.save("bob.webp", ContentFile(b"a picture"))
    export = made_for(bob)
    archive = opened(signed_in(bob).get(reverse("datarights:fetch", args=[export.uuid])))
    assert archive.read("files/account-photo.webp") == b"a picture"


def test_a_shared_link_is_useless_to_anybody_else(bob, alice, ada, client, signed_in):
    address = reverse("datarights:fetch", args=[made_for(bob).uuid])
    for other in (alice, ada):
        assert signed_in(other).get(address).status_code == 404
    assert client.get(address).url == f"/accounts/login/?next={address}"
    assert DataExport.objects.get().downloads == 0


def test_the_owner_confirms_first(bob, signed_in):
    address = reverse("datarights:fetch", args=[made_for(bob).uuid])
    answer = signed_in(bob, confirmed=False).get(address)
    assert answer.url == f"{CONFIRM}?next=%2Fmembers%2Fdata%2F"
    assert signed_in(bob, confirmed=False).post("/members/data/copy/").url == answer.url
    assert DataExport.objects.count() == 1


def test_a_confirmation_wears_off(bob, signed_in, time_machine):
    address = reverse("datarights:fetch", args=[made_for(bob).uuid])
    browser = signed_in(bob)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    assert browser.get(address).url.startswith(CONFIRM)


def test_a_confirmation_of_another_account_in_the_same_browser_does_not_count(
    bob, alice, signed_in
):
    browser = signed_in(alice)
    records = dict(browser.session)
    browser.force_login(bob)
    session = browser.session
    for key in ("account_authentication_methods", "account_authentication_methods_user"):
        session[key] = records[key]
    session.save()
    address = reverse("datarights:fetch", args=[made_for(bob).uuid])
    assert browser.get(address).url.startswith(CONFIRM)


def test_no_address_of_media_reaches_a_copy(bob, client, private_files):
    export = made_for(bob)
    assert (private_files / f"{export.uuid}.zip").is_file()
    assert (private_files / f"{export.uuid}.zip").stat().st_mode & 0o077 == 0
    for path in (
        f"/media/{export.file_name}",
        f"/media/../private/{export.file_name}",
        f"/media/%2e%2e/private/{export.file_name}",
        f"/static/{export.file_name}",
    ):
        assert client.get(path).status_code in {302, 400, 404}, path


def test_after_a_week_the_file_is_gone_and_the_row_stays(
    bob, signed_in, private_files, time_machine, django_capture_on_commit_callbacks
):
    export = made_for(bob)
    time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))
    address = reverse("datarights:fetch", args=[export.uuid])
    assert signed_in(bob).get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert exporting.expire_exports() == 1
    assert exporting.expire_exports() == 0
    assert list(private_files.iterdir()) == []
    assert DataExport.objects.get().state == State.EXPIRED


def test_a_file_without_a_row_is_swept_away(bob, private_files, time_machine):
    export = made_for(bob)
    stray = private_files / "stray.zip"
    stray.write_bytes(b"left behind")
    assert exporting.expire_exports() == 0, "it may belong to a worker that is at it"
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert exporting.expire_exports() == 1
    assert [one.name for one in private_files.iterdir()] == [f"{export.uuid}.zip"]


def test_a_second_wish_joins_the_first(bob):
    first = exporting.ask_for_export(user=bob, language="en")
    assert exporting.ask_for_export(user=bob, language="en").pk == first.pk
    assert DataExport.objects.count() == 1


def test_copies_are_made_three_times_an_hour(bob, signed_in):
    browser = signed_in(bob)
    answers = []
    for _turn in range(4):
        answers.append(browser.post("/members/data/copy/").status_code)
        tasks.build_due()
    assert answers == [302, 302, 302, 429]


def test_a_worker_that_was_lost_is_replaced_and_three_failures_are_enough(
    bob, time_machine, monkeypatch
):
    exporting.ask_for_export(user=bob, language="en")
    lost = exporting.claim()
    assert exporting.claim() is None, "somebody is at it"
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    again = exporting.claim()
    assert (again.pk, again.attempts) == (lost.pk, 2)
    assert not exporting.build(export=lost), "the lost one comes back too late"
    assert DataExport.objects.get().state == State.BUILDING
    assert exporting.build(export=again)

    def fail(*_args, **_kwargs):
        raise OSError

    monkeypatch.setattr(exporting, "write_archive", fail)
    exporting.ask_for_export(user=bob, language="en")
    assert tasks.build_due() == 0
    assert DataExport.objects.first().state == State.FAILED
    assert "failed" in str(DataExport.objects.first())


def test_a_file_that_is_lost_answers_404(bob, signed_in, private_files):
    export = made_for(bob)
    (private_files / f"{export.uuid}.zip").unlink()
    assert signed_in(bob).get(reverse("datarights:fetch", args=[export.uuid])).status_code == 404


def test_somebody_who_never_told_anything_has_a_copy_too(signed_in):
    person = UserFactory()
    export = made_for(person)
    archive = opened(signed_in(person).get(reverse("datarights:fetch", args=[export.uuid])))
    assert json.loads(archive.read("my-data.json"))["account"][0]["profile"] is None


def test_a_heavy_member_is_exported_in_pages(bob, signed_in):
    rows = [ConsentRecordFactory.build(user=bob, email=bob.email) for _ in range(2500)]
    type(rows[0]).objects.bulk_create(rows)
    export = made_for(bob)
    assert export.rows >= 2500
    archive = opened(signed_in(bob).get(reverse("datarights:fetch", args=[export.uuid])))
    pages = [name for name in archive.namelist() if name.startswith("pages/consents-")]
    assert len(pages) == 3
    assert len(json.loads(archive.read("my-data.json"))["consents"]) == 2501


def test_the_private_folder_must_not_be_a_public_one(settings):
    from community.datarights.checks import private_files_are_private

    assert private_files_are_private() == []
    settings.PRIVATE_DIR = f"{settings.MEDIA_ROOT}/inside"
    assert private_files_are_private()[0].id == "inspire.E040"


def test_the_broker_may_be_away(bob, monkeypatch):
    def away(**_):
        raise OSError

    monkeypatch.setattr(tasks.build_due, "apply_async", away)
    tasks.wake()
    assert connection.is_usable()


def test_no_more_of_a_heavy_member_is_in_memory_than_some_mails(bob):
    """What a worker may take does not grow with what somebody has."""
    MessageFactory.create_batch(2_500, to_address=bob.email, text="Dear member. " * 800)
    tracemalloc.start()
    try:
        written = write_archive(io.BytesIO(), email=bob.email, user=bob)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert written.rows > 2_500
    assert peak < 12_000_000  # of 25 MB, and as much again in HTML
