"""The deeds of this room: let editors work, set the address, make pictures, take filled forms."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, Site

from lane.generations import bump
from lane.scopes import MEDIA
from outbox.actions import post
from outbox.rendering import absolute_url
from pages.models import (
    Contributor,
    FormPage,
    GlossaryTerm,
    Partner,
    Person,
    SiteAlert,
    SiteDocument,
    SiteIdentity,
    SiteImage,
    Submission,
)
from pages.search_sources import pages_with_cover
from search.actions import mark
from search.models import Demand, Entry, Promotion

WRITERS = "Authors"
PUBLISHERS = "Editors"


@transaction.atomic
def let_editors_work() -> None:
    """Give those who write and those who publish what they need with images and documents.

    Wagtail grants pages and the administration when it is installed, but media only of its own
    models. All five roles are set in `editorial.roles`. A second call changes nothing.
    """
    root = Collection.get_first_root_node()
    for name in (WRITERS, PUBLISHERS):
        group, _created = Group.objects.get_or_create(name=name)
        deeds = ("add", "choose") if name == WRITERS else ("add", "change", "choose")
        for model in (SiteImage, SiteDocument):
            for permission in _permissions(model, *deeds):
                GroupCollectionPermission.objects.get_or_create(
                    group=group, collection=root, permission=permission
                )
    writers, publishers = (Group.objects.get(name=name) for name in (WRITERS, PUBLISHERS))
    for model in (GlossaryTerm, Partner, Person):
        writers.permissions.add(*_permissions(model, "add", "change"))
        publishers.permissions.add(*_permissions(model, "add", "change", "delete", "publish"))
    for setting in (SiteIdentity, SiteAlert):
        publishers.permissions.add(*_permissions(setting, "change"))
    _let_them_see_searches()


def _let_them_see_searches() -> None:
    """Let both groups see what is looked for, and publishers promote results and rebuild."""
    for name in (WRITERS, PUBLISHERS):
        Group.objects.get(name=name).permissions.add(*_permissions(Demand, "view"))
    every = ("add", "change", "delete", "view")
    Group.objects.get(name=PUBLISHERS).permissions.add(
        *_permissions(Promotion, *every), *_permissions(Entry, "change")
    )


def _permissions(model: type, *deeds: str) -> list[Permission]:
    kind = ContentType.objects.get_for_model(model)
    names = [f"{deed}_{kind.model}" for deed in deeds]
    return list(Permission.objects.filter(content_type=kind, codename__in=names))


@transaction.atomic
def move_site(*, url: str) -> Site | None:
    """Give the default site the host and port of `url`, so that full addresses are right.

    Returns the site, or None before there is one. Nothing is written when nothing changed.
    """
    site: Site | None = Site.objects.filter(is_default_site=True).first()
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if site and (site.hostname, site.port) != (parts.hostname, port):
        site.hostname, site.port = parts.hostname, port
        site.save()
    return site


def make_pictures(*, image: SiteImage) -> int:
    """Make the sizes and formats of an image that pages ask for; return how many there are now.

    What exists is kept, so that it may be called again at any time. The search shows them as well.
    """
    before = image.renditions.count()
    made = len(image.get_renditions(*image.picture_specs()))
    if image.renditions.count() > before:
        bump(MEDIA)
        mark("pages", *pages_with_cover(image.pk))
    return made


@transaction.atomic
def receive_form(*, page: FormPage, answers: dict[str, Any], email: str, language: str) -> None:
    """Keep a filled form for as long as its page says, and tell the project that it is there.

    The mail does not carry the answers: they are read in the administration, and deleted there.
    """
    Submission.objects.create(
        page=page,
        form_data=answers,
        email=email,
        language=language,
        delete_on=timezone.localdate() + timedelta(days=page.keep_days),
    )
    site = page.get_site()
    address = page.notify_address or (SiteIdentity.for_site(site).contact_email if site else "")
    if address:
        context = {
            "form_title": page.title,
            "keep_days": page.keep_days,
            "url": absolute_url(reverse("wagtailforms:list_submissions", args=(page.pk,))),
        }
        post(to=address, template="pages/email/form_filled", context=context)


@transaction.atomic
def forget_forms(*, today: date) -> int:
    """Delete the filled forms whose time is up; return how many."""
    deleted: int
    deleted, _by_model = Submission.objects.filter(delete_on__lte=today).delete()
    return deleted


@transaction.atomic
def withdraw_person(*, person: Person) -> None:
    """Take a person out of the public directory.

    Who wrote a work is part of the work: its rows keep the name, no more.
    """
    name = f"{person.family_name}, {person.given_name}" if person.given_name else person.family_name
    Contributor.objects.filter(person=person, name="").update(name=name)
    person.delete()
