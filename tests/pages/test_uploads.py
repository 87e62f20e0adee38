"""Hostile files, really made here, are refused with words that say what to do instead."""

import json
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from pages.models import SiteDocument, SiteImage
from pages.uploads.documents import check_document, pages_in
from pages.uploads.images import check_image

PDF_HEAD = b"%PDF-1.7\n"


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, (200, 90, 40)).save(written, kind, **options)
    return written.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A PNG of some bytes whose header claims any number of pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def frames(count: int) -> bytes:
    written = BytesIO()
    images = [Image.new("RGB", (8, 8), (n * 4, 0, 0)) for n in range(count)]
    images[0].save(written, "GIF", save_all=True, append_images=images[1:], duration=10)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "PNG"),
        ("a.jpg", "JPEG"),
        ("a.JPEG", "JPEG"),
        ("a.webp", "WEBP"),
        ("a.gif", "GIF"),
        ("a.avif", "AVIF"),
    ],
)
def test_a_whole_image_is_taken(name, kind):
    check_image(upload(name, picture(kind)))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        (
            "a.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "drawing",
        ),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "no_image"),
        ("a.tiff", picture("TIFF"), "kind"),
        ("a", picture(), "kind"),
        ("a.jpg", picture("PNG"), "other_content"),
        ("a.png", b"", "no_image"),
        ("a.png", b"MZ\x90\0" * 99, "no_image"),
        ("a.png", picture()[:60], "broken"),
        ("a.jpg", picture("JPEG", (900, 900), quality=95)[:2_000], "broken"),
        ("a.webp", picture("WEBP", (400, 400))[:60], "broken"),
        ("a.png", png_that_claims(60_000, 60_000), "pixels"),
        ("a.png", png_that_claims(8_000, 8_000), "pixels"),
        ("a.png", png_that_claims(30_000, 10), "pixels"),
        ("a.gif", frames(61), "frames"),
    ],
)
def test_an_image_that_harms_is_refused(name, data, code):
    with pytest.raises(ValidationError) as refused:
        check_image(upload(name, data))
    assert (
        refused.value.code in {code, "broken"} if code == "no_image" else refused.value.code == code
    )
    assert str(refused.value.messages[0])


def test_an_image_too_heavy_is_refused_before_it_is_read(settings):
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100
    with pytest.raises(ValidationError) as refused:
        check_image(upload("a.png", picture()))
    assert refused.value.code == "too_large"


def pdf(pages: int = 2, change=None) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if change:
        change(writer)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def locked(writer):
    writer.encrypt("secret", algorithm="RC4-128")


def with_script(writer):
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    tree = {NameObject("/Names"): ArrayObject([TextStringObject("a"), DictionaryObject(action)])}
    names = {NameObject("/JavaScript"): DictionaryObject(tree)}
    writer.root_object[NameObject("/Names")] = DictionaryObject(names)


def with_start(writer):
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )


def with_button(writer):
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    note = DictionaryObject({NameObject("/A"): DictionaryObject(action)})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def with_many_claimed(writer):
    writer.root_object["/Pages"][NameObject("/Count")] = NumberObject(2_000_000)


def with_a_loop(writer):
    tree = writer.root_object["/Pages"]
    tree[NameObject("/Kids")].append(writer.root_object.raw_get("/Pages"))


def with_content(data: bytes, filters: int):
    def change(writer):
        packed = data
        for _ in range(filters):
            packed = zlib.compress(packed, 9)
        stream = StreamObject()
        stream._data = packed
        names = [NameObject("/FlateDecode")] * filters
        stream[NameObject("/Filter")] = ArrayObject(names)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    return change


def test_a_plain_pdf_is_taken_and_its_pages_are_counted():
    assert pages_in(upload("a.pdf", pdf(3))) == 3


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (pdf(change=locked), "locked"),
        (pdf(change=with_script), "active"),
        (pdf(change=with_start), "active"),
        (pdf(change=with_button), "active"),
        (pdf(change=with_many_claimed), "pages"),
        (pdf(change=with_a_loop), "pages"),
        (pdf(change=with_content(b"\0" * 90_000_000, 1)), "bomb"),
        (pdf(change=with_content(b"0 0 m\n" * 1000, 3)), "bomb"),
        (PDF_HEAD + b"nonsense", "broken"),
        (pdf()[:200], "broken"),
        (b"<html>", "other_content"),
        (b"", "other_content"),
    ],
    ids=[
        "locked",
        "script",
        "launch",
        "button",
        "claims",
        "loop",
        "zip",
        "nested",
        "nonsense",
        "cut",
        "html",
        "empty",
    ],
)
def test_a_pdf_that_harms_is_refused(data, code):
    with pytest.raises(ValidationError) as refused:
        check_document(upload("a.pdf", data))
    assert refused.value.code == code


def packed(entries: dict[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", how) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return written.getvalue()


def odt(**more: bytes) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", ZIP_STORED)
        archive.writestr("content.xml", "<x/>")
        for name, data in more.items():
            archive.writestr(name, data, ZIP_DEFLATED)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.odt", odt()),
        ("a.docx", packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})),
        ("a.zip", packed({"data/one.csv": b"a,b\n"})),
        ("a.csv", "naïve,café\n".encode()),
        ("a.vtt", b"WEBVTT\n"),
        ("a.mp3", b"ID3" + b"\0" * 20),
        ("a.mp4", b"\0\0\0\x18ftypmp42"),
    ],
)
def test_a_harmless_document_is_taken(name, data):
    check_document(upload(name, data))
    assert pages_in(upload(name, data)) is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.zip", packed({"bomb.bin": b"\0" * 50_000_000}), "bomb"),
        ("a.odt", odt(Pictures=b"\0" * 50_000_000), "bomb"),
        ("a.zip", packed({f"{n}.txt": b"" for n in range(2_001)}), "bomb"),
        ("a.zip", packed({"inner.zip": b"PK"}), "nested"),
        ("a.zip", packed({"setup.exe": b"MZ"}), "nested"),
        ("a.zip", packed({"../../etc/passwd": b"x"}), "outside"),
        ("a.docx", packed({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}), "macros"),
        ("a.docx", odt(), "other_content"),
        ("a.odt", packed({"content.xml": b"<x/>"}), "other_content"),
        ("a.zip", packed({}), "other_content"),
        ("a.zip", b"PK\3\4 broken", "broken"),
        ("a.docx", pdf(), "broken"),
        ("a.csv", b"a\0b", "other_content"),
        ("a.txt", b"  <!DOCTYPE html><script>alert(1)</script>", "other_content"),
        ("a.txt", b"\xff\xfe\xff\xff" * 9, "other_content"),
        ("a.mp4", b"MZ\x90\0", "other_content"),
        ("a.html", b"<html>", "kind"),
        ("a.svg", b"<svg/>", "kind"),
        ("a.exe", b"MZ", "kind"),
        ("a", b"x", "kind"),
    ],
)
def test_a_document_that_harms_is_refused(name, data, code):
    with pytest.raises(ValidationError) as refused:
        check_document(upload(name, data))
    assert refused.value.code == code


@pytest.mark.django_db
class TestDesk:
    """The same through Wagtail's own forms, one file and many."""

    def test_an_image_with_script_is_refused_in_both_forms(self, client, alice):
        client.force_login(alice)
        file = upload("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
        one = client.post(reverse("wagtailimages:add"), {"title": "A", "file": file})
        assert "A drawing may carry programs" in one.content.decode()
        file.seek(0)
        many = client.post(reverse("wagtailimages:add_multiple"), {"title": "A", "files[]": file})
        assert json.loads(many.content)["success"] is False
        assert "A drawing may carry programs" in json.loads(many.content)["error_message"]
        assert not SiteImage.objects.exists()

    def test_a_pdf_with_script_is_refused_in_both_forms(self, client, alice):
        client.force_login(alice)
        file = upload("a.pdf", pdf(change=with_script))
        one = client.post(reverse("wagtaildocs:add"), {"title": "A", "file": file})
        assert "This PDF runs programs" in one.content.decode()
        file.seek(0)
        many = client.post(reverse("wagtaildocs:add_multiple"), {"title": "A", "files[]": file})
        assert "This PDF runs programs" in json.loads(many.content)["error_message"]
        assert not SiteDocument.objects.exists()

    def test_a_document_that_is_kept_knows_its_pages_and_its_checksum(self, client, alice):
        client.force_login(alice)
        about = {"title": "A", "language": "en", "licence": "cc-by-4.0"}
        client.post(reverse("wagtaildocs:add"), about | {"file": upload("a.pdf", pdf(3))})
        kept = SiteDocument.objects.get()
        assert kept.page_count == 3
        assert len(kept.sha256) == 64

    def test_an_image_that_is_whole_is_kept(self, client, alice):
        client.force_login(alice)
        about = {"title": "A", "description": "A field", "licence": "cc-by-4.0"}
        client.post(reverse("wagtailimages:add"), about | {"file": upload("a.png", picture())})
        kept = SiteImage.objects.get()
        assert (kept.width, kept.height) == (40, 30)
