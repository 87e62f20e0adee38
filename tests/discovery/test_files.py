"""Small files at fixed addresses, and the picture beside a shared link."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from discovery import actions, shares, tasks
from discovery.models import SharePicture
from pages.models import SiteRendition
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


def test_robots_may_read_what_is_public_and_find_the_site_map(client):
    make.home_page()
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in text
    assert "Disallow: /\n" not in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_site_that_is_only_tried_sends_all_robots_away(client, settings):
    settings.ROBOTS_DISALLOW_ALL = True
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_a_weakness_can_be_told_to_somebody(client, settings):
    make.home_page()
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "security@example.org"
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:security@example.org" in text
    assert "Expires: 20" in text


def test_a_drawn_cover_becomes_a_picture_of_the_size_that_previews_ask_for():
    tool = make.ToolPageFactory()
    assert actions.make_share_picture(page=tool)
    with default_storage.open(f"share/{shares.share_name(tool)}") as stored:
        picture = Image.open(stored)
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
        assert len(picture.convert("RGB").getcolors(200_000)) > 3  # it is coloured, not black


def test_a_photograph_becomes_a_jpeg_of_that_size():
    tool = make.ToolPageFactory(cover=make.image())
    assert actions.make_share_picture(page=tool)
    with default_storage.open(f"share/{shares.share_name(tool)}") as stored:
        picture = Image.open(stored)
        assert (picture.format, picture.size) == ("JPEG", (1200, 630))


def test_a_picture_is_made_once_and_goes_with_its_title(django_capture_on_commit_callbacks):
    tool = make.ToolPageFactory()
    assert actions.make_share_picture(page=tool)
    assert not actions.make_share_picture(page=tool)
    old = f"share/{shares.share_name(tool)}"
    tool.title = "Another title"
    tool.save()
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.make_share_picture(page=tool)
    assert not default_storage.exists(old)
    assert SharePicture.objects.get(page=tool).name == shares.share_name(tool)


def test_reading_makes_no_picture_and_leads_to_the_sites_own(client):
    tool = make.ToolPageFactory(cover=make.image())
    address = shares.share_address(tool)
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, "/static/img/share.png")
    assert not SiteRendition.objects.exists()
    actions.make_share_picture(page=tool)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer["Cache-Control"]
    Image.open(io.BytesIO(b"".join(answer.streaming_content))).verify()


def test_publishing_wakes_a_worker_and_the_sweeper_makes_what_it_missed(
    monkeypatch, django_capture_on_commit_callbacks
):
    woken = []
    monkeypatch.setattr(
        tasks.make_share_picture, "apply_async", lambda args, retry: woken.append(args)
    )
    tool = make.ToolPageFactory()
    with django_capture_on_commit_callbacks(execute=True):
        tool.save_revision().publish()
    assert woken == [(tool.pk,)]
    assert tasks.make_missing_share_pictures() == 3  # the home page, the toolbox, the tool
    assert tasks.make_missing_share_pictures() == 0


def test_a_broken_photograph_does_not_stop_the_other_pictures(monkeypatch):
    make.ToolPageFactory(cover=make.image())
    make.CasePageFactory()

    def broken(image):
        raise OSError("no image")

    monkeypatch.setattr(actions, "photographed_picture", broken)
    assert tasks.make_missing_share_pictures() == 4  # all but the tool


def test_nothing_is_made_of_a_page_that_is_hidden(hide):
    tool = make.ToolPageFactory()
    hide(tool)
    assert not actions.make_share_picture(page=tool)
    assert tasks.make_share_picture(10**9) is False


@pytest.mark.parametrize("name", ["1-abc.png", "../../etc/passwd", "1-0123456789ab.svg", "%00"])
def test_a_wrong_name_of_a_picture_is_nowhere(client, name):
    assert client.get(f"/share/{name}").status_code == 404
