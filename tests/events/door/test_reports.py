"""Reports of webinars: read whoever wrote them, matched, and taken over once."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from events.door import actions
from events.door.attendance import attendance_of
from events.door.models import AttendanceReport, Stay
from events.door.refusals import Unreadable
from events.door.reports import minutes_in, read_report
from events.models import EventRole, Registration, State
from tests.factories.events import PastEventFactory, RegistrationFactory
from tests.factories.members import UserFactory

AROUND = datetime(2026, 3, 15, 14, tzinfo=UTC)
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
123,Clinic,03/15/2026 01:55:00 PM,03/15/2026 03:30:00 PM,host@example.org,95,3

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Ann (Ann Alder),Ann@Example.org,03/15/2026 02:00:00 PM,03/15/2026 02:30:00 PM,30,Yes
Ann (Ann Alder),ann@example.org,03/15/2026 02:20:00 PM,03/15/2026 02:50:00 PM,30,Yes
iPhone,,03/15/2026 02:00:00 PM,03/15/2026 02:05:00 PM,5,Yes
Ben,ben@example.org,03/15/2026 02:40:00 PM,03/15/2026 02:00:00 PM,5,Yes
"""
TEAMS = """1. Summary
Meeting title\tClinic
Attended participants\t2

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Ann Alder\t3/15/26, 2:00:00 PM\t3/15/26, 3:00:00 PM\t40m 0s\tann@example.org\t\tPresenter

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Ann Alder\t3/15/26, 2:00:00 PM\t3/15/26, 2:10:00 PM\t10m 0s\tann@example.org\tPresenter
Ann Alder\t3/15/26, 2:30:00 PM\t3/15/26, 3:00:00 PM\t30m 0s\tann@example.org\tPresenter
Ben Birch\t3/15/26, 2:30:00 PM\t3/15/26, 3:00:00 PM\t30m 0s\tben@example.org\tAttendee
"""


def read(text, encoding="utf-8"):
    return read_report(text.encode(encoding), zone="UTC", around=AROUND)


def test_zoom_s_report_counts_overlapping_joins_once():
    report = read(ZOOM)
    assert report.kind == "zoom"
    ann, phone = report.people
    assert (ann.address, ann.minutes, ann.came_at) == ("ann@example.org", 50, AROUND)
    assert (phone.address, phone.name, phone.minutes) == ("", "iPhone", 5)
    assert report.bad_rows == [(8, "They left before they came.")]


def test_teams_report_in_its_own_encoding_counts_each_join():
    report = read(TEAMS, "utf-16")
    assert report.kind == "teams"
    assert [(one.address, one.minutes) for one in report.people] == [
        ("ann@example.org", 40),
        ("ben@example.org", 30),
    ]
    assert report.bad_rows == []


@pytest.mark.parametrize(
    "table",
    [
        "email;minutes\nann@example.org;45\n",
        "\ufeffEmail,Duration\nANN@example.org,0:45:10\n",
        "e-mail,join,leave\nann@example.org,2026-03-15T14:00:00Z,2026-03-15T14:45:00Z\n",
        "email\tjoined\tleft\nann@example.org\t15.03.2026 14:00\t15.03.2026 14:45\n",
        "name,email,minutes\nAnn,ann@example.org,20\nAnn,ann@example.org,25\n",
    ],
)
def test_any_table_with_addresses_and_time_is_read(table):
    report = read(table)
    assert report.kind == "table"
    assert [(one.address, one.minutes) for one in report.people] == [("ann@example.org", 45)]


def test_a_day_that_can_be_read_in_two_ways_is_the_one_near_the_event():
    march, april = (
        read_report(
            b"email,join,leave\nann@example.org,04/03/2026 14:00,04/03/2026 14:45\n",
            zone="UTC",
            around=around,
        )
        for around in (datetime(2026, 3, 4, tzinfo=UTC), datetime(2026, 4, 3, tzinfo=UTC))
    )
    assert march.people[0].came_at.month == 3
    assert april.people[0].came_at.month == 4


def test_bad_rows_are_named_and_the_good_ones_stay():
    report = read("email,minutes\nann@example.org,45\nno address,3\nben@example.org,soon\n,\n,4\n")
    assert [one.address for one in report.people] == ["ann@example.org"]
    assert [number for number, _why in report.bad_rows] == [3, 4, 6]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"PK\x03\x04" + b"\0" * 100,
        b"\xff\xfe\x00",
        b"hello,world\n1,2\n",
        b"email\nann@example.org\n",
        b"email,minutes\n" + b"a" * 200_000 + b",1",
        b"a" * 5_000_001,
        b"email,minutes\n" + b"a@b.c,1\n" * 50_001,
    ],
)
def test_what_is_no_report_is_refused_with_a_reason(data):
    with pytest.raises(Unreadable) as refused:
        read_report(data, zone="UTC", around=AROUND)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("text", "minutes"), [("62", 62), ("1,5", 1.5), ("1h 2m", 62), ("2m 30s", 2.5), ("1:02:00", 62)]
)
def test_durations_are_read_as_people_write_them(text, minutes):
    assert minutes_in(text) == minutes


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(data):
    for whole in (data, b"email,minutes\n" + data, b"1. Summary\n\nEmail\tJoin\tLeave\n" + data):
        with suppress(Unreadable):
            read_report(whole, zone="Europe/Brussels", around=AROUND)


@pytest.fixture
def webinar(db):
    """Return an online event that ended yesterday."""
    return PastEventFactory(capacity=None)


@pytest.fixture
def host(client, ada):
    """Return the browser of somebody who may do it all."""
    client.force_login(ada)
    return client


def table(*rows):
    return ("email,name,minutes\n" + "".join(f"{row}\n" for row in rows)).encode()


def bring(host, webinar, data, minimum=30):
    return host.post(
        reverse("door_desk:bring_in", args=(webinar.pk,)),
        {"file": SimpleUploadedFile("report.csv", data), "minimum_minutes": minimum},
        follow=True,
    )


@pytest.mark.django_db
def test_a_dry_run_shows_who_is_known_who_is_not_and_who_left_early_and_changes_nothing(
    host, webinar
):
    RegistrationFactory(event=webinar, email="Ann@example.org", name="Ann Alder")
    RegistrationFactory(event=webinar, email="ben@example.org", name="Ben Birch")
    data = table("ann@example.org,A,45", "ben@example.org,B,10", "x@example.org,Xaver,50", "y,,3")
    page = bring(host, webinar, data).text
    assert "2 people are known; 1 of them stayed for 30 minutes or more" in page
    assert "1 entry matches nobody" in page
    assert "Who is Xaver?" in page
    assert "Not long enough" in page
    assert "This is no e-mail address." in page
    assert not Stay.objects.exists()
    assert not Registration.objects.filter(state=State.ATTENDED).exists()


@pytest.mark.django_db
def test_taken_over_twice_it_changes_nothing_the_second_time(host, webinar):
    ann = RegistrationFactory(event=webinar, email="ann@example.org")
    ben = RegistrationFactory(event=webinar, email="ben@example.org")
    data = table("ann@example.org,A,45", "ben@example.org,B,10", "phone@example.org,P,40")
    for _ in range(2):
        bring(host, webinar, data)
        report = AttendanceReport.objects.get()
        for _ in range(2):
            host.post(
                reverse("door_desk:report", args=(report.pk,)),
                {"deed": "take", "entry-2": str(ben.pk)},
            )
        for one in (ann, ben):
            one.refresh_from_db()
            assert one.state == State.ATTENDED
            assert one.steps.count() == 1
        assert (attendance_of(ann).minutes, attendance_of(ben).minutes) == (45, 50)
        assert Stay.objects.count() == 2


@pytest.mark.django_db
def test_a_later_report_with_a_higher_bar_takes_the_attendance_back(host, webinar):
    ann = RegistrationFactory(event=webinar, email="ann@example.org")
    data = table("ann@example.org,A,45")
    for minimum, state in ((30, State.ATTENDED), (60, State.CONFIRMED)):
        bring(host, webinar, data, minimum)
        report = AttendanceReport.objects.get()
        host.post(reverse("door_desk:report", args=(report.pk,)), {"deed": "take"})
        ann.refresh_from_db()
        assert ann.state == state


@pytest.mark.django_db
def test_hostile_matches_and_files_get_a_clear_answer(host, webinar):
    foreign = RegistrationFactory(event=PastEventFactory())
    page = bring(host, webinar, b"\0\1\2")
    assert "cannot be read as a report" in page.text
    bring(host, webinar, table("x@example.org,X,45"))
    report = AttendanceReport.objects.get()
    sent = {
        "entry-0": str(foreign.pk),
        "entry-9": "1",
        "entry-x": "1",
        "entry-": "",
        "deed": "take",
    }
    host.post(reverse("door_desk:report", args=(report.pk,)), sent)
    foreign.refresh_from_db()
    assert foreign.state == State.CONFIRMED
    assert not Stay.objects.exists()


@pytest.mark.django_db
def test_only_hosts_bring_reports_in(client, webinar, host):
    bring(host, webinar, table("x@example.org,X,45"))
    report = AttendanceReport.objects.get()
    viewer = UserFactory()
    EventRole.objects.create(event=webinar, user=viewer, role=EventRole.Role.VIEWER)
    client.force_login(viewer)
    for name, key in (("bring_in", webinar.pk), ("report", report.pk)):
        assert client.get(reverse(f"door_desk:{name}", args=(key,))).status_code in (302, 403)


@pytest.mark.django_db
def test_files_are_forgotten_after_the_event(webinar, host):
    bring(host, webinar, table("x@example.org,X,45"))
    assert actions.forget(days=30) == 0
    webinar.start, webinar.end = (timezone.now() - timedelta(days=n) for n in (32, 31))
    webinar.save()
    assert actions.forget(days=30) == 1
    assert AttendanceReport.objects.get().people == []
    assert actions.forget(days=30) == 0
