"""The site's settings with Wagtail's own way of serving pages, and no lane."""

from pathlib import Path

from config.settings.dev import *

LANE_ENABLED = False
ROOT_URLCONF = "tests.benchmarks.stock.urls"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates", TEMPLATES_DIR]
