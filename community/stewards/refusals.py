"""Why a deed of a steward may not be done; the text says it to the steward."""


class Refused(Exception):
    """The deed may not be done, or no longer fits; the message says why in the visitor's words."""
