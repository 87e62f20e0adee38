"""How far the certificates of an event are, for its desk."""

from typing import Any

from django.urls import reverse

from events.models import EventPage
from events.papers.actions.issuing import counts
from events.papers.models import Issuing


def state_of_certificates(event: EventPage) -> dict[str, Any]:
    """Return the counts, the round under way or the last one, and where to ask for progress."""
    last = Issuing.objects.filter(event_id=event.pk).first()
    running = last if last and not last.is_finished else None
    return {
        "counts": counts(event),
        "running": running,
        "last_round": last if last and last.is_finished else None,
        "progress_url": reverse("papers_desk:progress", args=(event.pk,)) if running else "",
    }
