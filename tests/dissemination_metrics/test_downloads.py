"""Documents are counted on the server."""

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError
from django.test import Client

from dissemination_metrics import actions
from dissemination_metrics.models import Hit, LeftOut
from pages.models import SiteDocument
from tests.dissemination_metrics.conftest import FIREFOX

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings, tmp_path):
    """Return a document of the library, on disk as in production."""
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": on_disk}
    settings.MEDIA_ROOT = tmp_path
    return SiteDocument.objects.create(
        title="Worksheet", file=ContentFile(b"%PDF-1.7 hello", name="worksheet.pdf")
    )


def test_a_download_is_counted_without_a_cookie(reader, document):
    answer = reader.get(document.url, headers={"Referer": "https://agency.example/list?x=1"})
    assert answer.status_code == 200
    assert not answer.cookies
    hit = Hit.objects.get()
    assert (hit.kind, hit.item, hit.referrer) == ("document", document.pk, "agency.example")
    assert hit.path == document.url
    assert hit.group is None


def test_the_group_of_a_member_is_known(reader, document, bob):
    reader.force_login(bob)
    reader.get(document.url)
    assert Hit.objects.get().group.code == "industry"


def test_an_ended_session_is_no_trouble(reader, document):
    reader.cookies["sessionid"] = "gone"
    reader.get(document.url)
    assert Hit.objects.get().group is None


@pytest.mark.parametrize(
    ("headers", "counted"),
    [
        ({"Range": "bytes=0-"}, True),
        ({"Range": "bytes=0-1023"}, True),
        ({"Range": "bytes=1024-2047"}, False),
        ({"DNT": "1"}, False),
        ({"Sec-GPC": "1"}, False),
        ({"X-Moz": "prefetch"}, False),
        ({"User-Agent": "curl/8"}, False),
    ],
)
def test_only_what_a_person_fetches_from_its_beginning_counts(reader, document, headers, counted):
    assert reader.get(document.url, headers=headers).status_code == 200
    assert Hit.objects.exists() is counted


def test_asking_for_the_head_does_not_count(reader, document):
    reader.head(document.url)
    assert not Hit.objects.exists()


def test_robots_get_the_document_and_are_counted_apart(document):
    assert Client(headers={"User-Agent": "Googlebot/2.1"}).get(document.url).status_code == 200
    assert LeftOut.objects.get().number == 1


def test_what_is_not_there_is_not_counted(reader, document):
    assert reader.get("/documents/999/none.pdf").status_code == 404
    assert not Hit.objects.exists()


def test_the_reader_gets_the_document_even_when_counting_fails(reader, document, monkeypatch):
    def fail(**_):
        raise DatabaseError

    monkeypatch.setattr(actions, "note_hit", fail)
    assert reader.get(document.url, headers={"User-Agent": FIREFOX}).status_code == 200
