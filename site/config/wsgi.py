"""The door for granian: the anonymous lane, and Django behind it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

application = get_wsgi_application()

from config.checks import refuse_sample_people  # noqa: E402  needs the apps
from config.front import in_front_of  # noqa: E402  needs the apps

refuse_sample_people()
application = in_front_of(application)

# What is loaded by now stays: the collector need not walk over it again with every few pages.
gc.collect()
gc.freeze()
