"""The message on the wire: its structure, its bytes, and what hostile names cannot do to it."""

import email
import email.policy
from email.utils import parseaddr

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from outbox import delivery
from outbox.mime import build, envelope_address
from outbox.rendering import one_line
from tests.factories.outbox import MessageFactory

INVITATION = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Test//EN\r\nMETHOD:REQUEST\r\n"
    "BEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTAMP:20260303T130000Z\r\n"
    "DTSTART:20260303T130000Z\r\nSUMMARY:Atelier à Liège\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


def read(raw: bytes):
    return email.message_from_bytes(raw, policy=email.policy.default)


def shape(part) -> object:
    """Return the content types as nested lists."""
    if part.is_multipart():
        return [part.get_content_type(), *(shape(child) for child in part.iter_parts())]
    return part.get_content_type()


def test_a_plain_mail_has_two_alternatives_and_says_it_is_automatic():
    mail = read(build(MessageFactory.build(language="fr", headers={"List-Id": "<x.example.org>"})))
    assert shape(mail) == ["multipart/alternative", "text/plain", "text/html"]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert mail["Content-Language"] == "fr"
    assert mail["List-Id"] == "<x.example.org>"
    assert mail["From"] == "INSPIRE <post@example.org>"
    assert mail["To"] == "Bob Example <bob@example.org>"
    assert mail["Date"].datetime.tzinfo
    assert mail["Reply-To"] is None


def test_a_calendar_mail_has_the_structure_that_calendars_understand():
    message = MessageFactory.build(
        calendar=INVITATION, calendar_method="REQUEST", reply_to="host@example.org"
    )
    mail = read(build(message))
    assert shape(mail) == [
        "multipart/mixed",
        ["multipart/alternative", "text/plain", "text/html", "text/calendar"],
        "application/ics",
    ]
    alternatives, attached = mail.iter_parts()
    calendar = list(alternatives.iter_parts())[-1]
    assert calendar["Content-Type"].params == {"method": "REQUEST", "charset": "UTF-8"}
    assert calendar["Content-Disposition"] is None
    assert attached["Content-Disposition"].params["filename"] == "invite.ics"
    assert attached["Content-Type"].params["name"] == "invite.ics"
    assert calendar.get_payload(decode=True) == attached.get_payload(decode=True) == INVITATION
    assert mail["Content-Language"] == "en"
    assert mail["Reply-To"] == "host@example.org"


@pytest.mark.django_db
def test_the_calendar_part_survives_the_wire(over_smtp):
    MessageFactory(calendar=INVITATION, calendar_method="REQUEST")
    delivery.deliver_due()
    [letter] = over_smtp.letters
    event = icalendar.Calendar.from_ical(
        letter.part("text/calendar").get_payload(decode=True)
    ).events[0]
    assert event["SUMMARY"] == "Atelier à Liège"


@pytest.mark.django_db
def test_every_attempt_sends_the_same_bytes():
    message = MessageFactory(calendar=INVITATION, calendar_method="REQUEST")
    first = build(message)
    message.refresh_from_db()
    assert build(message) == first


@pytest.mark.django_db
def test_lines_that_smtp_could_mistake_arrive_as_they_were(over_smtp):
    text = "One\n.\n..two\n.three\n" + "long " * 900 + "\nÜ\n"
    MessageFactory(text=text, html=f"<p>{'é' * 5000}</p>")
    delivery.deliver_due()
    [letter] = over_smtp.letters
    assert letter.part("text/plain").get_content().splitlines() == text.splitlines()
    assert letter.part("text/html").get_content().strip() == f"<p>{'é' * 5000}</p>"
    assert max(len(line) for line in letter.raw.split(b"\r\n")) < 998


def test_a_domain_with_accents_travels_in_ascii():
    assert envelope_address("bob@exämple.org") == "bob@xn--exmple-cua.org"
    mail = read(build(MessageFactory.build(to_address="bob@exämple.org")))
    assert parseaddr(mail["To"])[1] == "bob@xn--exmple-cua.org"


@settings(max_examples=150, deadline=None)
@given(name=st.text(max_size=60), subject=st.text(max_size=200))
@example(name='Müller, "Bob" <x@y.org>', subject="Ü" * 400)
@example(name="a@example.org, b", subject="=?utf-8?q?x?=")
def test_no_name_and_no_subject_can_change_the_headers(name, subject):
    clean = one_line("".join(c if c.isprintable() else " " for c in name))
    title = one_line("".join(c if c.isprintable() else " " for c in subject))
    raw = build(MessageFactory.build(to_name=clean, subject=title))
    plain = build(MessageFactory.build(to_name="", subject="x"))
    assert list(read(raw)) == list(read(plain))
    [address] = read(raw)["To"].addresses
    assert address.addr_spec == "bob@example.org"
