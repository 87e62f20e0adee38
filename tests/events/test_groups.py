"""Groups: one person brings others, all or none, each with a registration of their own."""

import time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.members.rights import export_person
from events import actions as core
from events import seats
from events.groups import actions
from events.groups.models import Companion, GroupRules
from events.groups.refusals import GroupTooLarge, NoRoomForAll, NotALeader, NotForAll
from events.links import token_of
from events.models import Registration
from events.refusals import AlreadyRegistered, RegistrationClosed
from events.rows import Guest
from outbox.models import Message
from tests.events.test_concurrency import together
from tests.factories.events import (
    EventFactory,
    HoldFactory,
    PastEventFactory,
    RegistrationFactory,
    WaitingFactory,
)
from tests.factories.pools import hybrid, seated

pytestmark = pytest.mark.django_db


def allow(event, most=3):
    actions.set_rules(rules=GroupRules(event=event, most=most))
    event.entry.refresh_from_db()
    return event


def group_of(*names):
    return [Guest(email=f"{name}@example.org", name=name.title()) for name in names]


@pytest.fixture
def leader(event):
    """Return somebody with a sure seat at an event of four seats where three may be brought."""
    type(event).objects.filter(pk=event.pk).update(capacity=4)
    allow(event)
    return RegistrationFactory(event=event, name="Lea Leader")


def bring(leader, *names):
    return actions.bring(leader_id=leader.pk, people=group_of(*names))


def address(leader, name="group"):
    return reverse(f"event_groups:{name}", args=(token_of(leader),))


def rows(*people, **more):
    sent = {"people-TOTAL_FORMS": len(people), "people-INITIAL_FORMS": 0}
    for number, (name, email) in enumerate(people):
        sent |= {f"people-{number}-name": name, f"people-{number}-email": email}
    return sent | more


def test_each_gets_a_held_seat_and_a_link_of_their_own(leader):
    ann, bea = bring(leader, "ann", "bea")
    assert (ann.state, ann.has_seat) == ("pending", True)
    links = [mail.text for mail in Message.objects.order_by("pk")]
    assert token_of(ann) in links[0]
    assert token_of(bea) not in links[0]
    assert "Lea Leader asked for a seat for you" in links[0]
    assert "Ann" not in links[0]
    assert core.confirm_registration(registration_id=ann.pk).is_confirmed
    assert ann.companion.leader == leader
    assert ann.consent


def test_all_or_none(leader, event):
    RegistrationFactory(event=event)
    RegistrationFactory(event=event)
    with pytest.raises(NoRoomForAll):
        bring(leader, "ann", "bea")
    assert Registration.objects.count() == 3
    assert not Message.objects.exists()
    assert len(bring(leader, "ann")) == 1


def test_not_past_the_line(leader, event):
    WaitingFactory(event=event)
    WaitingFactory(event=event)
    with pytest.raises(NoRoomForAll):
        bring(leader, "ann", "bea")


def test_nobody_has_two_registrations(leader, event):
    RegistrationFactory(event=event, email="ann@example.org")
    for names in (("ann", "bea"), ("bea", "bea")):
        with pytest.raises(NotForAll):
            bring(leader, *names)
    assert not Companion.objects.exists()


def test_the_limit_counts_those_who_are_still_coming(leader):
    brought = bring(leader, "ann", "bea")
    with pytest.raises(GroupTooLarge):
        bring(leader, "carl", "dora")
    core.cancel_registration(registration_id=brought[0].pk)
    assert len(bring(leader, "carl", "dora")) == 2
    assert actions.may_bring(leader) == 0


@pytest.mark.parametrize("factory", [HoldFactory, WaitingFactory])
def test_only_a_sure_seat_leads(event, factory):
    leader = factory(event=allow(event))
    with pytest.raises(NotALeader):
        bring(leader, "ann")


def test_not_where_nobody_may(event):
    with pytest.raises(GroupTooLarge):
        bring(RegistrationFactory(event=event), "ann")


def test_not_when_registration_is_closed():
    leader = RegistrationFactory(event=PastEventFactory())
    with pytest.raises(RegistrationClosed):
        bring(leader, "ann")


def test_seats_of_categories_are_counted_for_all(client):
    event, here, there = hybrid(on_site=2, online=5, has_waiting_list=False)
    leader = seated(allow(event), here)
    people = [("Ann", "ann@example.org"), ("Bea", "bea@example.org")]
    chosen = {"people-0-pools-category": here.pk, "people-1-pools-category": here.pk}
    answer = client.post(address(leader), rows(*people, **chosen))
    assert answer.status_code == 409
    assert "not enough seats for all of you" in answer.content.decode()
    chosen["people-1-pools-category"] = there.pk
    assert client.post(address(leader), rows(*people, **chosen)).status_code == 303
    assert Companion.objects.count() == 2


class TestPages:
    def test_the_way_leads_from_the_own_registration(self, client, leader):
        page = client.get(reverse("events:registration", args=(token_of(leader),)))
        assert address(leader) in page.content.decode()
        page = client.get(address(leader)).content.decode()
        assert "You may bring 3 more people." in page

    def test_people_are_added_and_cancelled(self, client, leader):
        sent = rows(("Ann", "ann@example.org"), ("", ""), ("Bea", "bea@example.org"))
        assert client.post(address(leader), sent).status_code == 303
        page = client.get(address(leader)).content.decode()
        assert "bea@<wbr>example<wbr>.org" in page
        ann = Registration.objects.get(email="ann@example.org")
        for _time in range(2):
            answer = client.post(address(leader, "give_up"), {"person": ann.pk})
            assert answer.status_code == 303
        ann.refresh_from_db()
        assert ann.is_cancelled
        leader.refresh_from_db()
        assert leader.is_confirmed

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            (rows(("", "")), "Write at least one person."),
            (rows(("Ann", "")), "the link to confirm goes there"),
            (rows(("Ann", "not one")), "Write it with an @"),
            (rows(("http://spam.example", "a@example.org")), "Write only the name"),
            (rows(("A", "a@example.org"), ("B", "A@example.org")), "stands here twice"),
            ({}, "arrived in pieces"),
            (rows(*[(f"P{n}", f"p{n}@example.org") for n in range(9)]), "at most"),
            ({"people-TOTAL_FORMS": "10000", "people-INITIAL_FORMS": "x"}, "arrived in pieces"),
        ],
    )
    def test_bad_input_is_shown_again(self, client, leader, sent, said):
        answer = client.post(address(leader), sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert Registration.objects.count() == 1

    def test_each_person_has_a_part_and_what_is_wrong_is_summed_up_in_it(self, client, leader):
        page = BeautifulSoup(client.get(address(leader)).content, "html.parser")
        assert page.select_one("[data-apart] legend:has(h3)").text == "Person 1"
        folded = [part.summary.text for part in page.select("details.question")]
        assert folded == ["Person 2", "Person 3"]
        assert not page.select("details[open]")
        sent = rows(("Ann", "ann@example.org"), ("", ""), ("Carl", "not one"))
        page = BeautifulSoup(client.post(address(leader), sent).content, "html.parser")
        (part,) = page.select("details[open]")
        assert part.summary.text == "Person 3"
        (link,) = part.select("[role=alert] a")
        assert part.select_one(link["href"])["name"] == "people-2-email"
        assert len(page.select("[role=alert]")) == 1

    @pytest.mark.parametrize("person", ["", "x", "999999", "-1", "9" * 40, "²"])
    def test_only_for_those_whom_one_brought(self, client, leader, person):
        assert client.post(address(leader, "give_up"), {"person": person}).status_code == 404

    def test_nobody_cancels_for_a_stranger(self, client, leader, event):
        other = RegistrationFactory(event=event)
        answer = client.post(address(leader, "give_up"), {"person": other.pk})
        assert answer.status_code == 404
        other.refresh_from_db()
        assert other.is_confirmed

    def test_the_desk_sets_the_limit_and_sees_who_brings_whom(self, client, ada, leader, event):
        bring(leader, "ann")
        client.force_login(ada)
        desk = reverse("event_group_desk:overview", args=(event.pk,))
        assert "Lea Leader" in client.get(desk).content.decode()
        for bad in ("-1", "51", "many", ""):
            assert client.post(desk, {"most": bad}).status_code == 200
        assert client.post(desk, {"most": "0"}).status_code == 302
        event.entry.refresh_from_db()
        assert event.entry.parts == []

    def test_a_stranger_sees_no_desk(self, client, bob, event):
        client.force_login(bob)
        desk = reverse("event_group_desk:overview", args=(event.pk,))
        assert client.get(desk).status_code in {302, 403}


def test_the_copy_says_with_whom_by_number_only(leader):
    (ann,) = bring(leader, "ann")
    (row,) = export_person(email=leader.email, user=None)["groups at events"]
    assert (row["was_brought"], row["brought_others"]) == (False, 1)
    (row,) = export_person(email=ann.email, user=None)["groups at events"]
    assert (row["was_brought"], row["brought_others"]) == (True, 0)


class TestRaces:
    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def slow_count(self, monkeypatch):
        real = seats._taken_by_others

        def count_slowly(registration, now, *, behind_line):
            taken = real(registration, now, behind_line=behind_line)
            time.sleep(0.5)  # writing the rows and mails of a group takes a while
            return taken

        monkeypatch.setattr(seats, "_taken_by_others", count_slowly)

    def groups(self):
        event = allow(EventFactory(capacity=6))
        leaders = [RegistrationFactory(event=event) for _number in range(4)]
        answers = together(
            *[lambda one=one: bring(one, f"a{one.pk}", f"b{one.pk}") for one in leaders]
        )
        return event, answers

    def test_without_the_lock_groups_share_seats(self, slow_count, monkeypatch):
        monkeypatch.setattr(seats, "lock_entry", lambda **_: None)
        event, _answers = self.groups()
        assert Registration.objects.filter(event=event).count() > 6

    def test_with_the_lock_one_group_comes_whole(self, slow_count):
        event, answers = self.groups()
        assert Registration.objects.filter(event=event).count() == 6
        assert sum(isinstance(answer, list) for answer in answers) == 1

    def test_two_tabs_do_not_bring_more_than_allowed(self):
        event = allow(EventFactory(capacity=None), most=2)
        leader = RegistrationFactory(event=event)
        together(*[lambda n=n: bring(leader, f"a{n}", f"b{n}") for n in range(3)])
        assert Companion.objects.count() == 2

    def test_two_leaders_bring_the_same_person_once(self):
        event = allow(EventFactory(capacity=None))
        leaders = [RegistrationFactory(event=event) for _number in range(3)]
        answers = together(*[lambda one=one: bring(one, "ann") for one in leaders])
        assert Registration.objects.filter(email="ann@example.org").count() == 1
        refused = [one for one in answers if isinstance(one, NotForAll | AlreadyRegistered)]
        assert len(refused) == 2
