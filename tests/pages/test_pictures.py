"""Pictures are made when a page is published, never when it is read."""

import pytest

from pages import actions, tasks
from pages.cards import CARD_PICTURE
from pages.models import SiteImage, SiteRendition, ToolPage
from pages.models.linked import images_of
from tests.factories import pages as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def woken(monkeypatch):
    """Return the ids of the images for which a worker was woken."""
    ids = []
    monkeypatch.setattr(tasks.make_pictures, "apply_async", lambda args, retry: ids.append(args[0]))
    return ids


def test_publishing_wakes_a_worker_for_the_cover(woken, django_capture_on_commit_callbacks):
    image = make.image()
    tool = make.ToolPageFactory(cover=image)
    with django_capture_on_commit_callbacks(execute=True):
        tool.save_revision().publish()
    assert woken == [image.pk]


def test_a_broker_that_is_away_does_not_stop_a_publication(
    monkeypatch, django_capture_on_commit_callbacks
):
    def refuse(args, retry):
        raise OSError("The broker is away.")

    monkeypatch.setattr(tasks.make_pictures, "apply_async", refuse)
    tool = make.ToolPageFactory(cover=make.image())
    with django_capture_on_commit_callbacks(execute=True):
        tool.save_revision().publish()
    assert ToolPage.objects.get(pk=tool.pk).live


def test_publishing_wakes_a_worker_for_each_picture_in_the_text(woken):
    first, second = make.image(), make.image()
    body = [
        ("picture", {"image": make.image_value(first), "caption": "One"}),
        ("picture", {"image": make.image_value(second), "caption": "Two"}),
    ]
    article = make.ArticlePageFactory(body=body)
    assert images_of(article) == {first.pk, second.pk}


def test_all_sizes_are_made_in_all_formats_once(client):
    image = make.image()
    assert list(image.existing_pictures(CARD_PICTURE)) == []
    assert actions.make_pictures(image=image) == 9
    assert actions.make_pictures(image=image) == 9
    assert SiteRendition.objects.count() == 9
    assert set(image.existing_pictures(CARD_PICTURE)) == {"avif", "webp", "jpeg"}


def test_a_visit_draws_a_cover_and_makes_no_picture(client):
    tool = make.ToolPageFactory(cover=make.image())
    make.ArticlePageFactory(cover=make.image())
    for address in (tool.get_parent().url, "/", make.ArticlePageFactory(cover=make.image()).url):
        html = client.get(address).content.decode()
        assert "<picture" not in html
        assert "drawn" in html
    assert not SiteRendition.objects.exists()


def test_a_visit_shows_the_picture_once_it_is_there(client):
    image = make.image()
    article = make.ArticlePageFactory(cover=image, cover_alt="A kiln at night")
    actions.make_pictures(image=image)
    html = client.get(article.url).content.decode()
    assert 'type="image/avif"' in html
    assert 'alt="A kiln at night"' in html
    assert 'width="1680" height="720"' in html


def test_a_preview_makes_what_is_missing():
    article = make.ArticlePageFactory(cover=make.image())
    assert b"<picture" in article.make_preview_request().content
    assert SiteRendition.objects.exists()


def test_the_sweeper_makes_what_a_lost_wake_up_left_unmade():
    ready, unmade = make.image(), make.image()
    actions.make_pictures(image=ready)
    assert list(SiteImage.objects.without_pictures()) == [unmade]
    assert tasks.make_missing_pictures() == 1
    assert tasks.make_missing_pictures() == 0


def test_an_image_that_is_gone_is_no_error():
    assert tasks.make_pictures(999_999) == 0


def test_a_small_image_is_not_blown_up():
    image = make.image(size=(300, 200))
    actions.make_pictures(image=image)
    assert max(made.width for made in image.renditions.all()) <= 300


def test_a_page_that_lost_its_image_is_drawn_again(client):
    tool = make.ToolPageFactory(cover=make.image())
    SiteImage.objects.all().delete()
    assert ToolPage.objects.get(pk=tool.pk).cover is None
    assert client.get(tool.get_parent().url).status_code == 200
