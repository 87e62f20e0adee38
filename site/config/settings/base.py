"""What every environment shares: apps in the order of the floors, security, languages, limits."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.settings.desk import *
from config.settings.environment import PACKAGE, ROOT, VAR, env
from config.settings.events import *
from config.settings.people import *
from config.settings.providers import openid_providers
from config.settings.schedule import *
from config.settings.security import *

TEMPLATES_DIR = next(d for d in (PACKAGE / "templates", ROOT / "templates") if d.is_dir())

# The project ---------------------------------------------------------------------------------
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
WAGTAIL_SITE_NAME = env.str("SITE_NAME", default="INSPIRE")
VOCABULARY_BASE_URI = env.str("VOCABULARY_BASE_URI", default=f"{SITE_URL}/vocabulary/")
WAGTAILADMIN_BASE_URL = SITE_URL
SAMPLE_SITE_ALLOWED = False
SAMPLE_SIGN_IN = False

INSTALLED_APPS = [
    # Our rooms, roof first; a room's templates and commands come before any library's.
    "config",
    "dissemination_metrics",
    "events.questions",
    "events.interface",
    "events.letters",
    "events.reach",
    "events.pools",
    "events.invitations",
    "events.groups",
    "events.sessions",
    "events.series",
    "events.desk",
    "events.afterwards",
    "events.papers",
    "events.door",
    "events",
    "newsletters",
    "toolbox",
    "editorial",
    "discovery",
    "community.stewards",
    "community.datarights",
    "community.directory",
    "community.identity",
    "community.members",
    "pages",
    "search",
    "outbox",
    "vocabulary",
    "lane",
    "typeset",
    "wagtail.contrib.settings",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "community.members.people_desk.PeopleDeskConfig",  # wagtail.users, with our account
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "config.middleware.RequestLog",
    "config.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    # Behind all that reckons with who really signed in.
    "community.stewards.middleware.LookAsMember",
    "community.members.middleware.MemberTimeZone",
    "community.members.middleware.StaffSecondFactor",
    "events.desk.middleware.HelpersStayAtTheDesk",
    "community.identity.middleware.DeviceActivity",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [TEMPLATES_DIR],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "pages.context_processors.viewer",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Signing in ------------------------------------------------------------------------------------
SOCIALACCOUNT_PROVIDERS = openid_providers(env.ENVIRON)
MFA_KEYS = env.list("MFA_KEYS", default=[])

# Truth ---------------------------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, dict[str, object]] = {}  # each environment says where
CONN_MAX_AGE = 60

REDIS_URL = env.str("REDIS_URL", default="")
REDIS_PREFIX = env.str("REDIS_PREFIX", default="")  # keeps two projects on one Redis apart
CACHES: dict[str, dict[str, object]] = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": REDIS_PREFIX,
        }
        if REDIS_URL
        else {
            "BACKEND": "config.folder_cache.FolderCache",
            "LOCATION": VAR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 50_000},  # 300 unless given: rate limits would be forgotten
        }
    )
}
SESSION_ENGINE = f"django.contrib.sessions.backends.{'cached_db' if REDIS_URL else 'db'}"

# The anonymous lane ------------------------------------------------------------------------------
LANE_ENABLED = env.bool("LANE_ENABLED", default=True)
# Processes that share this folder know of a change at once.
LANE_DIR = Path(env.str("LANE_DIR", default=str(VAR / "lane")))
LANE_MEGABYTES = env.int("LANE_MEGABYTES", default=32)  # in each web process
LANE_SHARED_SECONDS = env.int("LANE_SHARED_SECONDS", default=0)  # how long a CDN may keep a page

# Background work: Celery only wakes workers ------------------------------------------------------
CELERY_BROKER_URL = (
    env.str("CELERY_BROKER_URL", default="") or REDIS_URL or "filesystem://localhost"
)
if CELERY_BROKER_URL.startswith("filesystem:"):
    CELERY_BROKER_TRANSPORT: str | None = "config.broker:FolderTransport"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
        "data_folder_in": VAR / "broker" / "messages",
        "data_folder_out": VAR / "broker" / "messages",
        "control_folder": VAR / "broker" / "control",
        "polling_interval": 0.2,
    }
else:
    # A wake-up call that cannot be made at once is dropped: the sweepers come round anyway.
    CELERY_BROKER_TRANSPORT_OPTIONS = {"max_retries": 1, "socket_connect_timeout": 2}
    if CELERY_BROKER_URL.startswith("redis"):
        CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = REDIS_PREFIX
TASKS = {"default": {"BACKEND": "config.task_backend.CeleryBackend", "QUEUES": []}}

# Mail ------------------------------------------------------------------------------------------
# smtp://user:password@host:port, smtp+tls://, smtps://
EMAIL_URL = env.str("EMAIL_URL", default="")
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="INSPIRE <inspire@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# What Django, Wagtail and libraries send goes through the outbox like all else.
EMAIL_BACKEND = "outbox.django_mail.OutboxBackend"
OUTBOX_TRANSPORT = env.str("OUTBOX_TRANSPORT", default="outbox.transports.SmtpTransport")
# The class of a mail backend of Django's, for OUTBOX_TRANSPORT=outbox.transports.BackendTransport.
OUTBOX_BACKEND = env.str("OUTBOX_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
OUTBOX_LEASE_SECONDS = env.int("OUTBOX_LEASE_SECONDS", default=120)  # from claim to first byte
OUTBOX_WIRE_LEASE_SECONDS = env.int("OUTBOX_WIRE_LEASE_SECONDS", default=600)  # until an answer
OUTBOX_KEEP_BODIES_DAYS = env.int("OUTBOX_KEEP_BODIES_DAYS", default=90)

# People's data -----------------------------------------------------------------------------------
DATA_EXPORT_DAYS = env.int("DATA_EXPORT_DAYS", default=7)  # how long a copy can be fetched
ERASURE_GRACE_DAYS = env.int("ERASURE_GRACE_DAYS", default=14)  # to come back after closing
INACTIVE_MONTHS = env.int("INACTIVE_MONTHS", default=24)  # without a sign-in, then erased

# Figures ---------------------------------------------------------------------------------------
# Raw hits are kept as long as COUNTER gives to correct a published figure: three months.
HITS_KEEP_DAYS = env.int("HITS_KEEP_DAYS", default=92)

# Search ----------------------------------------------------------------------------------------
# How often something was looked for is kept so long; what few looked for goes after two weeks.
SEARCH_KEEP_DAYS = env.int("SEARCH_KEEP_DAYS", default=400)

# Newsletters -----------------------------------------------------------------------------------
# By this key an address that left is known again; without it, by SECRET_KEY, which must then stay.
NEWSLETTERS_ADDRESS_KEY = env.str("NEWSLETTERS_ADDRESS_KEY", default="")
NEWSLETTERS_LEASE_SECONDS = env.int("NEWSLETTERS_LEASE_SECONDS", default=300)  # to the first byte
NEWSLETTERS_WIRE_LEASE_SECONDS = env.int("NEWSLETTERS_WIRE_LEASE_SECONDS", default=600)  # to end
NEWSLETTERS_PENDING_DAYS = 30  # a link to confirm works so long
NEWSLETTERS_KEEP_ADDRESSES_DAYS = env.int("NEWSLETTERS_KEEP_ADDRESSES_DAYS", default=365)

# Found by machines -------------------------------------------------------------------------------
# A site that is only being tried says no to all search engines.
ROBOTS_DISALLOW_ALL = env.bool("ROBOTS_DISALLOW_ALL", default=False)
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")  # an address; else that of the identity

# Languages -------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("it", _("Italian")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = env.str("TIME_ZONE", default="Europe/Brussels")

# Files -----------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(ROOT / "staticfiles")))
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "pages.css.JoinedSheetFinder",
]
JOINED_SHEETS_DIR = VAR / "sheets"
MEDIA_URL = "media/"
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))
# Copies of people's data, never below a folder that is served; web and worker share it.
PRIVATE_DIR = Path(env.str("PRIVATE_DIR", default=str(VAR / "private")))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PRIVATE_DIR,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Editorial life ----------------------------------------------------------------------------------
# Each saving by itself takes some forty queries: not while somebody is still typing the sentence.
WAGTAIL_AUTOSAVE_INTERVAL = env.int("AUTOSAVE_MILLISECONDS", default=3000)
# A class of `editorial.external.ExternalChecker`; empty: no link to another site is ever requested.
EDITORIAL_EXTERNAL_CHECKER = env.str("EDITORIAL_EXTERNAL_CHECKER", default="")

LOGGING_FORMAT = env.str("LOG_FORMAT", default="readable")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "readable": {"()": "config.logs.ReadableFormatter"},
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOGGING_FORMAT}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        # One line per request comes from RequestLog; Django's own lines would repeat it with paths.
        "django.request": {"level": "CRITICAL"},
        "django.server": {"level": "CRITICAL"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
        "kombu": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},  # its audit log is in the database
        "fido2": {"level": "WARNING"},  # would name the passkeys that people use
    },
}
