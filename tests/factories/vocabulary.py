"""Terms for tests that need one of their own."""

import factory

from vocabulary.models import Scheme, Term


class TermFactory(factory.django.DjangoModelFactory):
    """A theme that no file knows."""

    class Meta:
        model = Term

    scheme = Scheme.THEME
    code = factory.Sequence(lambda n: f"invented-{n}")
    order = factory.Sequence(lambda n: 1000 + n)
    labels = factory.LazyAttribute(lambda term: {"en": f"Invented {term.code}"})
    sort_keys = factory.LazyAttribute(
        lambda term: {language: label.lower() for language, label in term.labels.items()}
    )
