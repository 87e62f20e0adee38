"""Who was merged has two addresses; copy, erasure and search reach what stands under either."""

import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress

from community.datarights.archive import write_archive
from community.members.actions import erase_member
from community.members.models import ConsentRecord, User
from community.members.rights import erased_address, export_person
from community.stewards.actions.merging import merge_people
from events.models import Registration
from outbox.models import Message
from tests.factories.events import RegistrationFactory
from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory
from tests.factories.outbox import MessageFactory

pytestmark = pytest.mark.django_db
SECOND = "mia@work.example.org"


@pytest.fixture
def both(stella, mia):
    """Mia after her two accounts became one; some of hers stands under the second address only."""
    twin = UserFactory(email=SECOND, name="M. Member (example)")
    ProfileFactory(user=twin)
    ConsentRecordFactory(user=twin, wording="Words to the second account.")
    merge_people(staying=mia, going=twin, by=stella, reason="Same person.")
    RegistrationFactory(email=SECOND, user=None, name="Mia as a guest")
    MessageFactory(to_address=SECOND, subject="To the guest", text="Your seat.")
    ConsentRecordFactory(user=None, email=SECOND, wording="Words to the guest.")
    return User.objects.get(pk=mia.pk)


def copy_of(person):
    """Return what the worker puts into a person's copy."""
    target = io.BytesIO()
    write_archive(target, email=person.email, user=person)
    return json.loads(zipfile.ZipFile(target).read("my-data.json"))


@pytest.mark.parametrize(
    "held", [copy_of, lambda person: export_person(email=person.email, user=person)]
)
def test_the_copy_holds_what_stands_under_either_address_once(both, held):
    told = held(both)
    words = [one["wording"] for one in told["consents"]]
    assert words.count("Words to the guest.") == 1
    assert words.count("Words to the second account.") == 1
    assert [one["subject"] for one in told["mail"]].count("To the guest") == 1
    assert SECOND in json.dumps(told, default=str)
    assert "Mia as a guest" in json.dumps(told, default=str)


def test_erasing_reaches_what_stands_under_either_address(both):
    erase_member(user=both)
    assert not ConsentRecord.objects.filter(email=SECOND).exists()
    assert ConsentRecord.objects.filter(email=erased_address(SECOND)).count() == 2
    assert not Message.objects.filter(to_address=SECOND).exists()
    assert not Registration.objects.filter(email=SECOND).exists()


def test_an_address_that_nobody_proved_reaches_nobody_elses(both, mia):
    """Else whoever adds a stranger's address to an account takes the stranger's data along."""
    victim = "victim@example.org"
    EmailAddress.objects.create(user=mia, email=victim, verified=False)
    MessageFactory(to_address=victim, subject="Not hers")
    assert "Not hers" not in json.dumps(copy_of(both), default=str)
    erase_member(user=both)
    assert Message.objects.filter(to_address=victim, subject="Not hers").exists()


@pytest.mark.parametrize("words", [SECOND, "work.example", "mia@example.org", "Mia Member"])
def test_a_steward_finds_the_person_by_either_once(both, desk, words):
    page = desk.get("/admin/members/people/results/", {"q": words}).content.decode()
    assert page.count(f'/admin/members/people/{both.pk}/"') == 1


def test_the_form_to_merge_knows_the_second_address_too(both, desk, stella):
    third = ProfileFactory().user
    given = {"other": SECOND, "reason": "The same."}
    answer = desk.post(f"/admin/members/people/{third.pk}/merge/", given)
    assert "no account with this address" not in answer.content.decode()
