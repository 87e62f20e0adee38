"""Page types, media and the site's identity, one noun a file."""

from pages.models.alert import SiteAlert
from pages.models.article import ArticlePage
from pages.models.audience import AudiencePage
from pages.models.case import CasePage
from pages.models.case_index import CaseIndexPage
from pages.models.faq import FaqPage
from pages.models.form_page import FormField, FormPage, Submission
from pages.models.glossary import GlossaryTerm
from pages.models.glossary_index import GlossaryIndexPage
from pages.models.home import HomePage
from pages.models.identity import SiteIdentity
from pages.models.listing import ListingPage
from pages.models.media import SiteDocument, SiteImage, SiteRendition
from pages.models.news_index import NewsIndexPage
from pages.models.page import BasePage, PlainPage
from pages.models.partner import Partner
from pages.models.people_index import PeopleIndexPage
from pages.models.person import Person
from pages.models.press import PressPage
from pages.models.publication import PublicationPage
from pages.models.publication_index import PublicationIndexPage
from pages.models.publication_parts import Contributor, PublicationFile
from pages.models.standard import StandardPage
from pages.models.tool import ToolPage
from pages.models.tool_path import ToolPathPage
from pages.models.toolbox import ToolboxPage

__all__ = [
    "ArticlePage",
    "AudiencePage",
    "BasePage",
    "CaseIndexPage",
    "CasePage",
    "Contributor",
    "FaqPage",
    "FormField",
    "FormPage",
    "GlossaryIndexPage",
    "GlossaryTerm",
    "HomePage",
    "ListingPage",
    "NewsIndexPage",
    "Partner",
    "PeopleIndexPage",
    "Person",
    "PlainPage",
    "PressPage",
    "PublicationFile",
    "PublicationIndexPage",
    "PublicationPage",
    "SiteAlert",
    "SiteDocument",
    "SiteIdentity",
    "SiteImage",
    "SiteRendition",
    "StandardPage",
    "Submission",
    "ToolPage",
    "ToolPathPage",
    "ToolboxPage",
]
