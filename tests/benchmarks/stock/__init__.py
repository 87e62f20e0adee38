"""The same pages as stock Wagtail serves them: what a project has after the tutorial."""
