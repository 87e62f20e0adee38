"""The editors' desk: Wagtail's own settings that no environment changes."""

WAGTAILIMAGES_IMAGE_MODEL = "pages.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "pages.SiteDocument"
# Looked into before they are kept; see pages/uploads.
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.forms.CheckedImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "pages.forms.CheckedDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # every download passes our door and can be counted
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True  # a changed version was seen by nobody
WAGTAIL_FINISH_WORKFLOW_ACTION = "editorial.finishing.publish_or_keep_for_bundle"
WAGTAIL_EDITING_SESSION_PING_INTERVAL = 10_000  # milliseconds until two editors see each other
WAGTAILREDIRECTS_AUTO_CREATE = True  # old addresses lead on when a page moves
# No request to third parties.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

EDITORIAL_PREVIEW_DAYS = 14  # how long a preview link works unless somebody says otherwise
EDITORIAL_REVIEW_MONTHS = 12  # pages are read again after so long; each type may say otherwise
