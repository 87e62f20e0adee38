"""Lighthouse on the sample site, served as in production."""
