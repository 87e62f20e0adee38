"""Stewards find people, see what happened, and act with a reason; they cannot reach staff."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import GroupPagePermission

from community.members.actions import may_have_handle, retire_handle
from community.members.models import Affiliation, Organisation, Trust, User
from community.members.rights import erase_person, export_person, registered_models
from community.stewards.models import StewardAct
from community.stewards.roles import ensure_stewards
from outbox.models import Message, State
from tests.factories.members import ProfileFactory, UserFactory
from tests.factories.outbox import MessageFactory
from tests.stewards.conftest import deed

pytestmark = pytest.mark.django_db

SCREENS = (
    "/admin/members/people/",
    "/admin/members/people/results/",
    "/admin/members/organisations/",
    "/admin/members/import/",
    "/admin/members/import/people.csv",
)


class TestTheRole:
    def test_it_opens_the_desk_and_no_page(self, desk, stella):
        assert desk.get("/admin/").status_code == 200
        assert not GroupPagePermission.objects.filter(group__name="Stewards").exists()
        codes = set(stella.groups.get().permissions.values_list("codename", flat=True))
        assert codes == {
            *("access_admin", "view_stewardact", "manage_members", "look_as_member"),
            *("import_members", "export_members"),
            *("view_retentionrun", "change_correctionrequest"),
        }
        for path in ("/admin/retention/", "/admin/corrections/"):
            assert desk.get(path).status_code == 200, path
        for path in ("/admin/pages/add/pages/articlepage/1/", "/admin/users/", "/admin/mail/"):
            assert desk.get(path).status_code in {302, 403, 404}, path

    def test_an_upgrade_keeps_what_was_added_by_hand(self):
        group = ensure_stewards()
        extra = group.permissions.model.objects.get(codename="add_siteimage")
        group.permissions.add(extra)
        ensure_stewards()
        assert Group.objects.get(name="Stewards").permissions.filter(pk=extra.pk).exists()

    @pytest.mark.parametrize("path", SCREENS)
    def test_each_screen_opens_for_stewards(self, desk, mia, path):
        assert desk.get(path).status_code == 200

    @pytest.mark.parametrize("role", ["editor", "coordinator", "member", "stranger"])
    def test_and_for_nobody_else(self, client, people, role):
        client.force_login(people[role])
        whom = people["member"]
        for path in (*SCREENS, f"/admin/members/people/{whom.pk}/"):
            assert client.get(path).status_code in {302, 403}, path
        for name in ("correct", "suspend", "merge", "look", "trust"):
            answer = deed(client, whom, name, level="3", until="", other="x")
            assert answer.status_code in {302, 403}
        assert not StewardAct.objects.exists()

    def test_a_right_taken_from_the_group_closes_its_screens(self, desk, mia):
        group = Group.objects.get(name="Stewards")
        for codename, path in (
            ("look_as_member", f"/admin/members/people/{mia.pk}/look/"),
            ("manage_members", f"/admin/members/people/{mia.pk}/suspend/"),
            ("import_members", "/admin/members/import/"),
            ("export_members", "/admin/members/people/?export=csv"),
        ):
            group.permissions.remove(group.permissions.get(codename=codename))
            assert desk.get(path).status_code in {302, 403}, path


class TestFinding:
    @pytest.mark.parametrize("words", ["Mia Mem", "mia@exam", "mia", "Tile Works"])
    def test_by_name_address_handle_and_organisation(self, desk, mia, words):
        UserFactory(name="Noah Other (example)")
        page = desk.get("/admin/members/people/results/", {"q": words}).content.decode()
        assert "Mia Member" in page
        assert "Noah Other" not in page

    def test_by_group_country_trust_state_and_day(self, desk, mia):
        other = UserFactory(name="Noah Other (example)", proven=False)
        other.date_joined = timezone.now() - timedelta(days=400)
        other.save()
        profile = mia.profile
        today = timezone.localdate().isoformat()
        for query in (
            {"group": profile.stakeholder_group_id},
            {"country": profile.country_id},
            {"trust": 0},
            {"state": "member"},
            {"date_joined_from": today, "date_joined_to": today},
        ):
            page = desk.get("/admin/members/people/results/", query).content.decode()
            assert "Mia Member" in page, query
            assert "Noah Other" not in page, query
        page = desk.get("/admin/members/people/results/", {"state": "unproven"}).content.decode()
        assert "Noah Other" in page

    def test_the_list_takes_as_many_queries_for_fifty_as_for_one(
        self, desk, mia, django_assert_max_num_queries
    ):
        ProfileFactory.create_batch(20)
        desk.get("/admin/members/people/results/")
        with django_assert_max_num_queries(16):
            desk.get("/admin/members/people/results/")

    def test_a_persons_page_tells_the_history(self, desk, mia):
        MessageFactory(
            to_address=mia.email, recipient=mia, subject="Your seat", state=State.REFUSED
        )
        firm = Organisation.objects.create(name="Example Tile Works", slug="tiles")
        Affiliation.objects.create(user=mia, organisation=firm)
        deed(desk, mia, "trust", level="2")
        page = desk.get(f"/admin/members/people/{mia.pk}/").content.decode()
        for words in (
            *("Mia Member", "mia@example.org", "Your seat", "Refused", "membership"),
            *("Example Tile Works", "the person says so", "Asked by mail.", "trusted"),
        ):
            assert words in page, words
        assert "/admin/mail/" not in page, "reading mail is a right of its own"

    def test_nobody_is_found_under_a_number_that_nobody_has(self, desk):
        assert desk.get("/admin/members/people/999999/").status_code == 404
        assert desk.get("/admin/members/people/999999/suspend/").status_code == 404


CORRECT = {
    "email": "mia@example.org",
    "name": "Mia Member (example)",
    "handle": "mia",
    "organisation": "Example Tile Works",
    "role": "",
    "language": "en",
}


class TestCorrecting:
    def form(self, mia, **change):
        terms = {"stakeholder_group": mia.profile.stakeholder_group_id}
        return CORRECT | terms | {"country": mia.profile.country_id} | change

    def test_what_changed_is_logged_with_the_reason(self, desk, stella, mia):
        answer = deed(desk, mia, "correct", **self.form(mia, name="Mia Married (example)"))
        assert answer.url == f"/admin/members/people/{mia.pk}/"
        mia.refresh_from_db()
        assert mia.name == "Mia Married (example)"
        act = StewardAct.objects.get()
        assert (act.by, act.whom, act.reason) == (stella, mia, "Asked by mail.")
        assert act.details == {
            "changes": {"name": ["Mia Member (example)", "Mia Married (example)"]}
        }

    def test_without_a_reason_nothing_happens(self, desk, mia):
        answer = deed(desk, mia, "correct", **self.form(mia, name="Mia M", reason=" "))
        assert answer.status_code == 200
        mia.refresh_from_db()
        assert mia.name == "Mia Member (example)"

    def test_a_new_address_is_proven_anew_and_the_old_one_is_told(self, desk, mia):
        deed(desk, mia, "correct", **self.form(mia, email="Mia.New@example.org"))
        mia.refresh_from_db()
        assert mia.email == "mia.new@example.org"
        rows = EmailAddress.objects.filter(user=mia).values_list("email", "verified")
        assert list(rows) == [("mia.new@example.org", False)]
        mail = Message.objects.get()
        assert (mail.to_address, mail.kind) == ("mia@example.org", "stewards/address_changed")
        assert "mia.new@example.org" in mail.text

    @pytest.mark.parametrize(
        "change",
        [
            {"email": "noah@example.org"},
            {"email": "NOAH@example.org"},
            {"email": "further@example.org"},
            {"handle": "noah"},
            {"handle": "N!"},
            {"name": "www.evil.example"},
            {"name": "x" * 10_000},
        ],
    )
    def test_nobody_gets_what_is_somebody_elses_or_wrong(self, desk, mia, change):
        noah = UserFactory(email="noah@example.org")
        ProfileFactory(user=noah, handle="noah")
        EmailAddress.objects.create(user=noah, email="further@example.org", verified=True)
        answer = deed(desk, mia, "correct", **self.form(mia, **change))
        assert answer.status_code == 200
        mia.refresh_from_db()
        assert (mia.email, mia.name) == ("mia@example.org", "Mia Member (example)")
        assert not StewardAct.objects.exists()

    @pytest.mark.parametrize("handle", ["noah-was", "admin"])
    def test_a_handle_that_others_had_or_the_site_keeps_is_not_given(self, desk, mia, handle):
        retire_handle(UserFactory(), "noah-was")
        deed(desk, mia, "correct", **self.form(mia, handle=handle))
        mia.profile.refresh_from_db()
        assert mia.profile.handle == "mia"

    def test_a_handle_that_was_left_stays_closed_to_others(self, desk, mia):
        deed(desk, mia, "correct", **self.form(mia, handle="mia-new"))
        mia.profile.refresh_from_db()
        assert mia.profile.handle == "mia-new"
        assert not may_have_handle(UserFactory(), "mia")
        assert may_have_handle(mia, "mia")

    def test_what_people_show_to_whom_is_not_asked(self, desk, mia):
        page = desk.get(f"/admin/members/people/{mia.pk}/correct/").content.decode()
        for name in ("visibility", "is_listed", "biography", "is_superuser"):
            assert f'name="{name}"' not in page


@pytest.mark.parametrize("name", ["correct", "suspend", "trust", "way-in", "look", "merge"])
class TestReach:
    """Whoever could take an administrator's address would be an administrator."""

    FORM = {**CORRECT, "email": "stolen@example.org", "level": "3", "until": "", "other": "mia"}

    @pytest.mark.parametrize("role", ["administrator", "editor", "coordinator"])
    def test_staff_cannot_be_reached_by_stewards(self, desk, people, mia, name, role):
        whom = people[role]
        answer = deed(desk, whom, name, **self.FORM, confirmed="yes")
        assert answer.status_code == 200
        assert "has a role on this site" in answer.content.decode()
        whom.refresh_from_db()
        assert whom.email != "stolen@example.org"
        assert whom.is_active
        assert User.objects.filter(pk=mia.pk).exists()
        assert not StewardAct.objects.exists()

    def test_nor_themselves(self, desk, stella, mia, name):
        answer = deed(desk, stella, name, **self.FORM, confirmed="yes")
        assert "This is your own account" in answer.content.decode()
        assert not StewardAct.objects.exists()


class TestStanding:
    def test_a_level_is_pinned_and_let_go(self, desk, mia):
        deed(desk, mia, "trust", level="2")
        mia.profile.refresh_from_db()
        assert (mia.profile.trust, mia.profile.is_trust_pinned) == (Trust.TRUSTED, True)
        deed(desk, mia, "trust", level="")
        mia.profile.refresh_from_db()
        assert (mia.profile.trust, mia.profile.is_trust_pinned) == (Trust.NEW, False)
        assert StewardAct.objects.filter(deed="trust").count() == 2

    def test_only_an_administrator_makes_a_steward(self, desk, client, ada, mia):
        assert "Only an administrator" in deed(desk, mia, "trust", level="3").content.decode()
        client.force_login(ada)
        assert deed(client, mia, "trust", level="3").status_code == 302
        mia.profile.refresh_from_db()
        assert mia.profile.trust == Trust.STEWARD

    def test_a_level_that_there_is_not_is_refused(self, desk, mia):
        assert deed(desk, mia, "trust", level="9").status_code == 200
        assert not StewardAct.objects.exists()

    def test_an_affiliation_is_confirmed_or_taken_away(self, desk, stella, mia):
        assert desk.get(f"/admin/members/people/{mia.pk}/affiliation/").status_code == 404
        firm = Organisation.objects.create(name="Example Tile Works", slug="tiles")
        row = Affiliation.objects.create(user=mia, organisation=firm)
        deed(desk, mia, "affiliation", is_confirmed="yes")
        row.refresh_from_db()
        assert (row.state, row.confirmed_by) == (Affiliation.State.BY_STEWARD, stella)
        deed(desk, mia, "affiliation", is_confirmed="no")
        assert not Affiliation.objects.exists()


class TestMail:
    def test_the_way_in_goes_out_once_in_ten_minutes(self, desk, mia):
        EmailAddress.objects.filter(user=mia).delete()
        deed(desk, mia, "way-in")
        mail = Message.objects.get()
        assert mail.state == State.QUEUED
        assert "/accounts/login/" in mail.text
        assert EmailAddress.objects.get(user=mia).email == mia.email
        assert "ten minutes ago" in deed(desk, mia, "way-in").content.decode()
        assert Message.objects.count() == 1

    def test_a_stuck_mail_goes_out_again_and_a_code_does_not(self, desk, mia):
        stuck = MessageFactory(to_address=mia.email, recipient=mia, state=State.REFUSED)
        code = MessageFactory(to_address=mia.email, state=State.REFUSED, kind="account/login_code")
        other = MessageFactory(to_address="noah@example.org", state=State.REFUSED)
        for wrong in (code, other):
            assert deed(desk, mia, "resend", message=wrong.pk).status_code == 200
            wrong.refresh_from_db()
            assert wrong.state == State.REFUSED
        deed(desk, mia, "resend", message=stuck.pk)
        stuck.refresh_from_db()
        assert stuck.state == State.QUEUED
        assert StewardAct.objects.get().deed == "resent"


class TestTheLog:
    def test_each_model_of_the_room_is_answered_for(self):
        for model in apps.get_app_config("stewards").get_models():
            assert model._meta.label_lower in registered_models()

    def test_it_is_only_added_to(self, desk, mia):
        deed(desk, mia, "trust", level="2")
        act = StewardAct.objects.get()
        with pytest.raises(TypeError):
            act.save()
        with pytest.raises(TypeError):
            act.delete()

    def test_the_person_reads_it_in_the_export_without_the_name_of_the_steward(self, desk, mia):
        deed(desk, mia, "trust", level="2")
        rows = export_person(email=mia.email, user=mia)["what stewards did"]
        assert rows[0]["reason"] == "Asked by mail."
        assert "stella" not in str(rows).lower()

    def test_erasing_the_person_leaves_that_something_was_done(self, desk, stella, mia):
        deed(desk, mia, "trust", level="2", reason="Mia wrote well.")
        erase_person(email=mia.email, user=mia)
        mia.delete()
        act = StewardAct.objects.get()
        assert (act.whom, act.reason, act.details, act.by) == (None, "", {}, stella)
