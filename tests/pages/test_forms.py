"""A form takes what people send, keeps it for a time, and gives it back or erases it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.members.rights import erase_person, export_person
from outbox.models import Message
from pages import actions, tasks
from pages.models import Submission
from tests.factories import library as make

pytestmark = pytest.mark.django_db
SENT = {"e_mail_address": "Ola@Example.org", "your_message": "Hello.", "consent-given": "on"}


@pytest.fixture
def form(settings):
    return make.form_page(keep_days=30, notify_address="desk@example.org")


def send(client, page, **changes):
    return client.post(reverse("send_form", args=(page.pk,)), SENT | changes)


def test_the_form_shows_its_questions_and_sets_no_cookie(client, form):
    response = client.get(form.url)
    html = response.content.decode()
    assert 'name="e_mail_address"' in html
    assert "The project may read this." in html
    assert "deleted after 30 days" in html
    assert not response.cookies


def test_what_is_sent_is_kept_told_and_thanked_for(client, form):
    response = send(client, form)
    assert (response.status_code, response["Location"]) == (303, f"/forms/{form.pk}/sent/")
    assert "It has arrived" in client.get(response["Location"]).content.decode()
    kept = Submission.objects.get()
    assert kept.form_data == {"e_mail_address": "Ola@Example.org", "your_message": "Hello."}
    assert kept.email == "ola@example.org"
    assert kept.delete_on == timezone.localdate() + timedelta(days=30)
    mail = Message.objects.get()
    assert mail.to_address == "desk@example.org"
    assert "Hello." not in mail.text
    assert f"/admin/forms/submissions/{form.pk}/" in mail.text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"your_message": ""}, "This needs an answer."),
        ({"e_mail_address": "ola"}, "Write it with an @"),
        ({"consent-given": ""}, "Without this we may not read"),
        ({"your_message": "x" * 5_000}, "at most 4000"),
        ({"your_message": "a\0b"}, "Null characters"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_what_was_typed_is_kept(
    client, form, changes, says
):
    response = send(client, form, **changes)
    html = response.content.decode()
    assert response.status_code == 422
    assert says in html
    assert 'role="alert"' in html
    assert 'aria-invalid="true"' in html
    assert not Submission.objects.exists()


def test_a_machine_is_thanked_and_forgotten(client, form):
    assert send(client, form, **{"leave-empty": "buy"}).status_code == 303
    assert not Submission.objects.exists()


def test_a_form_of_another_site_is_refused(client, form):
    response = client.post(
        reverse("send_form", args=(form.pk,)), SENT, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    assert not Submission.objects.exists()


def test_whoever_sends_too_often_waits(client, form, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"pages.form": "2/m"}
    assert [send(client, form).status_code for _ in range(3)] == [303, 303, 429]
    assert Submission.objects.count() == 2


def test_an_unpublished_form_takes_nothing(client, form):
    form.unpublish()
    assert send(client, form).status_code == 404


def test_the_door_opened_as_a_page_leads_to_the_form(client, form):
    response = client.get(reverse("send_form", args=(form.pk,)))
    assert (response.status_code, response["Location"]) == (302, form.url)


def test_nobody_posts_to_the_page_itself(client, form):
    assert client.post(form.url, SENT).status_code in {403, 405}
    assert not Submission.objects.exists()


def test_filled_forms_are_deleted_on_their_day(client, form):
    send(client, form)
    day = Submission.objects.get().delete_on
    assert actions.forget_forms(today=day - timedelta(days=1)) == 0
    assert actions.forget_forms(today=day) == 1
    assert tasks.forget_forms() == 0


def test_a_person_gets_and_erases_what_they_sent(client, form):
    send(client, form)
    send(client, form, e_mail_address="other@example.org")
    held = export_person(email="ola@example.org", user=None)["filled forms"]
    assert held == [
        {
            "form": "Write to us",
            "sent": held[0]["sent"],
            "answers": {"e_mail_address": "Ola@Example.org", "your_message": "Hello."},
            "deleted_on": held[0]["deleted_on"],
        }
    ]
    erase_person(email="ola@example.org", user=None)
    assert [kept.email for kept in Submission.objects.all()] == ["other@example.org"]


def test_a_person_of_the_directory_is_exported_and_erased():
    make.PersonFactory(email="Aino@example.org", slug="aino")
    held = export_person(email="aino@example.org", user=None)["public directory"]
    assert held[0]["email"] == "Aino@example.org"
    erase_person(email="aino@example.org", user=None)
    assert export_person(email="aino@example.org", user=None)["public directory"] == []


def test_answers_of_all_kinds_can_be_kept(client, form):
    from pages.models import FormField

    kinds = {"when": "date", "moment": "datetime", "number": "number", "many": "checkboxes"}
    form.form_fields = [
        FormField(label=name, field_type=kind, choices="a\nb", required=False)
        for name, kind in kinds.items()
    ]
    form.save()
    typed = {"when": "2026-03-01", "moment": "2026-03-01 12:00", "number": "1.5", "many": ["a"]}
    response = client.post(reverse("send_form", args=(form.pk,)), {**typed, "consent-given": "on"})
    assert response.status_code == 303
    kept = Submission.objects.get().form_data
    assert (kept["when"], kept["number"], kept["many"]) == (str(date(2026, 3, 1)), "1.5", ["a"])


def test_an_editor_reads_the_answers(client, form, alice):
    send(client, form)
    client.force_login(alice)
    html = client.get(reverse("wagtailforms:list_submissions", args=(form.pk,))).content.decode()
    assert "Ola@Example.org" in html


@pytest.mark.parametrize("mode", ["form", "landing"])
def test_both_faces_of_a_form_are_previewed(form, mode):
    assert form.make_preview_request(preview_mode=mode).status_code == 200
