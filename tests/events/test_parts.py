"""What a small room adds to every registration: fields, rows, seats of its own, columns, roles."""

import pytest
from django import forms
from django.urls import reverse

from events import actions, parts
from events.models import EventRole, Registration, Session, State
from events.powers import Power, events_for, may
from events.refusals import EventFull, RegistrationClosed
from tests.factories.events import EventFactory

pytestmark = pytest.mark.django_db
KEPT = {}


class Colour(parts.Part):
    """Asks for a colour, of which there is one for each."""

    key = "colour"

    def fields(self, event, *, mine=None, user=None):
        return {"name": forms.CharField(label="Colour", initial=KEPT.get(mine and mine.pk))}

    def problems(self, event, given):
        return {"name": "Not that one."} if given.get("name") == "grey" else {}

    def keep(self, registration, given):
        KEPT[registration.pk] = given["name"]

    def require_room(self, registration, event, now, *, behind_line):
        others = [name for key, name in KEPT.items() if key != registration.pk]
        if KEPT.get(registration.pk) in others:
            raise EventFull

    def sheet(self, event, keys):
        return parts.Sheet(headings=("Colour",), rows={key: (KEPT[key],) for key in keys})


@pytest.fixture
def colourful(event):
    """Return an event that asks everyone for a colour."""
    KEPT.clear()
    parts.register_part(Colour())
    parts.note_use(event.pk, "colour", is_used=True)
    event.entry.refresh_from_db()
    yield event
    parts._PARTS.pop("colour")


def test_a_plain_event_has_no_parts(event, django_assert_num_queries):
    assert event.entry
    with django_assert_num_queries(0):
        assert parts.of(event) == []


def test_a_use_is_noted_once_and_taken_back(event):
    for is_used, names in ((True, ["colour"]), (True, ["colour"]), (False, []), (False, [])):
        parts.note_use(event.pk, "colour", is_used=is_used)
        event.entry.refresh_from_db()
        assert event.entry.parts == names


def test_a_guest_is_asked_what_the_part_asks(client, colourful, form):
    address = reverse("events:register", args=(colourful.pk,))
    answer = client.post(address, form)
    assert answer.status_code == 422
    assert 'name="colour-name"' in answer.content.decode()
    answer = client.post(address, form | {"colour-name": "grey"})
    assert "Not that one." in answer.content.decode()
    assert client.post(address, form | {"colour-name": "red"}).status_code == 303
    assert list(KEPT.values()) == ["red"]


def test_a_member_is_asked_too(client, colourful, bob):
    client.force_login(bob)
    assert 'name="colour-name"' in client.get(colourful.url).content.decode()
    address = reverse("events:join", args=(colourful.pk,))
    assert client.post(address).status_code == 422
    assert client.post(address, {"colour-name": "blue"}).status_code == 303
    assert {Registration.objects.get(user=bob).pk: "blue"} == KEPT


def test_what_the_part_cannot_give_is_refused_under_the_lock(colourful, bob, ada):
    given = {"colour": {"name": "red"}}
    actions.register_member(event_id=colourful.pk, user=bob, language="en", given=given)
    with pytest.raises(EventFull):
        actions.register_member(event_id=colourful.pk, user=ada, language="en", given=given)
    assert not Registration.objects.filter(user=ada).exists()


def test_a_change_of_mind_is_counted_again(colourful, bob, ada):
    for user, name in ((bob, "red"), (ada, "blue")):
        given = {"colour": {"name": name}}
        mine = actions.register_member(event_id=colourful.pk, user=user, language="en", given=given)
    fields = {"name": "Ada", "group": None, "organisation": "", "needs": ""}
    with pytest.raises(EventFull):
        actions.change_registration(
            registration_id=mine.pk, given={"colour": {"name": "red"}}, **fields
        )
    mine.refresh_from_db()
    assert mine.name != "Ada"


def test_the_columns_of_the_parts_stand_side_by_side(colourful, bob):
    given = {"colour": {"name": "red"}}
    mine = actions.register_member(event_id=colourful.pk, user=bob, language="en", given=given)
    sheet = parts.sheet(colourful, [mine.pk])
    assert (sheet.headings, sheet.rows) == (("Colour",), {mine.pk: ("red",)})


@pytest.mark.parametrize(
    ("role", "powers"),
    [
        ("host", {*Power}),
        ("door", {Power.CHECK_IN}),
        ("viewer", {Power.SEE}),
        (None, set()),
    ],
)
def test_a_role_gives_what_it_says_at_its_event_only(event, bob, role, powers):
    other = EventFactory()
    if role:
        EventRole.objects.create(event=event, user=bob, role=role)
    for power in Power:
        assert may(bob, power, event) is (power in powers)
        assert not may(bob, power, other)
        assert list(events_for(bob, power)) == ([event] if power in powers else [])


def test_a_session_lies_within_its_event(event):
    session = Session(event=event, title="Long", start=event.start, end=event.end)
    session.full_clean()
    session.end += event.end - event.start
    with pytest.raises(forms.ValidationError, match="within the hours"):
        session.full_clean()


@pytest.mark.parametrize("state", [State.ATTENDED, State.NO_SHOW])
def test_who_has_come_or_not_cannot_cancel_any_more(event, bob, state):
    mine = actions.register_member(event_id=event.pk, user=bob, language="en")
    Registration.objects.filter(pk=mine.pk).update(state=state)
    with pytest.raises(RegistrationClosed):
        actions.cancel_registration(registration_id=mine.pk)
