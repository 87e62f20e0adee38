"""What stewards type: a reason for each deed, and a file of people."""

from community.stewards.forms.deeds import DEEDS
from community.stewards.forms.files import StartForm, UploadForm
from community.stewards.forms.frame import DeedForm
from community.stewards.forms.organisations import ORGANISATION_DEEDS

__all__ = ["DEEDS", "ORGANISATION_DEEDS", "DeedForm", "StartForm", "UploadForm"]
