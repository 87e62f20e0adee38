"""Why a deed of editorial life is not done; the message is for the person who tried."""


class Refused(Exception):
    """It cannot be done; the message says why and what to do."""
