"""Programs read the events, register people and cancel, through the same door as everyone."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from wagtail.models import PageViewRestriction

from events import actions as deeds
from events.interface import actions
from events.interface.models import ApiToken, Call, Scope
from events.interface.once import once
from events.interface.refusals import StillRunning
from events.models import EventPage, EventRole, Registration, State
from outbox.models import Message
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
BASE = "/api/v1/events/"
EVERY = tuple(Scope)


@pytest.fixture(autouse=True)
def no_limit(settings):
    """Let the tests ask as often as they like."""
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"events.api": "100000/m"}


def key_for(user, *scopes, **fields):
    return actions.make_token(name="A partner", scopes=scopes or EVERY, by=user, **fields)[1]


def call(client, method, path, key="", body=None, idempotency="", **query):
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    if idempotency:
        headers["Idempotency-Key"] = idempotency
    if method == "get":
        return client.get(BASE + path, query, headers=headers)
    return client.post(
        BASE + path, json.dumps(body or {}), content_type="application/json", headers=headers
    )


@pytest.fixture
def marta_typed():
    """Return the fields that a program sends for a guest."""
    return {
        "name": "Marta Example",
        "email": "marta@example.org",
        "organisation": "A joinery (example)",
        "group": "industry",
        "consent": True,
    }


def test_the_description_is_valid_and_the_answers_keep_to_it(client, ada, event):
    RegistrationFactory(event=event)
    described = client.get(f"{BASE}openapi.json").json()
    validate(described)
    key = key_for(ada)
    for path, shape in (
        ("", "EventList"),
        (f"{event.pk}", "EventShape"),
        (f"{event.pk}/form", "FormShape"),
        (f"{event.pk}/registrations", "RegistrationList"),
    ):
        answer = call(client, "get", path, key)
        assert answer.status_code == 200, answer.content
        schema = {"$ref": f"#/components/schemas/{shape}", "components": described["components"]}
        Draft202012Validator(schema).validate(answer.json())


def test_everyone_reads_the_public_events_and_never_the_link_to_join(client, event):
    past = EventFactory(start=timezone.now() - timedelta(days=3))
    hidden = EventFactory(live=False)
    for time, found in (("coming", [event]), ("past", [past]), ("all", [event, past])):
        answer = call(client, "get", "", time=time)
        assert [one["id"] for one in answer.json()["items"]] == [one.pk for one in found]
        assert "secret-room" not in answer.content.decode()
    assert call(client, "get", f"{hidden.pk}").status_code == 404


def test_the_list_costs_the_same_for_one_and_for_thirty(client, event):
    call(client, "get", "")
    with CaptureQueriesContext(connection) as few:
        call(client, "get", "")
    EventFactory.create_batch(30)
    with CaptureQueriesContext(connection) as many:
        call(client, "get", "", per_page=200)
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    ("made", "status"),
    [
        ("none", 401),
        ("wrong", 401),
        ("revoked", 401),
        ("ended", 401),
        ("inactive", 401),
        ("scope", 403),
        ("event", 404),
        ("powerless", 404),
        ("good", 200),
    ],
)
def test_only_a_valid_key_with_its_scope_its_event_and_its_power_opens(
    client, ada, bob, event, made, status
):
    fields = {"expires_at": timezone.now() - timedelta(minutes=1)} if made == "ended" else {}
    fields |= {"events": [EventFactory()]} if made == "event" else {}
    scope = Scope.REGISTER if made == "scope" else Scope.READ
    key = key_for(bob if made == "powerless" else ada, scope, **fields)
    if made == "revoked":
        actions.revoke_token(token=ApiToken.objects.get())
    if made == "inactive":
        ada.is_active = False
        ada.save()
    shown = {"none": "", "wrong": f"{key}x"}.get(made, key)
    answer = call(client, "get", f"{event.pk}/registrations", shown)
    assert answer.status_code == status, answer.content
    if status == 401:
        assert answer["WWW-Authenticate"] == "Bearer"


def test_a_helper_of_one_event_makes_keys_for_it_only(client, bob, event):
    EventRole.objects.create(event=event, user=bob, role="host")
    key = key_for(bob)
    assert call(client, "get", f"{event.pk}/registrations", key).status_code == 200
    other = EventFactory()
    assert call(client, "get", f"{other.pk}/registrations", key).status_code == 404
    EventRole.objects.all().delete()
    assert call(client, "get", f"{event.pk}/registrations", key).status_code == 404


def test_no_key_is_stored_in_clear(ada):
    key = key_for(ada)
    assert key not in json.dumps([str(one) for one in ApiToken.objects.values()])


def test_a_guest_gets_a_mail_and_the_program_learns_nothing(client, ada, event, marta_typed):
    key = key_for(ada, Scope.REGISTER)
    path = f"{event.pk}/registrations"
    first = call(client, "post", path, key, {"fields": marta_typed}, "one")
    again = call(client, "post", path, key, {"fields": marta_typed}, "two")
    assert first.status_code == again.status_code == 202
    assert (
        first.json()
        == again.json()
        == {"detail": "A mail asks the person to confirm."}
        | {
            "uid": None,
            "state": None,
        }
    )
    assert Registration.objects.get().state == State.PENDING


def test_a_call_sent_twice_is_done_once(client, ada, event, marta_typed):
    key, path = key_for(ada), f"{event.pk}/registrations"
    body = {"fields": marta_typed, "is_confirmed": True}
    answers = [call(client, "post", path, key, body, "the same") for _number in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Registration.objects.get().state == State.CONFIRMED
    assert Message.objects.count() == 1


def test_a_key_for_another_call_is_refused(client, ada, event, marta_typed):
    key, path = key_for(ada), f"{event.pk}/registrations"
    call(client, "post", path, key, {"fields": marta_typed}, "mine")
    other = marta_typed | {"email": "else@example.org"}
    answer = call(client, "post", path, key, {"fields": other}, "mine")
    assert answer.status_code == 422
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("given", ["", "x" * 101, "\x07bell"])
def test_a_deed_without_a_proper_key_is_not_done(client, ada, event, marta_typed, given):
    path = f"{event.pk}/registrations"
    answer = call(client, "post", path, key_for(ada), {"fields": marta_typed}, given)
    assert answer.status_code == 422
    assert not Registration.objects.exists()


def test_a_refusal_is_not_kept_so_that_the_call_may_be_made_again(client, ada, event, marta_typed):
    event.capacity = 1
    event.save()
    mine = RegistrationFactory(event=event)
    key, path = key_for(ada), f"{event.pk}/registrations"
    body = {"fields": marta_typed, "is_confirmed": True}
    assert call(client, "post", path, key, body, "again").status_code == 409
    assert not Call.objects.exists()
    deeds.cancel_registration(registration_id=mine.pk)
    assert call(client, "post", path, key, body, "again").status_code == 201


@pytest.mark.django_db(transaction=True)
def test_the_second_call_does_not_run_beside_the_first(ada):
    token, _text = actions.make_token(name="A", scopes=["read"], by=ada)
    begun, may_end, ran = threading.Event(), threading.Event(), []

    def slow():
        begun.set()
        may_end.wait(10)
        ran.append(1)
        return 200, {"detail": "done"}

    def first():
        once(token=token, key="k", fingerprint="f", work=slow)
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait(10)
    with pytest.raises(StillRunning):
        once(token=token, key="k", fingerprint="f", work=slow)
    may_end.set()
    thread.join()
    assert once(token=token, key="k", fingerprint="f", work=slow) == (200, {"detail": "done"})
    assert ran == [1]


def test_what_is_wrong_is_told_by_field(client, ada, event, marta_typed):
    typed = marta_typed | {"email": "nobody", "group": "pirates", "colour": "red"}
    del typed["consent"]
    answer = call(client, "post", f"{event.pk}/registrations", key_for(ada), {"fields": typed}, "k")
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {"email", "group", "colour", "consent"}
    assert not Registration.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        "null",
        '{"fields": []}',
        '{"fields": {"name": {"a": 1}, "email": ["x", "y"]}}',
        '{"fields": {"name": "\\u0000"}}',
        '{"fields": {}, "more": 1}',
        '{"fields": {"name": "' + "x" * 200_000 + '"}}',
    ],
)
def test_no_body_breaks_it(client, ada, event, body):
    headers = {"Authorization": f"Bearer {key_for(ada)}", "Idempotency-Key": "k"}
    answer = client.post(
        f"{BASE}{event.pk}/registrations", body, content_type="application/json", headers=headers
    )
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    assert not Registration.objects.exists()


def test_cancelling_tells_the_person_and_frees_the_seat(client, ada, event):
    mine = RegistrationFactory(event=event)
    path = f"{event.pk}/registrations/{mine.uid}/cancel"
    key = key_for(ada)
    for _number in range(2):
        answer = call(client, "post", path, key, {}, "c")
        assert answer.json()["state"] == "cancelled"
    assert Message.objects.count() == 1
    assert call(client, "post", path, key_for(ada, Scope.READ), {}, "d").status_code == 403


def test_another_events_registration_is_not_there(client, ada, event):
    other = RegistrationFactory()
    for path in (f"{event.pk}/registrations/{other.uid}", f"{event.pk}/registrations/nonsense"):
        assert call(client, "get", path, key_for(ada)).status_code == 404


def test_who_asks_too_often_waits(client, settings, event):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"events.api": "2/m"}
    answers = [call(client, "get", "") for _number in range(4)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_the_day_of_last_use_is_noted(client, ada, event):
    call(client, "get", f"{event.pk}/registrations", key_for(ada))
    assert ApiToken.objects.get().last_used_on == timezone.now().date()


def test_the_desk_makes_a_key_shows_it_once_and_revokes_it(client, ada, event):
    client.force_login(ada)
    address = reverse("event_programs:add_key")
    assert client.post(address, {"name": "A"}).status_code == 200
    assert not ApiToken.objects.exists()
    given = {"name": "A partner", "scopes": ["read"], "events": [event.pk], "expires_on": ""}
    page = client.post(address, given).content.decode()
    key = page.partition('value="ev_')[2].partition('"')[0]
    assert call(client, "get", f"{event.pk}/registrations", f"ev_{key}").status_code == 200
    home = client.get(reverse("event_programs:home")).content.decode()
    assert key not in home
    client.post(reverse("event_programs:revoke_key", args=(ApiToken.objects.get().pk,)))
    assert call(client, "get", f"{event.pk}/registrations", f"ev_{key}").status_code == 401


def test_a_member_without_powers_makes_no_key(client, bob):
    client.force_login(bob)
    assert client.get(reverse("event_programs:home")).status_code in (302, 403)


class TestWhatIsNotForEveryone:
    """Unlisted, private, embargoed and draft events, and those that are put off."""

    KINDS = ("unlisted", "private", "embargoed", "draft")

    @pytest.fixture(params=KINDS)
    def hidden(self, request, event):
        """Return an event that is not listed for everyone."""
        kind = request.param
        if kind == "unlisted":
            EventPage.objects.filter(pk=event.pk).update(is_unlisted=True)
        elif kind == "private":
            PageViewRestriction.objects.create(page=event, restriction_type="login")
        else:
            event.unpublish()
        if kind == "embargoed":
            held = EventPage.objects.get(pk=event.pk)
            held.go_live_at = timezone.now() + timedelta(hours=2)
            held.save_revision().publish()
        return EventPage.objects.get(pk=event.pk)

    def test_without_a_key_there_is_no_such_event(self, client, hidden):
        for time in ("coming", "past", "all"):
            assert call(client, "get", "", time=time).json()["items"] == []
        assert call(client, "get", "", time="all").json()["total"] == 0
        for path in (f"{hidden.pk}", f"{hidden.pk}/form"):
            answer = call(client, "get", path)
            assert answer.status_code == 404, path
            assert hidden.title not in answer.content.decode()
        assert call(client, "get", f"{hidden.pk}/registrations").status_code == 401

    def test_a_key_reads_what_its_maker_may_see_and_no_list_tells_of_it(self, client, ada, hidden):
        key = key_for(ada, Scope.REGISTER)
        assert call(client, "get", f"{hidden.pk}", key).json()["title"] == hidden.title
        fields = call(client, "get", f"{hidden.pk}/form", key).json()["fields"]
        assert "email" in [field["name"] for field in fields]
        assert call(client, "get", "", key, time="all").json()["items"] == []

    @pytest.mark.parametrize("made", ["powerless", "other"])
    def test_the_key_of_another_opens_nothing(self, client, ada, bob, hidden, made):
        limits = {"events": [EventFactory()]} if made == "other" else {}
        key = key_for(bob if made == "powerless" else ada, **limits)
        for path in (f"{hidden.pk}", f"{hidden.pk}/form", f"{hidden.pk}/registrations"):
            assert call(client, "get", path, key).status_code == 404, path

    def test_a_wrong_key_is_refused_where_none_would_do(self, client, event):
        assert call(client, "get", f"{event.pk}").status_code == 200
        assert call(client, "get", f"{event.pk}", "ev_wrong").status_code == 401
        basic = client.get(f"{BASE}{event.pk}", headers={"Authorization": "Basic YTpi"})
        assert basic.status_code == 401

    @pytest.mark.parametrize("is_confirmed", [False, True])
    def test_a_seat_is_given_only_where_the_page_is_open(
        self, client, ada, hidden, marta_typed, is_confirmed
    ):
        body = {"fields": marta_typed, "is_confirmed": is_confirmed}
        path = f"{hidden.pk}/registrations"
        assert call(client, "post", path, "", body, "a").status_code == 401
        assert not Registration.objects.exists()
        answer = call(client, "post", path, key_for(ada), body, "b")
        expected = (201 if is_confirmed else 202) if hidden.live else 409
        assert answer.status_code == expected, answer.content
        assert Registration.objects.exists() == hidden.live

    def test_what_is_put_off_is_read_by_everyone_and_gives_no_seat(
        self, client, ada, event, marta_typed
    ):
        EventPage.objects.filter(pk=event.pk).update(is_postponed=True)
        (listed,) = call(client, "get", "").json()["items"]
        read = call(client, "get", f"{event.pk}").json()
        for told in (listed, read):
            assert told["is_postponed"] is True
            assert told["door"] == "postponed"
        body = {"fields": marta_typed}
        answer = call(client, "post", f"{event.pk}/registrations", key_for(ada), body, "c")
        assert answer.status_code == 409, answer.content
        assert not Registration.objects.exists()
