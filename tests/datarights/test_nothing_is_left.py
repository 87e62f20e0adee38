"""After erasure no text of the person is in any table; nothing of anybody else has changed."""

import hashlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Comment, Page
from wagtail.users.models import UserProfile

from community.datarights.actions import closing, exporting
from community.datarights.actions.correcting import ask_for_correction
from community.datarights.models import Closure
from community.members.actions import agree, erase_member
from community.members.consents import MEMBERSHIP
from community.members.models import Affiliation, Organisation, Profile, User
from editorial.actions import previews
from editorial.actions.previews import Invitation
from editorial.models import Remark
from events.actions import register_member
from newsletters.actions import subscribing
from outbox.actions import post, suppress
from pages.models import Person
from tests.factories.dissemination_metrics import ActivityFactory
from tests.factories.events import EventFactory
from tests.factories.members import ProfileFactory, UserFactory
from tests.factories.newsletters import NewsletterFactory
from tests.factories.outbox import MessageFactory
from tests.identity.conftest import confirm

pytestmark = pytest.mark.django_db

# Words that nothing else on the site contains.
TRACES = ["zyxwana", "quillfeather", "0000-0002-1825-0097", "glassblowery"]
# Sessions have a test of their own; the lane counts what is published.
MOVING = {"django_session", "lane_generation"}
TABLES = """
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1
"""
BYTES = """
    SELECT column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = %s AND data_type = 'bytea'
"""


def every_table() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        return [name for (name,) in cursor.fetchall()]


def traces_in(table: str) -> list[str]:
    """Return the rows of a table, of whatever type its columns are, that tell who it was."""
    with connection.cursor() as cursor:
        cursor.execute(BYTES, [table])
        columns = [f"encode(\"{name}\", 'escape')" for (name,) in cursor.fetchall()]
        text = " || ' ' || ".join(["t.*::text", *(f"coalesce({column}, '')" for column in columns)])
        conditions = " OR ".join(f"lower({text}) LIKE %s" for _ in TRACES)
        cursor.execute(
            f'SELECT left({text}, 400) FROM "{table}" t WHERE {conditions}',
            [f"%{trace}%" for trace in TRACES],
        )
        return [row for (row,) in cursor.fetchall()]


def columns_of_people() -> dict[str, list[str]]:
    """Return, for each table, the columns that point at a person."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if field.is_relation and field.related_model is User:
                found.setdefault(model._meta.db_table, []).append(field.column)
    return found


def rows_of_others(key: int) -> dict[str, set[str]]:
    """Return a fingerprint of each row of each table that neither names nor points at a person."""
    found, columns = {}, columns_of_people()
    with connection.cursor() as cursor:
        for table in set(every_table()) - MOVING:
            theirs = [f'"{name}" IS DISTINCT FROM {key}' for name in columns.get(table, [])]
            where = " AND ".join(theirs or ["true"])
            cursor.execute(f'SELECT t.*::text FROM "{table}" t WHERE {where}')
            found[table] = {
                hashlib.sha256(text.encode()).hexdigest()
                for (text,) in cursor.fetchall()
                if not any(trace in text.lower() for trace in TRACES)
            }
    return found


@pytest.fixture
def everywhere(private_files):
    """Return somebody of whom every room holds something, in a name that is nowhere else."""
    person = ProfileFactory(
        user__email="zyxwana@quillfeather.example",
        user__name="Zyxwana Quillfeather",
        user__last_login=timezone.now(),
        handle="zyxwana",
        headline="Zyxwana makes glass",
        biography="I am Zyxwana Quillfeather.",
        organisation="Glassblowery",
        links=[{"label": "Mine", "url": "https://quillfeather.example"}],
        orcid="0000-0002-1825-0097",
    ).user
    Profile.objects.get(user=person).photo.save("zyxwana.webp", ContentFile(b"a face"))
    UserProfile.objects.create(user=person)
    agree(user=person, wording=MEMBERSHIP, language="en", source="test")
    alone = Organisation.objects.create(
        name="Glassblowery of Zyxwana", slug="glassblowery", created_by=person
    )
    Affiliation.objects.create(user=person, organisation=alone)
    in_the_rooms_above(person)
    in_the_rooms_below(person)
    at_the_desk(person)
    ask_for_correction(user=person, text="Zyxwana is written with a y.")
    exporting.ask_for_export(user=person, language="en")
    exporting.build_due()
    browser = Client()
    browser.force_login(person)
    confirm(browser, person)
    return person


def in_the_rooms_above(person):
    register_member(event_id=EventFactory().pk, user=person, language="en")
    subscribing.subscribe_member(newsletter=NewsletterFactory(), user=person, source="test")
    ActivityFactory(created_by=person)


def in_the_rooms_below(person):
    MessageFactory(
        to_address=person.email,
        to_name=person.name,
        recipient=person,
        text=f"Dear {person.name}",
        calendar=b"ATTENDEE:Zyxwana Quillfeather",
        headers={"X-For": person.email},
    )
    suppress(address=person.email, reason="complained")
    Person.objects.create(
        family_name="Quillfeather", given_name="Zyxwana", email=person.email, consent_note="yes"
    )


def at_the_desk(person):
    page = Page.objects.filter(depth=2).first()
    Comment.objects.create(page=page, user=person, text="Mend this.", contentpath="title")
    log(instance=page, action="wagtail.edit", user=person)
    page.specific.save_revision(user=person)
    page.refresh_from_db()
    log(instance=person, action="wagtail.edit", user=person, title=person.name)
    link, _address = previews.make_link(
        page=page.specific,
        user=person,
        invitation=Invitation(days=7, name=person.name, email=person.email),
    )
    Remark.objects.create(link=link, name=person.name, text="Good.")
    previews.make_link(
        page=page.specific,
        user=person,
        invitation=Invitation(days=7, name="Rita", email="rita@example.org"),
    )


@pytest.fixture
def others():
    """Return two people who have done the same in the same places."""
    bystander = ProfileFactory(handle="bystander", user__email="by@stander.example").user
    agree(user=bystander, wording=MEMBERSHIP, language="en", source="test")
    post(
        to=bystander.email,
        recipient=bystander,
        template="account/email/confirm_code",
        context={"code": "123456", "minutes": 10},
    )
    Comment.objects.create(
        page=Page.objects.filter(depth=2).first(),
        user=UserFactory(),
        text="Not mine.",
        contentpath="title",
    )
    exporting.ask_for_export(user=bystander, language="en")
    exporting.build_due()
    return bystander


def test_the_walk_sees_what_is_there(everywhere):
    """Else the next test could not fail."""
    holding = {table for table in every_table() if traces_in(table)}
    assert holding >= {
        "members_user",
        "members_profile",
        "members_organisation",
        "members_consentrecord",
        "account_emailaddress",
        "outbox_message",
        "outbox_suppression",
        "pages_person",
        "events_registration",
        "newsletters_subscription",
        "editorial_previewlink",
        "editorial_remark",
        "wagtailcore_modellogentry",
        "datarights_correctionrequest",
    }


@pytest.mark.parametrize("way", ["at once", "after closing"])
def test_no_text_of_the_person_is_left_and_nothing_of_others_has_changed(
    way,
    everywhere,
    others,
    private_files,
    time_machine,
    django_capture_on_commit_callbacks,
):
    key = everywhere.pk
    before = rows_of_others(key)
    photo = Profile.objects.get(user=everywhere).photo
    assert photo.storage.exists(photo.name)
    with django_capture_on_commit_callbacks(execute=True):
        if way == "at once":
            erase_member(user=everywhere)
        else:
            closing.close_account(user=everywhere)
            time_machine.move_to(timezone.now() + timedelta(days=15))
            assert closing.erase_left() == 1
    left = {table: rows for table in every_table() if (rows := traces_in(table))}
    assert left == {}
    assert not photo.storage.exists(photo.name)
    assert not Closure.objects.exists()
    assert len(list(private_files.iterdir())) == 1, "the copy of the other one"
    after = rows_of_others(key)
    assert {table: gone for table in before if (gone := before[table] - after[table])} == {}


def test_the_comparison_sees_what_others_lose(everywhere, others):
    """Else the test before could not fail."""
    before = rows_of_others(everywhere.pk)
    Profile.objects.filter(user=others).update(headline="changed")
    after = rows_of_others(everywhere.pk)
    assert {table for table in before if before[table] - after[table]} == {"members_profile"}


def test_a_session_of_the_person_is_ended(everywhere):
    from django.contrib.sessions.models import Session

    here, elsewhere = Client(), Client()
    here.force_login(everywhere)
    elsewhere.force_login(UserFactory())
    for browser in (here, elsewhere):
        assert browser.get("/members/data/").status_code == 200
    keys = {browser: browser.session.session_key for browser in (here, elsewhere)}
    erase_member(user=everywhere)
    left = set(Session.objects.values_list("session_key", flat=True))
    assert (keys[here] in left, keys[elsewhere] in left) == (False, True)
    assert here.get("/members/data/").status_code == 302
    assert elsewhere.get("/members/data/").status_code == 200


def test_an_erased_address_stays_suppressed(everywhere):
    address = everywhere.email
    erase_member(user=everywhere)
    mail = post(
        to=address,
        template="account/email/confirm_code",
        context={"code": "123456", "minutes": 10},
    )
    assert mail.state == "skipped"
    assert not User.objects.filter(email=address).exists()
