"""An event that goes on now at the open site, with people, a helper and their tickets."""

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.running import ROOT, RunningSite

PREPARE = """
import json
from datetime import timedelta
from django.utils import timezone
from community.members.models import User
from events.door.actions.ticketing import ticket_code
from events.links import token_of
from events.models import *
from vocabulary.models import Scheme, Term
now = timezone.now()
event = EventPage(title="The door (example)", slug="the-door", summary="A day at the door.",
    event_type=Term.objects.get_by_code(Scheme.EVENT_TYPE, "advice-clinic"),
    format=Term.objects.get_by_code(Scheme.EVENT_FORMAT, "on-site"),
    venue="The old mill", city="Ghent",
    start=now - timedelta(hours=1), end=now + timedelta(hours=3))
EventIndexPage.objects.first().add_child(instance=event)
event = EventPage.objects.get(pk=event.pk)
EventRole.objects.create(event=event, user=User.objects.get(email="bob@example.org"), role="door")
told = []
for number, name in enumerate(["Ann Alder", "Ben Birch", "Cleo Cedar", "Dan Dogwood"]):
    mine = Registration.objects.create(event=event, email=f"door{number}@example.org",
        name=f"{name} (example)", organisation=f"Mill {number} (example)", state="confirmed",
        confirmed_at=now)
    told.append({"key": mine.pk, "name": mine.name, "code": ticket_code(mine),
        "token": token_of(mine)})
print("TOLD" + json.dumps({"event": event.pk, "url": event.url, "people": told}))
"""
ASK = """
import json
from events.door.models import Scan
from events.models import Registration
scans = Scan.objects.filter(event={event}).order_by("pk")
rows = list(scans.values_list("registration_id", "verdict", "was_offline", "device"))
states = dict(Registration.objects.filter(event={event}).values_list("pk", "state"))
print("TOLD" + json.dumps({{"scans": rows, "states": states}}))
"""
CLEAR = """
from events.models import *
Registration.objects.filter(event={event}).delete()
EventPage.objects.get(pk={event}).delete()
print("TOLD{{}}")
"""


@dataclass
class Doorway:
    """The event with its people."""

    site: RunningSite
    event: int
    url: str
    people: list[dict[str, Any]]

    @property
    def path(self) -> str:
        """The page at the door."""
        return f"/meet/{self.event}/door/"

    def ask(self) -> dict[str, Any]:
        """Return the scans as (person, verdict, offline, device) and the states, by key."""
        return run(self.site, ASK.format(event=self.event))

    def clear(self) -> None:
        """Take it all away."""
        run(self.site, CLEAR.format(event=self.event))


def prepare(site: RunningSite) -> Doorway:
    """Make the event."""
    return Doorway(site=site, **run(site, PREPARE))


def run(site: RunningSite, script: str) -> dict[str, Any]:
    """Run a script in the site's own environment and return what it tells."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", script],
        env=site.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.partition("TOLD")[2])
