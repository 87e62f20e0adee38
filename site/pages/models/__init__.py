"""Page types, media and the site's identity, one noun a file."""

from pages.models.alert import SiteAlert
from pages.models.article import ArticlePage
from pages.models.audience import AudiencePage
from pages.models.case import CasePage
from pages.models.case_index import CaseIndexPage
from pages.models.home import HomePage
from pages.models.identity import SiteIdentity
from pages.models.listing import ListingPage
from pages.models.media import SiteDocument, SiteImage, SiteRendition
from pages.models.news_index import NewsIndexPage
from pages.models.page import BasePage, PlainPage
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
    "HomePage",
    "ListingPage",
    "NewsIndexPage",
    "PlainPage",
    "SiteAlert",
    "SiteDocument",
    "SiteIdentity",
    "SiteImage",
    "SiteRendition",
    "StandardPage",
    "ToolPage",
    "ToolPathPage",
    "ToolboxPage",
]
