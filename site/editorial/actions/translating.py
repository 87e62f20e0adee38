"""Starting translations, and saying that one is up to date."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.actions.copy_for_translation import (
    CopyPageForTranslationAction,
    ParentNotTranslatedError,
)
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from editorial.models import TranslationMark
from editorial.refusals import Refused
from editorial.roles import let_translators_work, locales_of


@transaction.atomic
def start_translation(*, source: Any, locale: Locale, user: Any) -> Any:
    """Copy a page or snippet as the draft of a translation and return it; raise `Refused`.

    The page above it has to be translated before: each page stands below its own language.
    """
    _guard(locale, user)
    if source.locale_id == locale.pk:
        raise Refused(_("This is the original's own language."))
    known = source.get_translation_or_none(locale)
    if known is not None and not getattr(known, "alias_of_id", None):
        raise Refused(_("There is a translation already."))
    if isinstance(source, Page):
        made = _copy_page(source, locale, user, known)
    else:
        made = source.copy_for_translation(locale)
        made.save()
        log(instance=made, action="wagtail.create", user=user)
    mark(source=source, locale=locale, user=user)
    let_translators_work()
    return made


def _copy_page(source: Page, locale: Locale, user: Any, known: Page | None) -> Page:
    if known is not None:  # it showed the original; from now on it is a page of its own
        ConvertAliasPageAction(known.specific, user=user).execute(skip_permission_checks=True)
        alone: Page = known.specific_class.objects.get(pk=known.pk)
        return alone
    action = CopyPageForTranslationAction(page=source, locale=locale, user=user)
    try:
        made: Page = action.execute(skip_permission_checks=True)
    except ParentNotTranslatedError as error:
        parent = source.get_parent()
        raise Refused(_("Translate “%(title)s” above it first.") % {"title": parent}) from error
    return made


@transaction.atomic
def mark_up_to_date(*, translation: Any, user: Any) -> TranslationMark:
    """Note that a translation says what its original says now; return the mark; raise `Refused`."""
    _guard(translation.locale, user)
    source = source_of(translation)
    if source is None:
        raise Refused(_("This is an original, not a translation."))
    log(instance=translation, action="editorial.translated", user=user)
    return mark(source=source, locale=translation.locale, user=user)


def source_of(translation: Any) -> Any:
    """Return the original of a translation: its sibling in the site's own language; or None."""
    default = Locale.get_default()
    if translation.locale_id == default.pk:
        return None
    return translation.get_translation_or_none(default)


def mark(*, source: Any, locale: Locale, user: Any) -> TranslationMark:
    """Write down which version of `source` its translation follows, and return it."""
    revision = getattr(source, "live_revision_id", None) or getattr(
        source, "latest_revision_id", None
    )
    record, _made = TranslationMark.objects.update_or_create(
        content_type=kind_of(type(source)),
        translation_key=source.translation_key,
        locale=locale,
        defaults={
            "source_revision_id": revision,
            "synced_at": timezone.now(),
            "synced_by": user,
        },
    )
    return record


def kind_of(model: type) -> ContentType:
    """Return the content type under which marks of a model are kept: one for all pages."""
    owner = Page if issubclass(model, Page) else model
    return ContentType.objects.get_for_model(owner, for_concrete_model=False)


def _guard(locale: Locale, user: Any) -> None:
    if locale.language_code not in locales_of(user):
        raise Refused(_("You translate into other languages than this one."))
