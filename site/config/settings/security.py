"""Headers, cookies, upload and rate limits; plain values that no environment weakens."""

# No inline script or style anywhere a visitor or member goes; nothing from other hosts.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "media-src 'self'",
        "frame-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "object-src 'none'",
    )
)
# The one relaxation: Wagtail 8's date pickers, choosers and inline panels start from inline
# scripts, and Draftail writes style attributes. It holds below the admin's path only.
ADMIN_PATH = "/admin/"
ADMIN_CONTENT_SECURITY_POLICY = (
    CONTENT_SECURITY_POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
    .replace("img-src 'self' data:", "img-src 'self' data: blob:")
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows the page in a frame of the same site
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # asks for DENY, which would end the preview

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a page with many blocks has thousands of fields
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = [
    *(
        "csv",
        "docx",
        "ics",
        "json",
        "mp3",
        "mp4",
        "odp",
        "ods",
        "odt",
        "pdf",
        "pptx",
        "rtf",
        "txt",
        "vtt",
        "webm",
        "xlsx",
        "zip",
    ),
]
WAGTAILDOCS_BLOCK_EMBEDDED_CONTENT = True

# Files that people hand in with the questions of an event; of those who have not confirmed, so
# many for each event and for each address.
EVENTS_ANSWER_FILE_BYTES = 5_000_000
EVENTS_UNPROVEN_FILES_OF_EVENT = 200
EVENTS_UNPROVEN_FILES_OF_ADDRESS = 5

# How often one address may call; several windows may be joined by commas.
RATE_LIMITS = {
    "members.photo": "10/m,60/h",  # each is decoded and drawn anew
    "identity.provider": "20/m,200/h",
    "identity.device": "20/m,200/h",
    "datarights.export": "3/h,6/d",
    "datarights.fetch": "20/h",
    "datarights.correction": "5/h,10/d",
    "datarights.leave": "10/h",
    "newsletters.subscribe": "10/m,60/h",
    "newsletters.token": "60/m",
    "events.register": "20/m,120/h",
    "toolbox.shortlist_pdf": "20/m,200/h",
    "events.token": "60/m",
    "events.api": "300/m",
    "events.code": "10/m,60/h",  # tries of an access code
    "papers.verify": "30/m,300/h",
    "events.feed": "60/m",
    "events.door": "600/m",  # one device; what it sends at once is one call
    "events.here": "8/m,40/h",  # one person; the code in the room is not guessed
    "events.here_network": "600/m",  # a whole room behind one address
    "events.own_calendar": "20/m,60/h",
    "pages.form": "10/m,60/h",
    "editorial.review": "60/m",
    "editorial.remark": "10/m,60/h",
    "editorial.feed": "30/m",
    "metrics.hit": "240/m",
    "discovery.api": "120/m",
    "discovery.oai": "60/m",
    "directory.suggest": "120/m",
    "directory.claim": "10/h,20/d",
}
