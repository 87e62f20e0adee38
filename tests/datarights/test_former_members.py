"""Who goes leaves other people's conversations whole: what they wrote stays, under no name."""

import pytest
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry

from community.members.actions import erase_member
from community.members.models import User
from community.members.rights import erase_person
from community.members.tombstones import (
    ADDRESS,
    FORMER,
    Tombstone,
    author_of,
    former_member,
    is_tombstone,
)
from editorial.actions import previews
from editorial.actions.previews import Invitation
from editorial.models import PreviewLink, Remark
from tests.factories.members import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return Page.objects.filter(depth=2).first()


def test_comments_of_an_editor_stay_with_the_answers_of_others(alice, dana, page):
    hers = Comment.objects.create(page=page, user=alice, text="Is this right?", contentpath="title")
    answer = CommentReply.objects.create(comment=hers, user=dana, text="It is.")
    theirs = Comment.objects.create(page=page, user=dana, text="And this?", contentpath="title")
    own_answer = CommentReply.objects.create(comment=theirs, user=alice, text="Mended.")
    erase_member(user=alice)
    for row, author in ((hers, ADDRESS), (answer, dana.email), (theirs, dana.email)):
        row.refresh_from_db()
        assert row.user.email == author
    own_answer.refresh_from_db()
    assert (own_answer.user.get_full_name(), own_answer.text) == ("Former member", "Mended.")


def test_the_history_of_a_page_stays_and_forgets_who(alice, page, bob):
    log(instance=page, action="wagtail.edit", user=alice)
    log(instance=page, action="wagtail.edit", user=bob)
    log(instance=alice, action="wagtail.edit", user=bob, title=alice.name)
    erase_member(user=alice)
    assert PageLogEntry.objects.count() == 2
    assert {one.user_display_name for one in PageLogEntry.objects.all()} == {
        "Former member",
        bob.name,
    }
    assert alice.name not in str(list(ModelLogEntry.objects.values("label", "data")))


def test_what_was_said_by_preview_link_stays_without_the_name(alice, page):
    link, _address = previews.make_link(
        page=page.specific,
        user=alice,
        invitation=Invitation(days=7, name="Rita", email="rita@example.org"),
    )
    Remark.objects.create(link=link, name="Rita", text="A comma is missing.")
    erase_person(email="rita@example.org", user=None)
    assert Remark.objects.get().text == "A comma is missing."
    assert Remark.objects.get().name == ""
    assert PreviewLink.objects.get().created_by == alice


def test_former_members_are_one_account_that_nobody_enters(alice, client):
    tombstone = former_member()
    assert former_member() == tombstone
    assert not tombstone.is_active
    assert not tombstone.has_usable_password()
    assert is_tombstone(tombstone)
    assert not is_tombstone(alice)
    client.post("/accounts/login/", {"login": ADDRESS})
    assert not User.objects.members().filter(pk=tombstone.pk).exists()


def test_former_members_are_never_erased(db):
    with pytest.raises(ValueError, match="nobody's"):
        erase_member(user=former_member())
    assert User.objects.filter(email=ADDRESS).exists()


def test_nothing_is_made_for_who_wrote_nothing(bob):
    erase_member(user=bob)
    assert not User.objects.filter(email=ADDRESS).exists()


def test_how_an_author_is_shown():
    person = ProfileFactory(handle="tile-maker").user
    assert (author_of(person).name, author_of(person).handle) == (person.name, "tile-maker")
    assert not author_of(UserFactory()).handle
    person.is_active = False
    for gone in (None, person, UserFactory(is_active=False), UserFactory(name="")):
        assert author_of(gone) == Tombstone
    assert Tombstone.is_former
    assert str(Tombstone.name) == str(FORMER) == "former member"
