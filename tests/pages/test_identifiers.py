"""DOI, ORCID iD and deliverable numbers are taken as people paste them, and refused when wrong."""

import pytest
from django.core.exceptions import ValidationError

from pages.identifiers import (
    address_of,
    bare_doi,
    bare_orcid,
    validate_deliverable,
    validate_doi,
    validate_orcid,
)


@pytest.mark.parametrize(
    "pasted",
    [
        "10.5281/zenodo.1234567",
        "https://doi.org/10.5281/zenodo.1234567",
        "doi: 10.5281/zenodo.1234567",
    ],
)
def test_a_doi_is_kept_without_what_was_pasted_with_it(pasted):
    validate_doi(pasted)
    assert bare_doi(pasted) == "10.5281/zenodo.1234567"


@pytest.mark.parametrize(
    "wrong",
    ["", "zenodo.1234567", "10.5281", "10.5281/", "10.12/x", "10.5281/a b", '10.5281/"><b>'],
)
def test_what_is_not_written_as_a_doi_is_refused(wrong):
    with pytest.raises(ValidationError):
        validate_doi(wrong)


@pytest.mark.parametrize(
    "right", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1694-233x", "0000-0001-5109-3700"]
)
def test_an_orcid_whose_last_sign_fits_is_taken(right):
    validate_orcid(right)
    assert bare_orcid(right) == bare_orcid(right).upper()


@pytest.mark.parametrize(
    "wrong",
    ["0000-0002-1825-0098", "0000-0002-1825-009X", "0000-0002-1852-0097", "0000000218250097", "x"],
)
def test_an_orcid_with_a_typing_mistake_is_refused(wrong):
    with pytest.raises(ValidationError):
        validate_orcid(wrong)


def test_a_deliverable_is_numbered_as_in_the_grant_agreement():
    validate_deliverable("D2.1")
    with pytest.raises(ValidationError):
        validate_deliverable("2.1")


def test_an_identifier_never_becomes_an_address_that_runs_something():
    assert address_of("URL", "javascript:alert(1)") == ""
    assert address_of("DOI", "10.5555/x") == "https://doi.org/10.5555/x"
    assert address_of("ISBN", "978-3-16-148410-0") == ""
