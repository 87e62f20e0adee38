"""The board says where each translation stands, and lets it be brought up to date."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from editorial.actions.translating import mark_up_to_date, start_translation
from editorial.board import originals, progress, target_locales, with_states
from editorial.models import TranslationMark
from editorial.refusals import Refused
from editorial.roles import let_everybody_work
from tests.editorial.conftest import signed_in, somebody, words
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def french(db):
    return Locale.objects.get_or_create(language_code="fr")[0]


@pytest.fixture
def german(db):
    return Locale.objects.get_or_create(language_code="de")[0]


@pytest.fixture
def in_french(plain, home, french, editor):
    """Return the draft of a French translation of the small print."""
    start_translation(source=home, locale=french, user=editor)
    return start_translation(source=plain, locale=french, user=editor)


def state_of(page, locale):
    row = with_states(originals(Page), Page, [locale]).get(pk=page.pk)
    return getattr(row, f"state_{locale.pk}")


def test_a_translation_goes_from_missing_to_up_to_date(plain, home, french, editor):
    assert state_of(plain, french) == "missing"
    start_translation(source=home, locale=french, user=editor)
    made = start_translation(source=plain, locale=french, user=editor)
    assert state_of(plain, french) == "draft"
    made.save_revision().publish()
    assert state_of(plain, french) == "fine"


def test_a_change_of_the_original_makes_it_stale_until_somebody_says_so(
    plain, in_french, french, editor
):
    in_french.save_revision().publish()
    plain.title = "Smaller print"
    plain.save_revision().publish()
    assert state_of(plain, french) == "stale"
    mark_up_to_date(translation=in_french, user=editor)
    assert state_of(plain, french) == "fine"
    mark = TranslationMark.objects.get(translation_key=plain.translation_key)
    assert mark.source_revision_id == Page.objects.get(pk=plain.pk).live_revision_id
    assert mark.synced_by == editor


def test_a_translation_from_before_the_board_is_judged_by_its_own_date(plain, in_french, french):
    in_french.save_revision().publish()
    TranslationMark.objects.all().delete()
    assert state_of(plain, french) == "fine"
    Page.objects.filter(pk=plain.pk).update(last_published_at=timezone.now() + timedelta(hours=1))
    assert state_of(plain, french) == "stale"


def test_an_alias_is_no_translation(plain, home, french, editor):
    start_translation(source=home, locale=french, user=editor)
    plain.copy_for_translation(french, alias=True)
    assert state_of(plain, french) == "alias"
    made = start_translation(source=plain, locale=french, user=editor)
    assert made.alias_of_id is None
    assert state_of(plain, french) != "alias"


def test_a_translator_translates_into_the_own_language_only(plain, home, french, german, editor):
    for locale in (french, german):
        start_translation(source=home, locale=locale, user=editor)
    let_everybody_work()
    translator = somebody("translator")
    with pytest.raises(Refused, match="other languages"):
        start_translation(source=plain, locale=german, user=translator)
    made = start_translation(source=plain, locale=french, user=translator)
    assert made.permissions_for_user(translator).can_edit()


def test_the_page_above_comes_first(plain, french, editor):
    with pytest.raises(Refused, match="above it first"):
        start_translation(source=plain, locale=french, user=editor)


def test_a_translation_is_not_started_twice(plain, in_french, french, editor):
    with pytest.raises(Refused, match="already"):
        start_translation(source=plain, locale=french, user=editor)


def test_progress_counts_every_state(plain, in_french, french):
    counts = progress(Page, [french])[0].counts
    assert counts["draft"] == 2
    assert progress(Page, [french])[0].percent == 0
    in_french.save_revision().publish()
    assert progress(Page, [french])[0].counts["fine"] == 1


def test_the_screen_starts_and_settles_translations(plain, home, french, editor):
    browser = signed_in(editor)
    start = reverse("translations:start")
    browser.post(start, {"of": "page", "pk": home.pk, "locale": "fr"})
    answer = browser.post(start, {"of": "page", "pk": plain.pk, "locale": "fr"})
    made = plain.get_translation(french)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=(made.pk,))
    made.save_revision().publish()
    plain.save_revision().publish()
    screen = words(browser.get(reverse("translations:index")))
    assert "Original changed" in screen
    assert "What changed" in screen
    browser.post(reverse("translations:settle"), {"of": "page", "pk": made.pk})
    assert state_of(plain, french) == "fine"


@pytest.mark.parametrize(
    "query",
    [
        {"of": "nothing.here"},
        {"language": "xx"},
        {"state": "gone"},
        {"person": "9" * 30},
        {"q": "\0"},
        {"q": "x" * 10_000},
        {"p": "-1"},
        {"p": "9" * 30},
    ],
    ids=["no model", "no language", "no state", "huge person", "nul", "long", "minus", "deep"],
)
def test_filters_that_make_no_sense_are_none(editor, french, plain, query):
    assert signed_in(editor).get(reverse("translations:index"), query).status_code == 200


@pytest.mark.parametrize(
    "fields", [{}, {"pk": "x"}, {"pk": "9" * 30}, {"pk": "1", "locale": "xx"}], ids=repr
)
def test_what_does_not_exist_is_not_translated(editor, french, plain, fields):
    answer = signed_in(editor).post(reverse("translations:start"), fields)
    assert answer.status_code in {302, 404}
    assert not TranslationMark.objects.exists()


def test_the_board_is_narrowed_by_state(editor, french, german, plain, in_french):
    address = reverse("translations:index")
    browser = signed_in(editor)
    assert "Small print" in words(browser.get(address, {"language": "fr", "state": "draft"}))
    shown = words(browser.get(address, {"language": "fr", "state": "missing"}))
    assert reverse("wagtailadmin_pages:edit", args=(plain.pk,)) not in shown


def test_the_board_asks_for_the_same_with_three_pages_and_with_thirty(
    editor, home, french, german, django_assert_max_num_queries
):
    counts = []
    browser = signed_in(editor)
    for number in (3, 27):
        for one in range(number):
            StandardPageFactory.create(title=f"T{number}-{one}")
        browser.get(reverse("translations:index"))
        with django_assert_max_num_queries(60) as captured:
            browser.get(reverse("translations:index"))
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert target_locales() == [german, french]
