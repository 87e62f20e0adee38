"""Somebody without an account reads a draft, says something, approves: and nothing more."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.members.rights import erase_person, export_person
from editorial.actions import previews
from editorial.actions.previews import Invitation
from editorial.models import PreviewLink, Remark
from editorial.refusals import Refused
from outbox.models import Message
from tests.editorial.conftest import draft_by, signed_in, words
from tests.editorial.test_review import hand_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(article, author):
    """Return a link to a draft, and its address on this site."""
    draft_by(article, author, title="A secret title")
    article.refresh_from_db()
    link, address = previews.make_link(
        page=article,
        user=author,
        invitation=Invitation(days=7, name="Rita", email="rita@example.org"),
    )
    return link, address.removeprefix("http://testserver")


def say(address, **fields):
    return Client().post(f"{address}remark/", {"text": "", "verdict": "", **fields})


def test_a_stranger_reads_the_draft_and_the_site_does_not_change(shared, article):
    _link, address = shared
    page, draft = Client().get(address), Client().get(f"{address}draft/")
    assert page.status_code == draft.status_code == 200
    assert "A secret title" in words(page)
    assert "A secret title" in words(draft)
    assert "A secret title" not in words(Client().get(article.url))


def test_nobody_else_finds_or_keeps_it(shared):
    _link, address = shared
    for path in (address, f"{address}draft/"):
        answer = Client().get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert not answer.cookies


def test_the_draft_can_do_nothing(shared):
    _link, address = shared
    policy = Client().get(f"{address}draft/")["Content-Security-Policy"]
    assert "sandbox allow-same-origin" in policy
    assert "script" not in policy
    assert "form-action 'none'" in policy


def test_the_token_is_long_and_is_not_kept(shared):
    link, address = shared
    token = address.strip("/").split("/")[-1]
    assert len(token) >= 43
    assert token not in str(PreviewLink.objects.filter(pk=link.pk).values())
    assert not any(token in mail.subject for mail in Message.objects.all())


def test_the_version_stays_the_one_that_was_shared(shared, article, author):
    _link, address = shared
    revision = article.latest_revision
    revision.content["title"] = "Overwritten by autosave"
    revision.save()
    draft_by(article, author, title="A later title")
    assert "A secret title" in words(Client().get(f"{address}draft/"))
    assert "have written on since" in words(Client().get(address))


DAMAGES = {
    "cut": lambda token: token[:-1],
    "longer": lambda token: token + "x",
    "huge": lambda token: "x" * 5000,
    "nul": lambda token: "%00",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_link_gets_a_clear_answer(shared, damage):
    _link, address = shared
    token = address.strip("/").split("/")[-1]
    answer = Client().get(f"/review/{DAMAGES[damage](token)}/")
    assert answer.status_code in {404, 400}
    assert answer.status_code == 400 or "never was one" in words(answer)


def test_an_expired_link_says_so(shared):
    link, address = shared
    PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = Client().get(address)
    assert answer.status_code == 410
    assert "expired" in words(answer)
    assert Client().get(f"{address}draft/").status_code == 410
    assert say(address, text="Late").status_code == 410
    assert not link.remarks.exists()


def test_a_withdrawn_link_says_so(shared, author):
    link, address = shared
    browser = signed_in(author)
    browser.post(reverse("preview_links:revoke", args=(link.pk,)))
    answer = Client().get(address)
    assert answer.status_code == 410
    assert "withdrawn" in words(answer)


def test_a_remark_reaches_the_editor_and_the_mailbox(shared, author):
    link, address = shared
    answer = say(address, name="Rita", quote="Words.", text="Which words?")
    assert answer.status_code == 302
    assert Remark.objects.get().quote == "Words."
    mail = Message.objects.get(kind="editorial/remark")
    assert mail.to_address == author.email
    assert "Which words?" in mail.text
    shown = words(signed_in(author).get(reverse("preview_links:inspect", args=(link.pk,))))
    assert "Which words?" in shown


def test_a_remark_sent_twice_is_one_remark(shared):
    _link, address = shared
    for _time in range(2):
        say(address, text="Once.")
    assert Remark.objects.count() == 1
    assert Message.objects.filter(kind="editorial/remark").count() == 1


def test_an_answer_is_given_once(shared):
    link, address = shared
    assert say(address, verdict="approved").status_code == 302
    answer = say(address, verdict="changes", text="No, wait.")
    assert answer.status_code == 409
    assert "answered already" in words(answer)
    link.refresh_from_db()
    assert link.verdict == "approved"
    assert say(address, text="One more thing.").status_code == 302


def test_to_ask_for_changes_needs_a_word(shared):
    _link, address = shared
    answer = say(address, verdict="changes")
    assert answer.status_code == 409
    assert "Say what should change." in words(answer)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"verdict": "published", "text": "x"},
        {"text": "x" * 4001},
        {"quote": "x" * 501, "text": "y"},
        {"text": "\0"},
        {"name": "x" * 121, "text": "y"},
    ],
    ids=["empty", "unknown answer", "long text", "long passage", "nul", "long name"],
)
def test_what_is_no_remark_is_refused_and_nothing_is_kept(shared, fields):
    _link, address = shared
    answer = say(address, **fields)
    assert answer.status_code in {400, 409}
    assert not Remark.objects.exists()


def test_markup_in_a_remark_stays_text(shared, author):
    link, address = shared
    say(address, text="<script>alert(1)</script>", quote="<b>")
    for answer in (
        Client().get(address),
        signed_in(author).get(reverse("preview_links:inspect", args=(link.pk,))),
    ):
        assert "<script>alert(1)" not in words(answer)
    assert "<script>alert" not in Message.objects.get(kind="editorial/remark").html


def test_approval_publishes_nothing(shared, article):
    _link, address = shared
    say(address, verdict="approved")
    article.refresh_from_db()
    assert article.title == "On drawers"


def test_approval_can_count_as_the_first_step_and_the_second_stays(
    article, author, editor, coordinator
):
    draft_by(article, author, title="Handed in")
    page = type(article).objects.get(pk=article.pk)
    hand_in(page, author)
    page = type(article).objects.get(pk=article.pk)
    _link, address = previews.make_link(
        page=page, user=editor, invitation=Invitation(days=1, name="Rita", counts_as_check=True)
    )
    say(address.removeprefix("http://testserver"), verdict="approved")
    page = type(article).objects.get(pk=article.pk)
    assert page.title == "On drawers"
    assert page.current_workflow_task.is_last
    assert "approve" in {
        name for name, *_ in page.current_workflow_task.get_actions(page, coordinator)
    }


def test_who_may_not_check_cannot_pass_the_check_on(article, author):
    draft_by(article, author)
    hand_in(type(article).objects.get(pk=article.pk), author)
    page = type(article).objects.get(pk=article.pk)
    with pytest.raises(Refused):
        previews.make_link(
            page=page, user=author, invitation=Invitation(days=1, counts_as_check=True)
        )


def test_the_reader_is_invited_in_the_language_of_the_page(shared):
    link, _address = shared
    mail = Message.objects.get(kind="editorial/invitation")
    assert mail.to_address == "rita@example.org"
    assert re.search(r"http://testserver/review/[\w-]{43}/", mail.text)
    assert mail.language == link.page.locale.language_code


def test_the_form_shows_the_link_once(author, article):
    article.owner = author
    article.save()
    browser = signed_in(author)
    address = reverse("preview_links:share", args=(article.pk,))
    made = words(browser.post(address, {"days": 7, "name": "Rita"}))
    assert "http://testserver/review/" in made
    assert "http://testserver/review/" not in words(browser.get(address))


@pytest.mark.parametrize("days", ["0", "91", "x", "", "-1", "9" * 30], ids=repr)
def test_a_link_for_ever_is_refused(author, article, days):
    article.owner = author
    article.save()
    browser = signed_in(author)
    answer = browser.post(reverse("preview_links:share", args=(article.pk,)), {"days": days})
    assert answer.status_code == 200
    assert not PreviewLink.objects.exists()


def test_an_author_shares_no_page_of_others(author, article):
    answer = signed_in(author).post(reverse("preview_links:share", args=(article.pk,)), {"days": 7})
    assert answer.status_code in {302, 403}
    assert not PreviewLink.objects.exists()


def test_others_links_are_not_seen(shared, roles):
    link, _address = shared
    from tests.editorial.conftest import somebody

    other = signed_in(somebody("author"))
    assert other.get(reverse("preview_links:inspect", args=(link.pk,))).status_code == 404
    assert other.post(reverse("preview_links:revoke", args=(link.pk,))).status_code == 404


def test_a_form_from_another_site_is_refused(shared):
    _link, address = shared
    answer = Client().post(
        f"{address}remark/", {"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert not Remark.objects.exists()


def test_who_knocks_too_often_waits(shared):
    _link, address = shared
    answers = {say(address, text=f"Remark {number}").status_code for number in range(12)}
    assert 429 in answers


def test_what_a_reader_left_is_handed_out_and_erased(shared):
    link, address = shared
    say(address, name="Rita", text="Hello")
    told = export_person(email="rita@example.org", user=None)["preview links"]
    assert told[0]["remarks"][0]["text"] == "Hello"
    erase_person(email="rita@example.org", user=None)
    link.refresh_from_db()
    assert (link.reviewer_name, link.reviewer_email) == ("", "")
    assert Remark.objects.get().name == ""
    assert Remark.objects.get().text == "Hello"


def test_a_remark_is_settled_and_opened_again(shared, author):
    _link, address = shared
    say(address, text="Mend this")
    said = Remark.objects.get()
    browser = signed_in(author)
    for expected in (True, False):
        browser.post(reverse("preview_links:settle", args=(said.pk,)))
        said.refresh_from_db()
        assert bool(said.settled_at) is expected
