"""People: accounts, profiles, organisations, and the record of consent; one noun a file."""

from community.members.models.addresses import photo_address
from community.members.models.calendar_address import CalendarAddress, CalendarAddressQuerySet
from community.members.models.consent import ConsentRecord, ConsentRecordQuerySet
from community.members.models.handle import FormerHandle, FormerHandleQuerySet, handle_key
from community.members.models.organisation import (
    Affiliation,
    AffiliationQuerySet,
    Organisation,
    OrganisationQuerySet,
    domain_shape,
)
from community.members.models.profile import (
    LARGE,
    PHOTOS,
    SMALL,
    Profile,
    ProfileQuerySet,
    Trust,
    handle_shape,
    mail_language,
    profile_of,
)
from community.members.models.user import (
    User,
    UserManager,
    UserQuerySet,
    plain_name,
    sample_people_exist,
)
from community.members.models.visibility import (
    FIELDS,
    WIDTH,
    Audience,
    ceiling_of,
    includes,
    narrower,
)

__all__ = [
    "FIELDS",
    "LARGE",
    "PHOTOS",
    "SMALL",
    "WIDTH",
    "Affiliation",
    "AffiliationQuerySet",
    "Audience",
    "CalendarAddress",
    "CalendarAddressQuerySet",
    "ConsentRecord",
    "ConsentRecordQuerySet",
    "FormerHandle",
    "FormerHandleQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Profile",
    "ProfileQuerySet",
    "Trust",
    "User",
    "UserManager",
    "UserQuerySet",
    "ceiling_of",
    "domain_shape",
    "handle_key",
    "handle_shape",
    "includes",
    "mail_language",
    "narrower",
    "photo_address",
    "plain_name",
    "profile_of",
    "sample_people_exist",
]
