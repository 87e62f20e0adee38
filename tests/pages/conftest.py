"""What the tests of the portal share."""

import pytest

from pages.sample import load


@pytest.fixture
def sample(people):
    """Return the sample people after the sample pages were loaded."""
    load(people)
    return people
