"""What the tests of profiles tell of somebody."""

from community.members.actions import Details

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
