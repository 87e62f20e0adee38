"""What is looked for is counted for editors, and kept no longer than it may be."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from config.launch.prepare import let_editors_work
from search import demand, tasks
from search.models import Demand, Entry, Promotion

pytestmark = pytest.mark.django_db


def asked(text: str, *, times: int, days_ago: int = 0, in_vain: int = 0) -> None:
    day = timezone.localdate() - timedelta(days=days_ago)
    Demand.objects.create(day=day, text=text, language="en", searches=times, in_vain=in_vain)


@pytest.mark.parametrize(
    "text", ["", "a", "ann@example.org", "4111 1111 1111 11111", "https://x.example", "k" * 41]
)
def test_what_could_be_about_somebody_is_not_counted(text):
    assert not demand.count(text=text, language="en", found=0)
    assert not Demand.objects.exists()


def test_the_same_words_are_counted_together_day_by_day():
    for text in ("Innovation  ouverte", "innovation OUVERTE"):
        assert demand.count(text=text, language="fr", found=3)
    row = Demand.objects.get()
    assert (row.text, row.searches, row.in_vain) == ("innovation ouverte", 2, 0)


def test_what_few_people_looked_for_is_not_shown():
    asked("rare", times=2, in_vain=2)
    asked("patent", times=2, in_vain=1)
    asked("patent", times=3, days_ago=1, in_vain=3)
    since = timezone.localdate() - timedelta(days=30)
    assert [row["text"] for row in demand.most_wanted(since=since)] == ["patent"]
    assert [row["failed"] for row in demand.most_wanted(since=since, in_vain=True)] == [4]


def test_rare_words_and_old_counts_are_erased(settings):
    asked("rare", times=1, days_ago=20)
    asked("new", times=1, days_ago=2)
    asked("often", times=9, days_ago=20)
    asked("often", times=9, days_ago=settings.SEARCH_KEEP_DAYS + 1)
    assert tasks.forget() == 2
    assert set(Demand.objects.values_list("text", flat=True)) == {"new", "often"}


def test_editors_read_the_reports_and_export_them(client, alice):
    let_editors_work()
    asked("patent", times=5, in_vain=4)
    client.force_login(alice)
    for name in ("search_most", "search_missing"):
        assert "patent" in client.get(reverse(name)).content.decode()
        export = client.get(reverse(name), {"export": "csv"})
        assert b"patent" in b"".join(export.streaming_content)
    assert client.get(reverse("search_state")).status_code == 200


def test_members_see_neither_reports_nor_the_index(client, bob):
    client.force_login(bob)
    for name in ("search_most", "search_missing", "search_state"):
        assert client.get(reverse(name)).status_code in {302, 403}
    assert client.post(reverse("search_rebuild")).status_code in {302, 403}


def test_only_those_allowed_rebuild_the_index(client, ada, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks.rebuild, "apply_async", lambda **options: woken.append(options))
    client.force_login(ada)
    assert client.get(reverse("search_rebuild")).status_code == 405
    assert client.post(reverse("search_rebuild")).status_code == 302
    assert len(woken) == 1


def test_promoted_words_are_kept_in_the_form_of_searches():
    from tests.factories.pages import StandardPageFactory

    made = Promotion.objects.create(words=" Brevet, ÉTAPE ,, brevet", page=StandardPageFactory())
    assert made.folded == ["brevet", "etape"]
    assert not Entry.objects.exists()
