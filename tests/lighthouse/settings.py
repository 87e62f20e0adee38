"""The settings of development with the static files of production: hashed and compressed."""

from config.settings.dev import *

DEBUG = False
STATIC_ROOT = VAR / "static"
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
