"""What the tests of the portal share."""

import pytest


@pytest.fixture
def sample(sample_pages, db):
    """Return the sample people after the sample pages were loaded."""
    return sample_pages
