"""The sample newsletter where the sample pages are not."""

from newsletters import sample
from newsletters.models import IssuePage, Newsletter


def test_without_other_pages_the_issues_stand_alone(people):
    sample.load(people)
    assert [list(issue.body) for issue in IssuePage.objects.all()] == [[], []]


def test_without_a_site_there_is_only_the_newsletter(people):
    from wagtail.models import Site

    Site.objects.all().delete()
    sample.load(people)
    assert Newsletter.objects.exists()
    assert not IssuePage.objects.exists()
