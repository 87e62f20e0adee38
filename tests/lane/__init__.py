"""Tests of the anonymous lane."""
