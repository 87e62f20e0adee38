"""The body of a text: every brick that may stand in it."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from pages.blocks.figures import ChartBlock, Figures, Table
from pages.blocks.links import CallToAction, PageCard, Related
from pages.blocks.media import Audio, Download, Downloads, Picture, Video
from pages.blocks.text import (
    Callout,
    Checklist,
    Heading,
    KeyFacts,
    Paragraphs,
    Questions,
    Quote,
    Steps,
)


class Body(blocks.StreamBlock):
    """The body of an article, an audience page or a page of small print."""

    paragraph = Paragraphs(group=_("Words"))
    heading = Heading(group=_("Words"))
    callout = Callout(group=_("Words"))
    steps = Steps(group=_("Words"))
    checklist = Checklist(group=_("Words"))
    key_facts = KeyFacts(group=_("Words"))
    questions = Questions(group=_("Words"))
    quote = Quote(group=_("Words"))
    figures = Figures(group=_("Numbers"))
    table = Table(group=_("Numbers"))
    chart = ChartBlock(group=_("Numbers"))
    picture = Picture(group=_("Pictures and files"))
    video = Video(group=_("Pictures and files"))
    audio = Audio(group=_("Pictures and files"))
    download = Download(group=_("Pictures and files"))
    downloads = Downloads(group=_("Pictures and files"))
    card = PageCard(group=_("Ways on"))
    related = Related(group=_("Ways on"))
    call_to_action = CallToAction(group=_("Ways on"))
