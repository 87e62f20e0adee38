"""The deeds of this room: issue certificates, and what may become of them."""

from events.papers.actions.ending import reissue_certificate, revoke_certificate, withdraw
from events.papers.actions.issuing import ask_for_certificates, issue_some, make_again, send_again
from events.papers.actions.keeping import delete_lost_files, forget_old
from events.papers.actions.wording import save_wording, wording_of

__all__ = [
    "ask_for_certificates",
    "delete_lost_files",
    "forget_old",
    "issue_some",
    "make_again",
    "reissue_certificate",
    "revoke_certificate",
    "save_wording",
    "send_again",
    "withdraw",
    "wording_of",
]
