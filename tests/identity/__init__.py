"""Signing in, second factors, other providers, devices."""
