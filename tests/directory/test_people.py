"""Public profiles and letters: who is met, who may write, what a mail tells."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.directory import actions
from community.directory.actions import letters
from community.directory.models import Bitmap, Entry, Letter
from community.directory.refusals import NotWanted, NotYours, TooMany
from community.members.actions import erase_member
from community.members.models import FIELDS, Profile, Trust, User
from community.members.rights import export_person
from community.members.trust import MAY
from outbox.models import Message

from .conftest import person

pytestmark = pytest.mark.django_db

LETTER = {"subject": "Glazes", "text": "Would you talk to us about glazes?"}


def body(answer) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


# Who is met --------------------------------------------------------------------------------------


def test_whoever_is_not_there_for_a_stranger_answers_like_nobody(client_of):
    person("Una Unlisted", is_listed=False)  # shows things to members alone
    person("Lia Listed")  # wants to be found, but shows nothing to everyone
    suspended = person("Sue Suspended", headline="Hi", visibility={"headline": "everyone"})
    suspended.is_active = False
    suspended.save()
    browser = client_of()
    unknown = browser.get("/community/people/nobody-at-all/")
    assert unknown.status_code == 404
    for handle in ("una-unlisted", "lia-listed", "sue-suspended"):
        answer = browser.get(f"/community/people/{handle}/")
        assert answer.status_code == 404, handle
        assert body(answer) == body(unknown)


def test_a_member_meets_by_name_who_wants_to_be_found_and_nobody_who_hides(client_of):
    hidden = dict.fromkeys(FIELDS, "nobody")
    person("Lia Listed", visibility=hidden)
    person("Una Unlisted", visibility=hidden, is_listed=False)
    browser = client_of(person("Mona Member"))
    assert browser.get("/community/people/lia-listed/").status_code == 200
    assert browser.get("/community/people/una-unlisted/").status_code == 404


def test_everybody_sees_the_own_page(client_of):
    hidden = dict.fromkeys(FIELDS, "nobody")
    user = person("Una Unlisted", visibility=hidden, is_listed=False, headline="Only mine")
    assert "Only mine" in body(client_of(user).get("/community/people/una-unlisted/"))


def test_an_unlisted_profile_is_read_by_its_address_and_found_nowhere(client_of):
    person("Una Unlisted", is_listed=False, headline="Hi", visibility={"headline": "everyone"})
    assert client_of().get("/community/people/una-unlisted/").status_code == 200
    assert not Entry.objects.exists()


def test_a_profile_costs_eight_queries(client_of, django_assert_max_num_queries):
    person("Lia Listed", headline="Hi")
    browser = client_of(person("Mona Member"))
    browser.get("/community/people/lia-listed/")
    with django_assert_max_num_queries(8):
        assert browser.get("/community/people/lia-listed/").status_code == 200


@pytest.mark.parametrize("handle", ["", "..", "Lia-Listed%00", "lia_listed'--", "a" * 300])
def test_a_handle_that_is_none_answers_like_nobody(client, handle):
    person("Lia Listed", headline="Hi", visibility={"headline": "everyone"})
    assert client.get(f"/community/people/x{handle}/").status_code == 404


def test_what_people_type_is_never_markup(client_of):
    evil = '"><svg onload=alert(1)>'
    person(
        "Eve Evil",
        headline=evil,
        role=evil,
        organisation=evil,
        biography=evil,
        links=[{"label": evil, "url": f"https://x.example/{evil}"}],
        visibility=dict.fromkeys(FIELDS, "everyone"),
    )
    for path in ("people/eve-evil/", "people/", "people/?q=eve", ""):
        assert "<svg onload" not in client_of().get(f"/community/{path}").content.decode(), path


# Letters -----------------------------------------------------------------------------------------


@pytest.fixture
def rita(db):
    """Rita gets letters."""
    return person("Rita Recipient")


@pytest.fixture
def sam(db):
    """Sam writes them."""
    return person("Sam Sender")


def mail_to(user) -> Message:
    return Message.objects.get(recipient=user)


def test_a_letter_tells_no_address_in_either_direction(client_of, sam, rita):
    browser = client_of(sam)
    answer = browser.post("/community/people/rita-recipient/write/", LETTER, follow=True)
    assert "Your letter is on its way." in answer.content.decode()
    assert rita.email not in answer.content.decode()
    mail = mail_to(rita)
    assert (mail.to_address, mail.reply_to) == (rita.email, "")
    for part in (mail.subject, mail.text, mail.html, str(mail.headers), mail.sender):
        assert sam.email not in part
    assert "Sam Sender" in mail.subject
    assert LETTER["text"] in mail.text
    assert "/community/people/sam-sender/write/" in mail.text
    assert f"/community/letters/{Letter.objects.get().uuid}/report/" in mail.text


def test_the_sender_s_address_is_told_when_they_say_so(client_of, sam, rita):
    client_of(sam).post(
        "/community/people/rita-recipient/write/", LETTER | {"shares_address": "on"}
    )
    assert mail_to(rita).reply_to == sam.email


@pytest.mark.parametrize(
    "given",
    [
        {"to": "x@evil.example"},
        {"recipient": "1"},
        {"sender": "1"},
        {"reply_to": "x@evil.example"},
        {"subject": "Hi\r\nBcc: x@evil.example"},
    ],
)
def test_a_form_decides_about_nothing_but_subject_and_text(client_of, sam, rita, given):
    client_of(sam).post("/community/people/rita-recipient/write/", LETTER | given)
    for mail in Message.objects.all():
        assert (mail.to_address, mail.reply_to) == (rita.email, "")
        assert "evil.example" not in f"{mail.subject}{mail.headers}"


def test_a_new_member_writes_to_nobody(client_of, sam, rita):
    Profile.objects.filter(user=sam).update(trust=Trust.NEW)
    answer = client_of(sam).post("/community/people/rita-recipient/write/", LETTER)
    assert answer.status_code == 403
    sam = User.objects.get(pk=sam.pk)
    with pytest.raises(NotYours):
        actions.write(sender=sam, recipient=rita, **LETTER)
    assert not Message.objects.exists()


def test_a_new_member_may_answer_who_wrote(client_of, sam, rita):
    Profile.objects.filter(user=rita).update(trust=Trust.NEW)
    actions.write(sender=sam, recipient=rita, **LETTER)
    answer = client_of(rita).post("/community/people/sam-sender/write/", LETTER)
    assert answer.status_code == 302
    assert mail_to(sam)


def test_who_wants_no_letters_gets_none_but_may_be_answered(client_of, sam, rita):
    Profile.objects.filter(user=rita).update(accepts_contact=False)
    browser = client_of(sam)
    assert "Write a letter" not in body(browser.get("/community/people/rita-recipient/"))
    assert browser.get("/community/people/rita-recipient/write/").status_code == 404
    with pytest.raises(NotWanted):
        actions.write(sender=sam, recipient=rita, **LETTER)
    actions.write(sender=rita, recipient=sam, **LETTER)
    assert browser.post("/community/people/rita-recipient/write/", LETTER).status_code == 302


def test_nobody_writes_to_whom_they_do_not_meet_nor_to_themselves(client_of, sam):
    hidden = dict.fromkeys(FIELDS, "nobody")
    person("Una Unlisted", visibility=hidden, is_listed=False)
    browser = client_of(sam)
    for handle in ("una-unlisted", "nobody-at-all", "sam-sender"):
        assert browser.post(f"/community/people/{handle}/write/", LETTER).status_code == 404
    with pytest.raises(NotYours):
        actions.write(sender=sam, recipient=sam, **LETTER)


def test_a_visitor_is_asked_to_sign_in(client, rita):
    for path in ("people/rita-recipient/write/", "claims/"):
        assert client.get(f"/community/{path}").url.startswith("/accounts/login/")


@pytest.mark.parametrize(
    "text",
    [
        "See https://evil.example/",
        "See www.evil.example",
        "See evil.example/offer",
        "Write to me@evil.example",
        "See HTTPS://EVIL.EXAMPLE",
        "See evil\u200b.example now",
    ],
)
def test_links_do_not_pass_before_the_sender_is_trusted(client_of, sam, rita, text):
    address = "/community/people/rita-recipient/write/"
    assert client_of(sam).post(address, LETTER | {"text": text}).status_code == 200
    assert not Message.objects.exists()
    Profile.objects.filter(user=sam).update(trust=Trust.TRUSTED)
    assert client_of(sam).post(address, LETTER | {"text": text}).status_code == 302


@pytest.mark.parametrize("text", ["", "\u200b\u202e", "x" * 4001])
def test_a_letter_has_something_to_read_and_an_end(client_of, sam, rita, text):
    answer = client_of(sam).post("/community/people/rita-recipient/write/", LETTER | {"text": text})
    assert answer.status_code == 200
    assert not Message.objects.exists()


def test_markup_in_a_letter_arrives_as_it_was_typed(sam, rita):
    actions.write(sender=sam, recipient=rita, subject="<b>x</b>", text="<script>alert(1)</script>")
    mail = mail_to(rita)
    assert "<script>" not in mail.html
    assert "&lt;script&gt;" in mail.html


def test_letters_are_limited_by_the_hour_and_the_day(sam):
    people = [person(f"Person {number}") for number in range(20)]
    for one in people[: letters.WRITTEN_AN_HOUR]:
        actions.write(sender=sam, recipient=one, **LETTER)
    with pytest.raises(TooMany):
        actions.write(sender=sam, recipient=people[-1], **LETTER)
    written = 0
    for one in people[letters.WRITTEN_AN_HOUR :]:
        Letter.objects.update(written_at=timezone.now() - timedelta(hours=2))
        try:
            actions.write(sender=sam, recipient=one, **LETTER)
        except TooMany:
            break
        written += 1
    assert letters.WRITTEN_AN_HOUR + written == MAY[Trust.MEMBER].letters


def test_the_same_person_gets_few_letters_from_one_and_from_all(sam, rita):
    for _ in range(letters.TO_ONE_A_DAY):
        actions.write(sender=sam, recipient=rita, **LETTER)
    with pytest.raises(TooMany):
        actions.write(sender=sam, recipient=rita, **LETTER)
    for number in range(letters.GOT_A_DAY - letters.TO_ONE_A_DAY):
        actions.write(sender=person(f"Person {number}"), recipient=rita, **LETTER)
    late = person("Lara Late")
    with pytest.raises(TooMany):
        actions.write(sender=late, recipient=rita, **LETTER)


def test_the_form_says_when_a_limit_is_reached(client_of, sam, rita):
    for _ in range(letters.TO_ONE_A_DAY):
        actions.write(sender=sam, recipient=rita, **LETTER)
    answer = client_of(sam).post("/community/people/rita-recipient/write/", LETTER)
    assert answer.status_code == 200
    assert "do not leave at once" in answer.content.decode()


def test_only_who_got_a_letter_reports_it(client_of, sam, rita):
    letter = actions.write(sender=sam, recipient=rita, **LETTER)
    address = f"/community/letters/{letter.uuid}/report/"
    given = {"complaint": "Advertising"}
    for other in (sam, person("Oscar Other")):
        assert client_of(other).get(address).status_code == 404
        assert client_of(other).post(address, given).status_code == 404
        with pytest.raises(NotYours):
            actions.report(letter=letter, by=other, complaint="x")
    assert client_of(rita).post(address, given).status_code == 302
    assert Letter.objects.reported().get().complaint == "Advertising"
    client_of(rita).post(address, {"complaint": "Again"})
    assert Letter.objects.get().complaint == "Advertising"


def test_old_letters_are_forgotten_unless_somebody_complained(sam, rita):
    kept = actions.write(sender=sam, recipient=rita, **LETTER)
    actions.report(letter=kept, by=rita, complaint="Advertising")
    actions.write(sender=sam, recipient=rita, **LETTER)
    Letter.objects.update(written_at=timezone.now() - timedelta(days=91))
    assert actions.forget_letters() == 1
    assert Letter.objects.get() == kept


def test_a_person_takes_letters_along_and_is_erased_from_those_of_others(sam, rita):
    actions.write(sender=sam, recipient=rita, **LETTER)
    actions.write(sender=rita, recipient=sam, **LETTER)
    told = export_person(email=sam.email, user=sam)["letters of members"]
    assert {row["direction"] for row in told} == {"written", "received"}
    assert rita.email not in str(told)
    erase_member(user=sam)
    left = Letter.objects.get()
    assert (left.sender, left.recipient, left.text) == (None, rita, "")
    assert not Entry.objects.filter(address="sam-sender").exists()


def test_whoever_is_erased_is_counted_no_more(client, sam, rita):
    def bits():
        found = Bitmap.objects.filter(kind="person", audience="members", value="")
        return sum(row.bits.count("1") for row in found)

    before = bits()
    erase_member(user=sam)
    assert bits() == before - 1


def test_a_change_of_a_profile_is_followed(sam):
    from community.members.signals import profile_changed

    Profile.objects.filter(user=sam).update(headline="Something new")
    profile_changed.send(sender=Profile, user_ids=[sam.pk])
    entry = Entry.objects.get(user=sam, audience="members")
    assert entry.card["headline"] == "Something new"
