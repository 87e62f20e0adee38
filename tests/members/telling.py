"""What the tests of profiles tell of somebody."""

from community.members.actions import Details, Presentation, update_profile
from community.members.models import Profile

FORM = {
    "name": "Bob Changed (example)",
    "stakeholder_group": "policy",
    "organisation": "Example Agency",
    "country": "FR",
    "language": "fr",
    "time_zone": "Europe/Paris",
    "accepts_contact": "on",
}


def details_of(user, **changed):
    """Return the details as they stand, some of them changed."""
    profile = user.profile
    known = {
        "name": user.name,
        "stakeholder_group": profile.stakeholder_group,
        "country": profile.country,
        "organisation": profile.organisation,
        "language": profile.language,
    }
    return Details(**(known | changed))


def told(user):
    """Return the profile as it is stored now."""
    return Profile.objects.get(user=user)


def present(user, **shown):
    """Store what a member shows, the details left as they are."""
    return update_profile(user=user, details=details_of(user), presentation=Presentation(**shown))
