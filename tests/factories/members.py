"""People, with or without a profile."""

import factory
from allauth.account.models import EmailAddress

from community.members.models import ConsentRecord, Profile, User
from vocabulary.models import Scheme, Term


class UserFactory(factory.django.DjangoModelFactory):
    """An account whose address is proven; `proven=False` for one that is not."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    name = factory.Sequence(lambda n: f"Person {n} (example)")

    @factory.post_generation
    def proven(self, create, value, **_):
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=value is not False
            )


class ProfileFactory(factory.django.DjangoModelFactory):
    """A complete profile from industry in Portugal."""

    class Meta:
        model = Profile

    user = factory.SubFactory(UserFactory)
    organisation = "Example Tile Works"
    stakeholder_group = factory.LazyFunction(
        lambda: Term.objects.get_by_code(Scheme.STAKEHOLDER_GROUP, "industry")
    )
    country = factory.LazyFunction(lambda: Term.objects.get_by_code(Scheme.COUNTRY, "PT"))


class ConsentRecordFactory(factory.django.DjangoModelFactory):
    """A yes to membership."""

    class Meta:
        model = ConsentRecord

    user = factory.SubFactory(UserFactory)
    email = factory.LazyAttribute(lambda record: record.user.email)
    purpose = ConsentRecord.Purpose.MEMBERSHIP
    wording = "I agree."
    wording_version = "1"
    language = "en"
    is_given = True
    source = ConsentRecord.Source.SIGN_UP
    method = "checkbox"
