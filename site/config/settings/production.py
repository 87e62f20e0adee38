"""Production: all from the environment; refuses to start on a missing or unsafe value."""

from urllib.parse import urlsplit

from config.settings.base import *
from config.settings.demands import refuse_unsafe
from config.settings.environment import env

refuse_unsafe(env.ENVIRON)

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATABASES["default"] = env.db_url("DATABASE_URL") | {
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=CONN_MAX_AGE),
    "CONN_HEALTH_CHECKS": True,
}

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked by the machine itself
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
PASSKEY_DOMAIN = env.str("PASSKEY_DOMAIN", default=urlsplit(SITE_URL).hostname or "")
STAFF_SECOND_FACTOR = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

LOGGING["handlers"]["console"]["formatter"] = env.str("LOG_FORMAT", default="json")
PATTERNS_ENABLED = False
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)
