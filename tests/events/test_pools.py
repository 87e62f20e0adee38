"""Seats in pools: categories that count in them, a line for each, a change of mind."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions, parts, tasks
from events.models import EventPage, Registration
from events.pools.models import Pool, SeatChoice
from events.pools.refusals import CategoryFull, NoSuchChoice
from events.pools.room import Room, line_of, room_of
from events.refusals import EventFull
from events.rows import Guest
from tests.factories.events import EventFactory, OfferFactory, RegistrationFactory, WaitingFactory
from tests.factories.pools import category_of, choosing, hybrid, pool_of, seated

pytestmark = pytest.mark.django_db


def join(event, user, category):
    return actions.register_member(
        event_id=event.pk, user=user, language="en", given=choosing(category)
    )


def ask(event, name, category):
    guest = Guest(email=f"{name}@example.org", name=name, parts=choosing(category))
    return actions.register_guest(event_id=event.pk, guest=guest, language="en")


def change(registration, category):
    fields = {"name": registration.name, "group": None, "organisation": "", "needs": ""}
    return actions.change_registration(
        registration_id=registration.pk, given=choosing(category), **fields
    )


class TestCounting:
    def test_each_category_has_the_seats_of_its_pool(self, bob):
        event, here, there = hybrid(has_waiting_list=False)
        ask(event, "ann", here)
        with pytest.raises(CategoryFull):
            join(event, bob, here)
        assert join(event, bob, there).is_confirmed

    def test_who_counts_in_two_pools_needs_a_seat_in_both(self, bob):
        event = EventFactory(capacity=None)
        hall, kept = pool_of(event, "Hall", 2), pool_of(event, "Kept for partners", 1)
        partner = category_of(event, "Partners", hall, kept)
        guest = category_of(event, "Guests", hall)
        seated(event, partner)
        event = EventPage.objects.get(pk=event.pk)
        with pytest.raises(CategoryFull):
            join(event, bob, partner)
        ask(event, "ann", guest)
        with pytest.raises(CategoryFull):
            join(event, bob, guest)

    def test_the_seats_of_the_whole_event_count_too(self, bob):
        event, here, there = hybrid(on_site=5, online=5, capacity=1, has_waiting_list=False)
        seated(event, here)
        with pytest.raises(EventFull):
            join(event, bob, there)

    def test_who_registered_before_there_were_categories_takes_a_seat_of_the_event(self, bob):
        event, here, _there = hybrid(on_site=5, capacity=2, has_waiting_list=False)
        RegistrationFactory(event=event)
        assert room_of(event, timezone.now()).left(here.pk) == 1
        assert join(event, bob, here).is_confirmed

    def test_a_given_back_seat_is_free_again(self, bob):
        event, here, _there = hybrid(has_waiting_list=False)
        actions.cancel_registration(registration_id=ask(event, "ann", here).pk)
        assert join(event, bob, here).is_confirmed

    def test_a_category_in_no_pool_has_room_for_everyone(self, bob):
        event = EventFactory(capacity=None)
        free = category_of(event, "Anyone")
        assert join(event, bob, free).is_confirmed
        assert room_of(event, timezone.now()).left(free.pk) is None

    @pytest.mark.parametrize("fields", [{"needs_code": True}, {"is_open": False}])
    def test_a_category_that_is_not_open_cannot_be_chosen_past_the_form(self, bob, fields):
        event, _here, _there = hybrid()
        hidden = category_of(event, "Hidden", **fields)
        with pytest.raises(NoSuchChoice):
            join(event, bob, hidden)

    def test_nor_one_of_another_event(self, bob):
        event, _here, _there = hybrid()
        _other, elsewhere, _ = hybrid()
        with pytest.raises(NoSuchChoice):
            join(event, bob, elsewhere)
        assert not Registration.objects.filter(user=bob).exists()


class TestLine:
    def test_who_finds_the_own_category_full_joins_the_line_while_others_come_in(self, bob, ada):
        event, here, there = hybrid()
        seated(event, here)
        assert join(event, bob, here).is_waiting
        assert join(event, ada, there).is_confirmed

    def test_those_who_wait_for_the_hall_take_no_seat_of_the_link(self, ada):
        event, here, there = hybrid(on_site=1, online=2, capacity=3)
        seated(event, here)
        seated(event, here, WaitingFactory)
        seated(event, there)
        assert join(event, ada, there).is_confirmed

    def test_nobody_overtakes_those_who_wait_for_the_same_pool(self, bob):
        event, here, _there = hybrid()
        waiting = seated(event, here, WaitingFactory)
        assert join(event, bob, here).is_waiting
        tasks.offer_seats()
        waiting.refresh_from_db()
        assert waiting.is_offered

    def test_the_first_whose_category_has_room_is_offered_a_seat(self):
        event, here, there = hybrid()
        seated(event, here)
        first = seated(event, here, WaitingFactory)
        second = seated(event, there, WaitingFactory)
        third = seated(event, there, WaitingFactory)
        assert tasks.offer_seats() == 2
        for one in (first, second, third):
            one.refresh_from_db()
        assert first.is_waiting
        assert second.is_offered
        assert third.is_offered
        assert not tasks.offer_seats()

    def test_within_a_category_they_are_served_in_turn(self):
        event, here, _there = hybrid()
        seats = [seated(event, here, WaitingFactory) for _number in range(3)]
        assert actions.offer_next(event_id=event.pk) == seats[0]
        assert actions.offer_next(event_id=event.pk) is None

    def test_a_line_before_the_event_is_full_for_all_is_offered_in_order(self):
        event, here, there = hybrid(on_site=5, online=5, capacity=1)
        first = seated(event, there, WaitingFactory)
        seated(event, here, WaitingFactory)
        assert actions.offer_next(event_id=event.pk) == first
        assert actions.offer_next(event_id=event.pk) is None

    def test_staff_may_not_offer_beyond_the_pool(self, ada):
        event, here, _there = hybrid()
        seated(event, here)
        waiting = seated(event, here, WaitingFactory)
        with pytest.raises(EventFull):
            actions.offer_seat(registration_id=waiting.pk, by=ada)


class TestChangeOfMind:
    def test_from_online_to_the_hall_and_back(self):
        event, here, there = hybrid()
        mine = seated(event, there)
        for category in (here, there):
            change(mine, category)
            assert SeatChoice.objects.get(registration=mine).category == category

    def test_a_full_hall_takes_nobody_and_the_old_seat_stays(self):
        event, here, there = hybrid()
        seated(event, here)
        mine = seated(event, there)
        with pytest.raises(CategoryFull):
            change(mine, here)
        assert SeatChoice.objects.get(registration=mine).category == there
        mine.refresh_from_db()
        assert mine.is_confirmed

    def test_who_changes_does_not_overtake_the_line(self):
        event, here, there = hybrid()
        seated(event, here, WaitingFactory)
        mine = seated(event, there)
        with pytest.raises(CategoryFull):
            change(mine, here)

    def test_in_a_full_event_one_may_still_change_sides(self):
        event, here, there = hybrid(on_site=2, online=2, capacity=2)
        seated(event, here)
        mine = seated(event, there)
        seated(event, there, WaitingFactory)
        change(mine, here)
        assert SeatChoice.objects.get(registration=mine).category == here

    def test_in_the_line_the_place_is_kept(self):
        event, here, there = hybrid()
        seated(event, here)
        mine = seated(event, here, WaitingFactory)
        seated(event, there, WaitingFactory)
        since = mine.waiting_since
        change(mine, there)
        mine.refresh_from_db()
        assert mine.waiting_since == since
        assert line_of(event)[0] == (mine.pk, there.pk)
        assert actions.offer_next(event_id=event.pk) == mine

    def test_a_held_seat_cannot_be_swapped_past_the_line(self, bob):
        event, here, there = hybrid()
        held = ask(event, "bob", there)
        Registration.objects.filter(pk=held.pk).update(email=bob.email)
        seated(event, here, WaitingFactory)
        assert join(event, bob, here).is_waiting
        EventPage.objects.update(has_waiting_list=False)

    def test_a_name_is_corrected_whatever_became_of_the_seats(self):
        event, here, _there = hybrid(capacity=2)
        mine = seated(event, here)
        seated(event, here)
        Pool.objects.update(capacity=0)
        EventPage.objects.filter(pk=event.pk).update(capacity=1)
        mine.name = "Better Name"
        assert change(mine, here).name == "Better Name"

    def test_an_offer_meets_a_smaller_pool(self):
        event, here, _there = hybrid()
        mine = seated(event, here, OfferFactory)
        Pool.objects.update(capacity=0)
        with pytest.raises(EventFull):
            actions.accept_offer(registration_id=mine.pk)
        mine.refresh_from_db()
        assert mine.is_offered


class TestPages:
    def test_the_form_says_what_is_left(self, client):
        event, here, _there = hybrid()
        seated(event, here)
        page = client.get(event.url).content.decode()
        assert "On site (full, with a waiting list)" in page
        assert "Online (2 seats left)" in page
        assert "On site: full, with a waiting list" in page

    def test_without_a_line_the_full_ones_cannot_be_pressed(self, client):
        event, here, _there = hybrid(has_waiting_list=False)
        seated(event, here)
        page = client.get(event.url).content.decode()
        assert page.count(" disabled") == 1
        assert "On site (full)" in page

    def test_when_every_category_is_full_the_page_says_so(self, client):
        event, here, there = hybrid(online=1, has_waiting_list=False)
        seated(event, here)
        seated(event, there)
        assert "All seats are taken" in client.get(event.url).content.decode()

    def test_with_a_line_everybody_is_asked_to_queue(self, client):
        event, here, there = hybrid(online=1)
        seated(event, here)
        seated(event, there)
        assert "Join the waiting list" in client.get(event.url).content.decode()

    def test_a_guest_chooses_in_the_form(self, client, form):
        event, here, _there = hybrid()
        address = reverse("events:register", args=(event.pk,))
        assert "Choose one of them." in client.post(address, form).content.decode()
        bad = client.post(address, form | {"pools-category": "999999"})
        assert bad.status_code == 422
        assert client.post(address, form | {"pools-category": here.pk}).status_code == 303
        assert SeatChoice.objects.get().category == here

    def test_a_guest_is_told_when_the_category_went_meanwhile(self, client, form):
        event, here, _there = hybrid(has_waiting_list=False)
        seated(event, here)
        address = reverse("events:register", args=(event.pk,))
        answer = client.post(address, form | {"pools-category": here.pk})
        assert answer.status_code == 409
        assert "All seats of this kind are taken" in answer.content.decode()

    def test_the_own_change_form_offers_the_other_side(self, client):
        from events.links import token_of

        event, here, there = hybrid()
        mine = seated(event, there)
        address = reverse("events:registration", args=(token_of(mine),))
        assert 'name="pools-category"' in client.get(f"{address}?correct=1").content.decode()
        fields = {"name": "Ann", "group": "industry", "pools-category": here.pk}
        answer = client.post(f"{address}change/", fields)
        assert answer.status_code == 303
        assert SeatChoice.objects.get(registration=mine).category == here

    def test_columns_and_filter_name_the_category(self):
        event, here, there = hybrid()
        mine, other = seated(event, here), seated(event, there)
        sheet = parts.sheet(event, [mine.pk])
        assert sheet.rows == {mine.pk: ("On site", "")}
        (by_category,) = parts.filters(event)
        found = Registration.objects.filter(by_category.where(str(there.pk)))
        assert list(found) == [other]
        assert Registration.objects.filter(by_category.where("nonsense")).count() == 2

    def test_a_plain_event_pays_nothing(self, event, django_assert_num_queries):
        assert event.entry
        vars(event)["seats"] = "counted"
        with django_assert_num_queries(0):
            assert parts.seats(event) == "counted"
            assert not parts.are_shut(event)
            assert parts.passes(event, None, email="") == frozenset()


def test_the_room_never_goes_below_nothing():
    room = Room(total=1, free={1: -2, 2: 5}, pools={7: frozenset({1}), 8: frozenset({2})})
    assert (room.left(7), room.left(8), room.left(None)) == (0, 1, 1)
    room.seat([(1, 7), (2, 8), (3, 8)])
    assert (room.claimed, room.left(8)) == (1, 0)
