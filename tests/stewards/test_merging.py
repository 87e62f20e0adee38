"""Two accounts become one: whatever points at the one points at the other afterwards."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.members.models import Affiliation, ConsentRecord, Organisation, Profile, User
from community.stewards.actions.merging import merge_organisations, merge_people
from community.stewards.models import StewardAct, Suspension
from community.stewards.pointers import pointers_at
from community.stewards.refusals import Refused
from tests.factories.members import ConsentRecordFactory, ProfileFactory, UserFactory
from tests.stewards.conftest import deed

pytestmark = pytest.mark.django_db

# Where a rule says otherwise than "it moves": keys of the going account open no other.
DROPPED = {
    *("mfa.Authenticator", "usersessions.UserSession", "wagtailcore.APIToken"),
    "directory.Entry",
}
POINTERS = list(pointers_at(User))


@pytest.fixture
def twin(db):
    """Mia's other account."""
    user = UserFactory(email="mia@work.example.org", name="M. Member (example)")
    ProfileFactory(user=user, handle="mia-two", role="Potter")
    return user


def merged(stella, mia, twin, **options):
    return merge_people(staying=mia, going=twin, by=stella, reason="Same person.", **options)


def empty_value(field):
    """Return a value that a column takes which may not be empty."""
    if field.is_relation:
        return 0  # foreign keys are not checked while the row is written
    if field.model._meta.label == "directory.Entry" and field.name == "kind":
        return "person"
    if field.model._meta.label == "papers.Certificate" and field.name == "standing":
        return "valid"
    kinds = {
        models.GenericIPAddressField: "127.0.0.1",
        models.BooleanField: False,
        models.DateTimeField: timezone.now(),
        models.DateField: timezone.now().date(),
        models.JSONField: {},
        models.UUIDField: "00000000-0000-0000-0000-000000000000",
        models.DurationField: timedelta(0),
        models.BinaryField: b"",
    }
    for kind, value in kinds.items():
        if isinstance(field, kind):
            return value
    if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField):
        return 0
    if isinstance(field, ArrayField):
        return []
    return "x"


def write_row(model, pointer, user):
    """Write a row that points at somebody, whatever else it needs, and return its key.

    The row is there to be moved, not to make sense: its other foreign keys lead nowhere.
    """
    fields = [field for field in model._meta.local_concrete_fields if not is_made(field)]
    values = {
        field.column: user.pk if field is pointer else empty_value(field)
        for field in fields
        if field is pointer or not field.null
    }
    adapted = [
        field.get_db_prep_save(values[field.column], connection)
        for field in fields
        if field.column in values
    ]
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    statement = f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({marks})'
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f'{statement} RETURNING "{model._meta.pk.column}"', adapted)
        key = cursor.fetchone()[0]
        cursor.execute("SET LOCAL session_replication_role = origin")
    return key


def is_made(field):
    """Whether the database makes the value."""
    return isinstance(field, models.AutoField) or getattr(field, "generated", False)


@pytest.mark.parametrize(
    ("model", "field"), POINTERS, ids=lambda part: getattr(part, "name", "") or part._meta.label
)
def test_a_row_of_every_model_that_points_at_a_person_moves(
    db, django_db_setup, model, field, request
):
    stella = User.objects.create_superuser("ada@example.org", name="Ada (example)")
    staying = User.objects.create_user("one@example.org", name="One (example)")
    going = User.objects.create_user("two@example.org", name="Two (example)")
    if not model._meta.db_table or model._meta.label == "members.User":
        pytest.skip("no table of its own")
    key = write_row(model, field, going)
    merge_people(staying=staying, going=going, by=stella, reason="Same person.")
    with connection.cursor() as cursor:
        table, column = model._meta.db_table, field.column
        cursor.execute(
            f'SELECT "{column}" FROM "{table}" WHERE "{model._meta.pk.column}" = %s', [key]
        )
        found = cursor.fetchone()
        # The row makes no sense otherwise: it goes before constraints are checked.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f'DELETE FROM "{table}" WHERE "{model._meta.pk.column}" = %s', [key])
        cursor.execute("SET LOCAL session_replication_role = origin")
    if model._meta.label in DROPPED:
        assert found is None
    else:
        assert found == (staying.pk,)


def test_both_addresses_open_the_account(stella, mia, twin, client_of, code_for):
    merged(stella, mia, twin)
    rows = EmailAddress.objects.filter(user=mia).order_by("-primary")
    assert [(row.email, row.primary, row.verified) for row in rows] == [
        ("mia@example.org", True, True),
        ("mia@work.example.org", False, True),
    ]
    for address in ("mia@work.example.org", "mia@example.org", "mia@work.example.org"):
        browser = client_of()
        browser.post("/accounts/login/", {"login": address})
        browser.post("/accounts/login/code/confirm/", {"code": code_for(address)})
        assert browser.session["_auth_user_id"] == str(mia.pk), address


def test_the_profile_is_filled_and_never_overwritten(stella, mia, twin):
    Profile.objects.filter(user=twin).update(
        headline="I make tiles.", organisation="Elsewhere", orcid="0000-0002-1825-0097"
    )
    merged(stella, mia, twin)
    told = Profile.objects.get(user=mia)
    assert (told.handle, told.role, told.headline) == ("mia", "Potter", "I make tiles.")
    assert (told.organisation, told.orcid_verified_at) == ("Example Tile Works", None)
    assert not Profile.objects.filter(handle="mia-two").exists()


def test_a_profile_moves_where_there_is_none(stella, twin):
    bare = UserFactory()
    merged(stella, bare, twin)
    assert Profile.objects.get(user=bare).handle == "mia-two"


@pytest.mark.parametrize("strong_one", ["staying", "going"])
def test_the_affiliation_for_which_somebody_vouches_wins(stella, mia, twin, strong_one):
    firm = Organisation.objects.create(name="Firm", slug="firm")
    college = Organisation.objects.create(name="College", slug="college")
    states = {"staying": Affiliation.State.CLAIMED, "going": Affiliation.State.CLAIMED}
    states[strong_one] = Affiliation.State.BY_STEWARD
    Affiliation.objects.create(user=mia, organisation=firm, state=states["staying"])
    Affiliation.objects.create(user=twin, organisation=college, state=states["going"])
    merged(stella, mia, twin)
    row = Affiliation.objects.get()
    assert row.user == mia
    assert row.organisation == {"staying": firm, "going": college}[strong_one]


def test_two_seats_at_one_event_stay_two_seats(stella, mia, twin):
    from tests.factories.events import EventFactory, RegistrationFactory

    event = EventFactory()
    kept = RegistrationFactory(event=event, user=mia, email=mia.email)
    other = RegistrationFactory(event=event, user=twin, email=twin.email)
    tallies = {tally.model._meta.label: tally for tally in merged(stella, mia, twin)}
    kept.refresh_from_db()
    other.refresh_from_db()
    assert (kept.user, other.user) == (mia, None)
    assert tallies["events.Registration"].let_go == 1


def test_what_both_have_is_kept_once(stella, mia, twin):
    from community.stewards.pointers import Tally

    tools = Group.objects.create(name="Testers")
    ada = User.objects.create_superuser("ada@example.org", name="Ada (example)")
    for one in (mia, twin):
        one.groups.add(tools)
    tallies = merged(ada, mia, twin)
    assert list(mia.groups.all()) == [tools]
    dropped = [tally for tally in tallies if tally.dropped]
    assert dropped == [Tally(User.groups.through, dropped=1)]


def test_what_the_desk_logged_about_the_account_is_found_under_the_other(stella, mia, twin):
    kind = ContentType.objects.get_for_model(User)
    entry = ModelLogEntry.objects.create(
        content_type=kind,
        object_id=str(twin.pk),
        label="M.",
        action="wagtail.edit",
        timestamp=timezone.now(),
    )
    merged(stella, mia, twin)
    entry.refresh_from_db()
    assert entry.object_id == str(mia.pk)


def test_consents_and_suspensions_come_along(stella, mia, twin):
    ConsentRecordFactory(user=twin, email=twin.email)
    Suspension.objects.create(user=twin, reason="Spam.", ended_at=timezone.now())
    merged(stella, mia, twin)
    assert ConsentRecord.objects.filter(user=mia).count() == 2
    assert mia.suspensions.count() == 1


def test_a_rehearsal_tells_the_same_and_changes_nothing(stella, mia, twin):
    ConsentRecordFactory(user=twin, email=twin.email)
    told = merged(stella, mia, twin, is_rehearsal=True)
    assert User.objects.filter(pk=twin.pk).exists()
    assert ConsentRecord.objects.filter(user=twin).count() == 1
    assert not StewardAct.objects.exists()
    twin = User.objects.get(pk=twin.pk)
    assert merged(stella, User.objects.get(pk=mia.pk), twin) == told


def test_a_failure_halfway_leaves_everything_as_it_was(stella, mia, twin):
    from community.stewards.pointers import _rules

    def fail(*_):
        raise RuntimeError

    _rules["members.user", "stewards.suspension"] = fail
    try:
        with pytest.raises(RuntimeError):
            merged(stella, mia, twin)
    finally:
        del _rules["members.user", "stewards.suspension"]
    assert User.objects.filter(pk=twin.pk).exists()
    assert EmailAddress.objects.filter(user=twin).exists()


def test_the_same_account_twice_is_refused(stella, mia, twin):
    with pytest.raises(Refused):
        merged(stella, mia, mia)
    merged(stella, mia, twin)
    with pytest.raises(Refused):
        merge_people(staying=mia, going=twin, by=stella, reason="Again.")


class TestAtTheDesk:
    def test_it_is_shown_first_and_done_when_it_is_said_again(self, desk, mia, twin):
        page = deed(desk, mia, "merge", other="mia-two").content.decode()
        assert "Nothing has happened yet" in page
        assert "E-mail" in page or "email" in page.lower()
        assert User.objects.filter(pk=twin.pk).exists()
        answer = deed(desk, mia, "merge", other=" MIA@work.example.org", confirmed="yes")
        assert answer.status_code == 302
        assert not User.objects.filter(pk=twin.pk).exists()
        assert StewardAct.objects.get().whom == mia

    @pytest.mark.parametrize("other", ["", "nobody@example.org", "mia", "ada@example.org"])
    def test_a_wrong_name_merges_nobody(self, desk, mia, people, other):
        answer = deed(desk, mia, "merge", other=other, confirmed="yes")
        assert answer.status_code == 200
        assert not StewardAct.objects.exists()


class TestOrganisations:
    @pytest.fixture
    def firms(self, mia, twin):
        firm = Organisation.objects.create(name="Tile Works", slug="tiles", domains=["a.example"])
        double = Organisation.objects.create(
            name="Tileworks Ltd",
            slug="tileworks",
            domains=["a.example", "b.example"],
            is_confirmed=True,
            website="https://example.org/",
        )
        Affiliation.objects.create(user=mia, organisation=firm)
        Affiliation.objects.create(user=twin, organisation=double)
        return firm, double

    def test_people_and_domains_move_and_the_old_address_leads_on(self, desk, firms, mia, twin):
        firm, double = firms
        older = Organisation.objects.create(name="Old", slug="old", merged_into=double)
        path = f"/admin/members/organisations/{firm.pk}/merge/"
        form = {"other": "tileworks", "reason": "The same firm."}
        assert "Nothing has happened yet" in desk.post(path, form).content.decode()
        assert Affiliation.objects.filter(organisation=double).count() == 1
        assert desk.post(path, form | {"confirmed": "yes"}).status_code == 302
        for one in (firm, double, older):
            one.refresh_from_db()
        assert firm.affiliations.count() == 2
        assert firm.domains == ["a.example", "b.example"]
        assert (firm.is_confirmed, firm.website) == (True, "https://example.org/")
        assert (double.merged_into, double.domains, older.merged_into) == (firm, [], firm)
        assert StewardAct.objects.get().organisation == firm

    def test_neither_itself_nor_one_that_is_merged_already(self, stella, firms):
        firm, double = firms
        with pytest.raises(Refused):
            merge_organisations(staying=firm, going=firm, by=stella, reason="x")
        merge_organisations(staying=firm, going=double, by=stella, reason="x")
        with pytest.raises(Refused):
            merge_organisations(staying=double, going=firm, by=stella, reason="x")

    def test_one_is_confirmed_once(self, desk, firms):
        firm, _double = firms
        path = f"/admin/members/organisations/{firm.pk}/"
        assert "Tile Works" in desk.get(path).content.decode()
        assert desk.post(f"{path}confirm/", {"reason": "They wrote."}).status_code == 302
        firm.refresh_from_db()
        assert firm.is_confirmed
        assert desk.get(f"{path}confirm/").status_code == 404
