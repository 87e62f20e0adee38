"""Access codes: what they open, how often, until when, and what is said of wrong ones."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.rights import export_person
from events import actions
from events.models import EventPage, Registration
from events.pools.actions import end_code
from events.pools.models import AccessCode, EntryRules, SeatChoice
from events.pools.models.code import ALPHABET, new_code, plain_code
from events.pools.refusals import WrongCode
from events.refusals import NotAdmitted, RegistrationClosed
from events.rows import Guest
from tests.factories.events import EventFactory, RegistrationFactory, WaitingFactory
from tests.factories.pools import category_of, choosing, code_of, hybrid, open_to, pool_of, seated

pytestmark = pytest.mark.django_db
Who = EntryRules.Who


def join(event, user, category=None, code=""):
    return actions.register_member(
        event_id=event.pk, user=user, language="en", given=choosing(category, code)
    )


def ask(event, name, code=""):
    guest = Guest(email=f"{name}@example.org", name=name, parts=choosing(None, code))
    return actions.register_guest(event_id=event.pk, guest=guest, language="en")


class TestOpening:
    def test_an_event_with_codes_only(self, bob, ada):
        event = EventFactory()
        open_to(event, Who.CODE)
        code_of(event)
        with pytest.raises(NotAdmitted):
            join(event, bob)
        with pytest.raises(NotAdmitted):
            actions.register_member(event_id=event.pk, user=bob, language="en")
        assert join(event, bob, code="partner 7").is_confirmed

    def test_an_event_for_the_invited_only_opens_to_no_code(self, bob):
        event = EventFactory()
        open_to(event, Who.INVITED)
        code_of(event)
        with pytest.raises(NotAdmitted):
            join(event, bob, code="PARTNER7")

    def test_staff_enter_whom_they_like(self, marta, ada):
        event = EventFactory()
        open_to(event, Who.INVITED)
        done = actions.register_by_hand(event_id=event.pk, guest=marta, language="en", by=ada)
        assert done.is_confirmed

    def test_a_code_leads_to_its_private_category_whatever_was_chosen(self, bob):
        event, here, _there = hybrid()
        private = category_of(event, "Partners", pool_of(event, "Kept", 1), needs_code=True)
        code_of(event, category=private)
        mine = join(event, bob, here, "PARTNER7")
        assert SeatChoice.objects.get(registration=mine).category == private

    @pytest.mark.parametrize("typed", ["PARTNER7", "partner7", " part-ner 7 ", "Partner7"])
    def test_it_may_be_typed_in_many_ways(self, bob, typed):
        event = EventFactory()
        code_of(event)
        join(event, bob, code=typed)
        assert SeatChoice.objects.get().code.code == "PARTNER7"


class TestWrong:
    def attempt(self, event, user, code):
        with pytest.raises(WrongCode) as told:
            join(event, user, code=code)
        assert not Registration.objects.filter(user=user).exists()
        return str(told.value)

    def test_unknown_over_used_up_and_foreign_ones_are_told_alike(self, bob, ada):
        event = EventFactory()
        code_of(event, "OLDCODE", ends_at=timezone.now() - timedelta(seconds=1))
        code_of(EventFactory(), "FOREIGN")
        code_of(event, "USEDUP7", most_uses=1)
        join(event, ada, code="USEDUP7")
        wrong = ("NOTHING", "OLDCODE", "FOREIGN", "USEDUP7", "'; DROP--", "💥", "x" * 9000)
        assert len({self.attempt(event, bob, code) for code in wrong}) == 1

    def test_a_cancelled_registration_gives_the_use_back(self, bob, ada):
        event = EventFactory()
        code_of(event)
        first = join(event, ada, code="PARTNER7")
        actions.cancel_registration(registration_id=first.pk)
        assert join(event, bob, code="PARTNER7").is_confirmed

    def test_a_hold_that_ran_out_gives_it_back_without_a_job(self, bob):
        event = EventFactory()
        code_of(event)
        held = ask(event, "ann", "PARTNER7")
        self.attempt(event, bob, "PARTNER7")
        Registration.objects.filter(pk=held.pk).update(
            expires_at=timezone.now() - timedelta(seconds=1)
        )
        assert join(event, bob, code="PARTNER7").is_confirmed

    def test_confirming_does_not_count_twice(self):
        event = EventFactory()
        code_of(event)
        held = ask(event, "ann", "PARTNER7")
        assert actions.confirm_registration(registration_id=held.pk).is_confirmed

    def test_ending_a_code_takes_nobody_the_seat(self, ada):
        event = EventFactory()
        code = code_of(event)
        mine = join(event, ada, code="PARTNER7")
        end_code(code_id=code.pk)
        mine.refresh_from_db()
        assert mine.is_confirmed
        code.refresh_from_db()
        assert code.is_over


class TestPasses:
    def test_past_the_approval(self, bob, ada):
        event = EventFactory(needs_approval=True)
        code_of(event, "PLAINCODE")
        code_of(event, "FASTCODE", skips_approval=True)
        assert join(event, bob, code="PLAINCODE").is_to_approve
        assert join(event, ada, code="FASTCODE").is_confirmed

    def test_a_guest_past_the_approval(self):
        event = EventFactory(needs_approval=True)
        code_of(event, "FASTCODE", skips_approval=True)
        held = ask(event, "ann", "FASTCODE")
        assert held.keeps_seat
        assert actions.confirm_registration(registration_id=held.pk).is_confirmed

    def test_past_the_window(self, bob, ada):
        event = EventFactory(registration_opens=timezone.now() + timedelta(days=1))
        code_of(event, "PLAINCODE")
        code_of(event, "EARLYCODE", skips_window=True, most_uses=2)
        with pytest.raises(RegistrationClosed):
            join(event, bob, code="PLAINCODE")
        assert join(event, ada, code="EARLYCODE").is_confirmed
        held = ask(event, "ann", "EARLYCODE")
        assert actions.confirm_registration(registration_id=held.pk).is_confirmed

    def test_but_never_into_an_event_that_is_over(self, bob):
        event = EventFactory(start=timezone.now() - timedelta(days=1, hours=2))
        code_of(event, skips_window=True)
        with pytest.raises(RegistrationClosed):
            join(event, bob, code="PARTNER7")

    def test_past_the_line_but_not_past_the_last_seat(self, bob, ada):
        event, here, _there = hybrid(on_site=2)
        seated(event, here)
        seated(event, here, WaitingFactory)
        code_of(event, skips_line=True, most_uses=None)
        assert join(event, bob, here, "PARTNER7").is_confirmed
        assert join(event, ada, here, "PARTNER7").is_waiting

    def test_past_the_line_of_a_plain_event(self, bob, ada):
        event = EventFactory(capacity=2, has_waiting_list=True)
        RegistrationFactory(event=event)
        WaitingFactory(event=event)
        code_of(event, "PLAINCODE")
        code_of(event, "FASTCODE", skips_line=True)
        assert join(event, ada, code="PLAINCODE").is_waiting
        assert join(event, bob, code="FASTCODE").is_confirmed


class TestPages:
    def test_the_field_stands_only_where_a_code_could_help(self, client):
        event = EventFactory()
        assert "Access code" not in client.get(event.url).content.decode()
        code_of(event)
        assert "Access code" in client.get(event.url).content.decode()
        AccessCode.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
        event = EventPage.objects.get(pk=event.pk)
        assert 'name="pools-code"' not in client.get(f"{event.url}?again").content.decode()

    def test_a_wrong_code_is_told_beside_the_field(self, client, form):
        event = EventFactory()
        code_of(event)
        answer = client.post(
            reverse("events:register", args=(event.pk,)), form | {"pools-code": "NOTHING"}
        )
        assert answer.status_code == 422
        assert "This code opens nothing here" in answer.content.decode()

    def test_who_tries_many_codes_has_to_wait(self, client, form, settings):
        settings.RATE_LIMITS = settings.RATE_LIMITS | {"events.code": "3/h"}
        event = EventFactory()
        code_of(event)
        address = reverse("events:register", args=(event.pk,))
        tries = [
            client.post(address, form | {"pools-code": f"NOTHING{number}"}).status_code
            for number in range(5)
        ]
        assert tries == [422, 422, 422, 429, 429]
        # Not even the right one opens anything now, and who sends none is not held up.
        assert client.post(address, form | {"pools-code": "PARTNER7"}).status_code == 429
        assert client.post(address, form).status_code == 303

    def test_an_event_by_invitation_shows_no_form(self, client, bob, form):
        event = EventFactory()
        open_to(event, Who.INVITED)
        page = client.get(event.url).content.decode()
        assert "For invited people" in page
        assert 'name="email"' not in page
        answer = client.post(reverse("events:register", args=(event.pk,)), form)
        assert answer.status_code == 409
        client.force_login(bob)
        assert "For invited people" in client.get(event.url).content.decode()


def test_codes_are_random_and_look_like_nothing_else():
    made = {new_code() for _number in range(200)}
    assert len(made) == 200
    assert set("".join(made)) <= set(ALPHABET)
    assert not set("O0I1LS5B8Z2") & set(ALPHABET)
    assert all(plain_code(code) == code for code in made)


def test_the_copy_of_a_person_names_choice_and_code(bob):
    event, here, _there = hybrid()
    code_of(event)
    join(event, bob, here, "PARTNER7")
    rows = export_person(email=bob.email, user=bob)["seats at events"]
    assert rows == [{"event": event.title, "category": "On site", "code": "PARTNER7"}]
