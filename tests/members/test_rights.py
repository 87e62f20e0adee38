"""Every model that holds something about a person is answered for."""

import pytest
from django.apps import apps
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page

from community.members.models import User
from community.members.rights import (
    erase_person,
    erased_address,
    export_person,
    holdings,
    registered_models,
)

ROOMS = {
    *("config", "lane", "typeset", "vocabulary", "outbox", "search", "pages", "community"),
    *("events", "newsletters", "toolbox", "editorial", "discovery", "dissemination_metrics"),
}
# Who made a page, picture or file: Wagtail lets go of it when the account is deleted.
EDITORIAL = {"owner", "locked_by", "uploaded_by_user"}
# Of libraries: rows that go with the account, or are let go, and say nothing of their own.
LET_GO = {
    "wagtailadmin.EditingSession": "which page is open at this moment",
    "wagtailadmin.FormState": "what the desk last showed",
    "wagtailcore.APIToken": "a key, gone with the account",
    "wagtailcore.PageSubscription": "which comments are told by mail",
    "wagtailcore.Revision": "a version of a page; let go",
    "wagtailcore.TaskState": "a step of a page; let go",
    "wagtailcore.WorkflowState": "the way of a page; let go",
    "account.EmailConfirmation": "a key, gone with the address",
    "members.User_groups": "roles; with the account",
    "members.User_user_permissions": "roles; with the account",
}
NAMES_OF_ADDRESSES = ("email", "mail_address", "to_address", "from_address", "reply_to")
TEXTS = (models.CharField, models.TextField)


def is_published(model: type[models.Model]) -> bool:
    """Pages and settings name whom one may write to, on purpose."""
    return issubclass(model, Page | BaseSiteSetting)


def holds_an_address(field: models.Field) -> bool:
    """Whether a field holds an address: by its kind, or as a text by its name."""
    if isinstance(field, models.EmailField):
        return True
    return isinstance(field, TEXTS) and any(name in field.name for name in NAMES_OF_ADDRESSES)


def points_at_a_person(field: models.Field) -> bool:
    if field.is_relation and field.concrete:
        return field.related_model is User and field.name not in EDITORIAL
    return holds_an_address(field) and not is_published(field.model)


def is_ours(model: type[models.Model]) -> bool:
    return model.__module__.split(".")[0] in ROOMS


def models_about_people() -> list[type[models.Model]]:
    """Return the models of every app, those of libraries as well, that know somebody."""
    every = apps.get_models(include_auto_created=True)
    return [
        model
        for model in every
        if model._meta.label not in LET_GO
        and any(map(points_at_a_person, model._meta.get_fields()))
    ]


@pytest.mark.parametrize("model", models_about_people(), ids=lambda model: model._meta.label)
def test_a_room_answers_for_its_model(model):
    assert model._meta.label_lower in registered_models(), (
        f"register {model._meta.label} in its room's personal_data.py"
    )


def test_what_is_let_go_still_exists():
    for label in LET_GO:
        assert apps.get_model(label)


@pytest.mark.parametrize("holding", holdings(), ids=lambda holding: holding.section)
def test_a_room_says_in_words_what_it_holds_and_why(holding):
    """The public page on privacy is made of this."""
    for name in ("title", "purpose", "kept", "recipients"):
        assert str(getattr(holding, name)), f"{type(holding).__name__} does not say its {name}"
    assert holding.basis is not None, f"{type(holding).__name__} does not say its legal basis"


def test_what_is_registered_exists():
    for label in registered_models():
        assert apps.get_model(label)


def test_accounts_can_always_be_deleted():
    """No row of ours may hold an account back."""
    for model in filter(is_ours, models_about_people()):
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


@pytest.mark.django_db
def test_an_address_that_left_stays_suppressed_and_is_not_written_down():
    from outbox.actions import suppress
    from outbox.models import Suppression

    suppress(address="Carol@example.org", reason="complained")
    erase_person(email="carol@example.org", user=None)
    assert Suppression.objects.get().address == erased_address("carol@example.org")
    assert suppress(address="carol@example.org", reason="again").reason == "complained"
    erase_person(email="carol@example.org", user=None)
    assert Suppression.objects.count() == 1


@pytest.mark.django_db
def test_many_rows_can_be_yielded_as_well_as_listed(bob):
    for holding in holdings():
        for row in holding.export(email=bob.email, user=bob):
            assert isinstance(row, dict)
