"""Development: the embedded database, mail kept in the outbox, every error shown."""

from config.launch.postgres import Cluster
from config.settings.base import *
from config.settings.environment import VAR, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-" + "x" * 50)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]

CLUSTER = None if "DATABASE_URL" in env.ENVIRON else Cluster(VAR / "postgres")
DATABASES["default"] = (
    CLUSTER.settings(env.str("DATABASE_NAME", default="inspire"))
    if CLUSTER
    else env.db_url("DATABASE_URL")
)
DATABASES["default"] |= {"CONN_MAX_AGE": CONN_MAX_AGE, "CONN_HEALTH_CHECKS": True}

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PATTERNS_ENABLED = True
SERVE_MEDIA = True
if not EMAIL_URL:  # without a mail server, mail is read in the administration
    OUTBOX_TRANSPORT = "outbox.transports.InboxTransport"
SAMPLE_SITE_ALLOWED = True
# One-click sign-in for the sample people, and for nobody else.
SAMPLE_SIGN_IN = env.bool("SAMPLE_SIGN_IN", default=True)
STAFF_SECOND_FACTOR = env.bool("STAFF_SECOND_FACTOR", default=False)
