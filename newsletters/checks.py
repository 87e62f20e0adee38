"""What must be true of a letter before it may be sent, said in words for the editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from newsletters.composing import KEY, Letter
from newsletters.models import Edition
from newsletters.wire import NotSendable, Wire

if TYPE_CHECKING:
    from newsletters.models import IssuePage

MOST_BYTES: Final = 90_000  # Gmail cuts what is longer than about 102 kB
ADDRESSES: Final = ("https://", "http://", "mailto:", "#")


@dataclass(frozen=True)
class Check:
    """One demand and whether it is met; `detail` says what to do when it is not."""

    label: str
    is_met: bool
    detail: str = ""


def checks_of(issue: IssuePage, letter: Letter, readers: int) -> list[Check]:
    """Return every check in the order in which an editor would make them."""
    return [
        _is_public(issue),
        Check(_("It has a subject."), bool(letter.subject), _("Write a subject.")),
        _has_items(letter),
        _items_are_there(letter),
        _parts_are_sound(letter),
        *(_of_the_mail(letter) if letter.html else ()),
        Check(_("Somebody gets it."), readers > 0, _("Nobody on the list would get this issue.")),
    ]


def _is_public(issue: IssuePage) -> Check:
    return Check(
        _("It is published, so that it can be read on the web."),
        issue.live and not issue.has_unpublished_changes,
        _("Publish the page, with its latest changes, before you send it."),
    )


def _has_items(letter: Letter) -> Check:
    found = any(part.shape != "heading" for part in letter.parts)
    return Check(_("It brings something."), found, _("Add at least one page or text to the body."))


def _items_are_there(letter: Letter) -> Check:
    gone = [part.title or str(part.number) for part in letter.parts if part.shape == "gone"]
    detail = _("Not published, or not open to everyone: %(pages)s.") % {"pages": ", ".join(gone)}
    return Check(_("Readers can open every page in it."), not gone, detail)


def _parts_are_sound(letter: Letter) -> Check:
    return Check(
        _("Every part can be shown in a mail."),
        not letter.faults,
        " ".join(fault.text for fault in letter.faults),
    )


def _of_the_mail(letter: Letter) -> list[Check]:
    soup = BeautifulSoup(letter.html, "html.parser")
    loose = sorted(
        {
            str(tag.get(name))
            for tag in soup.find_all(["a", "img"])
            for name in ("href", "src")
            if tag.get(name) is not None and not str(tag[name]).startswith(ADDRESSES)
        }
    )
    size = len(letter.html.encode())
    return [
        Check(_("All addresses in it are full ones."), not loose, ", ".join(loose)),
        Check(
            _("Every picture is described, or marked as decoration."),
            all(tag.has_attr("alt") for tag in soup.find_all("img")),
            _("A picture has no description."),
        ),
        Check(
            _("It is short enough to be shown whole (%(size)d of 90 kB).") % {"size": size // 1000},
            size < MOST_BYTES,
            _("Some mail programs would cut it off. Take something out."),
        ),
        Check(
            _("Readers can leave, in the HTML and in the text."),
            str(KEY) in letter.html and str(KEY) in letter.text,
            _("The way to leave is missing."),
        ),
        _survives(letter),
    ]


def _survives(letter: Letter) -> Check:
    """Return whether the bytes would arrive as they are."""
    edition = Edition(
        subject=letter.subject,
        sender=letter.sender,
        reply_to=letter.reply_to,
        html=letter.html,
        text=letter.text,
        headers=letter.headers,
    )
    label = _("Mail servers will hand it on unchanged.")
    try:
        Wire.of(edition)
    except (NotSendable, ValueError) as error:
        return Check(label, is_met=False, detail=str(error))
    return Check(label, is_met=True)
