"""The sample site: every room brings its own part; loaded once, never over real data."""

import logging
from typing import Final

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

import community.members.sample
import dissemination_metrics.sample
import events.afterwards.sample
import events.groups.sample
import events.invitations.sample
import events.letters.sample
import events.papers.sample
import events.pools.sample
import events.questions.sample
import events.sample
import newsletters.sample
import pages.sample
import toolbox.sample
from community.directory.actions import rebuild as rebuild_directory
from community.members.models import User, sample_people_exist
from config.task_backend import gathered
from search.actions import rebuild
from vocabulary.actions import load_vocabularies

logger = logging.getLogger(__name__)

# Wagtail's own first migration makes the root and one welcome page.
PAGES_OF_AN_EMPTY_SITE = 2
# The small rooms around a seat that have something to show.
AROUND_EVENTS: Final = (
    *(events.pools, events.invitations, events.groups, events.questions, events.letters),
    *(events.papers, events.afterwards),
)


class RealDataError(RuntimeError):
    """The sample site would be mixed with real data."""


def is_empty() -> bool:
    """Return whether nobody has an account and no page was written yet."""
    has_people = User.objects.exists()
    return not has_people and Page.objects.count() <= PAGES_OF_AN_EMPTY_SITE


@transaction.atomic
def load_sample_site() -> None:
    """Load the vocabularies and each room's sample; what is there already stays as it is.

    Raises:
        RealDataError: the database holds real data, or the settings do not allow a sample site.
    """
    if not settings.SAMPLE_SITE_ALLOWED:
        message = "The sample site is refused in production."
        raise RealDataError(message)
    if not is_empty() and not sample_people_exist():
        message = "The sample site is refused: this database holds people or pages already."
        raise RealDataError(message)
    load_vocabularies()
    with gathered():
        people = community.members.sample.load_people()
        for room in (pages, toolbox, events, *AROUND_EVENTS, newsletters, dissemination_metrics):
            room.sample.load(people)
    rebuild_directory()
    rebuild()  # snippets are planted without a publication that the search would hear of
    logger.info("The sample site is loaded")
