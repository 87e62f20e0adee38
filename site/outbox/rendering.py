"""Turns a template of three files into subject, text and HTML."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass
from typing import Any
from urllib.parse import urljoin

import mrml
from django.conf import settings
from django.template import Context, Engine, TemplateDoesNotExist, TemplateSyntaxError
from django.utils.translation import override

# RFC 5322 allows 998 octets a line; 900 characters leave room for letters of two bytes only where
# they are rare, so longer lines of such letters are still encoded by the MIME layer.
LINE = 900
AFTER_BLOCK = re.compile(
    r"(</(?:table|tbody|tr|td|th|div|p|h[1-6]|ul|ol|li|head|style|title|blockquote)>"
    r"|<br ?/?>|-->)(?=[^\n])"
)
# What XML 1.0 does not allow, pasted from elsewhere or sent by hostile hands; nobody can see it.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class BrokenTemplate(Exception):
    """A mail template cannot be rendered; the message names the file and the reason."""


@dataclass(frozen=True)
class Rendered:
    """A mail in one language, ready to be stored."""

    subject: str
    text: str
    html: str

    def with_words(self, old: str, new: str) -> Rendered:
        """Return the mail with other words in the place of ``old``; they must need no escaping."""
        return Rendered(*(part.replace(old, new) for part in astuple(self)))


def absolute_url(path: str) -> str:
    """Return the full address of ``path`` on this site; a full address stays as it is."""
    return urljoin(str(settings.SITE_URL), path)


def render_mail(template: str, context: dict[str, Any], language: str) -> Rendered:
    """Return ``<template>.subject.txt``, ``.txt`` and ``.mjml`` rendered in ``language``.

    Values are escaped in the HTML and left alone in the other two. ``site_url`` and ``language``
    are added to the context. Raises ``BrokenTemplate``.
    """
    full = {"site_url": settings.SITE_URL, "language": language, **context}
    with override(language):
        subject = _render(f"{template}.subject.txt", full, escape=False)
        text = _render(f"{template}.txt", full, escape=False)
        mjml = _render(f"{template}.mjml", full, escape=True)
    try:
        html = mjml_to_html(mjml)
    except BrokenTemplate as error:
        raise BrokenTemplate(f"{template}.mjml: {error}") from error
    return Rendered(subject=one_line(subject), text=text.strip() + "\n", html=html)


def mjml_to_html(mjml: str) -> str:
    """Return the HTML of ``mjml``, broken into short lines; raise ``BrokenTemplate``."""
    try:
        html = mrml.to_html(CONTROL.sub("", mjml)).content
    except OSError as error:
        raise BrokenTemplate(f"not valid MJML ({error})") from error
    if unknown := re.search(r"<(mj-[\w-]+)", html):
        raise BrokenTemplate(f"<{unknown[1]}> is no MJML element, or stands in the wrong place")
    return wrap_lines(html)


def wrap_lines(html: str) -> str:
    """Return ``html`` with a line break after each block, no line over ``LINE`` if it can be.

    Breaks are only put where HTML takes them for space or for nothing.
    """
    lines = AFTER_BLOCK.sub(r"\1\n", html).split("\n")
    return "\n".join(piece for line in lines for piece in _pieces(line))


def _pieces(line: str) -> list[str]:
    pieces = []
    while len(line) > LINE:
        cut = line.rfind(" ", 1, LINE)
        if cut == -1:
            cut = line.find(" ", LINE)
        if cut == -1:
            break
        pieces.append(line[:cut])
        line = line[cut + 1 :]
    return [*pieces, line]


def one_line(text: str) -> str:
    """Return ``text`` with every run of spaces and line breaks turned into one space."""
    return " ".join(text.split())


def _render(name: str, context: dict[str, Any], *, escape: bool) -> str:
    try:
        template = Engine.get_default().get_template(name)
        return template.render(Context(context, autoescape=escape))
    except (TemplateDoesNotExist, TemplateSyntaxError) as error:
        raise BrokenTemplate(f"{name}: {error or type(error).__name__}") from error
