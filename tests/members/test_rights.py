"""Every model that holds something about a person is answered for."""

import pytest
from django.apps import apps
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page

from community.members.models import User
from community.members.rights import erase_person, erased_address, export_person, registered_models

OURS = {
    "config",
    "vocabulary",
    "outbox",
    "pages",
    "members",
    "events",
    "newsletters",
    "dissemination_metrics",
    "editorial",
}
# Who made a page, picture or file: Wagtail lets go of it when the account is deleted.
EDITORIAL = {"owner", "locked_by", "uploaded_by_user"}


def is_published(model: type[models.Model]) -> bool:
    """Pages and settings name whom one may write to, on purpose."""
    return issubclass(model, Page | BaseSiteSetting)


def points_at_a_person(field: models.Field) -> bool:
    if field.is_relation and field.concrete:
        return field.related_model is User and field.name not in EDITORIAL
    return isinstance(field, models.EmailField) and not is_published(field.model)


def models_about_people() -> list[type[models.Model]]:
    own = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return [model for model in own if any(map(points_at_a_person, model._meta.get_fields()))]


@pytest.mark.parametrize("model", models_about_people(), ids=lambda model: model._meta.label)
def test_a_room_answers_for_its_model(model):
    assert model._meta.label_lower in registered_models(), (
        f"register {model._meta.label} in its room's personal_data.py"
    )


def test_what_is_registered_exists():
    for label in registered_models():
        assert apps.get_model(label)


def test_accounts_can_always_be_deleted():
    """No row of ours may hold an account back."""
    for model in models_about_people():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and field.related_model is User:
                assert field.many_to_many or field.remote_field.on_delete in {
                    models.CASCADE,
                    models.SET_NULL,
                }, f"{model._meta.label}.{field.name}"


@pytest.mark.django_db
def test_a_guest_is_known_by_address_only():
    held = export_person(email="nobody@example.org", user=None)
    assert all(rows == [] for rows in held.values())
    erase_person(email="nobody@example.org", user=None)


@pytest.mark.django_db
def test_nobody_elses_rows_are_exported_or_erased(bob, alice):
    from outbox.models import Message
    from tests.factories.outbox import MessageFactory

    MessageFactory(to_address=alice.email, text="For Alice.")
    assert "For Alice." not in str(export_person(email=bob.email, user=bob))
    erase_person(email=bob.email, user=bob)
    assert Message.objects.get().text == "For Alice."
    assert alice.consents.get().email == alice.email


def test_an_erased_address_tells_nothing_and_is_found_again(settings):
    address = erased_address("Bob@example.org ")
    assert address == erased_address("bob@example.org")
    assert "bob" not in address
    settings.SECRET_KEY = "another key"
    assert address != erased_address("bob@example.org")
