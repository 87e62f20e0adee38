"""What production demands of its environment: one row per value, one line per fault."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

Fault = str | None


def _secret_key(value: str) -> Fault:
    if len(value) < 50 or len(set(value)) < 10:
        return "must be a random text of at least 50 characters"
    return None


def _hosts(value: str) -> Fault:
    return "must name the site's hosts; * is refused" if "*" in value else None


def _https_url(value: str) -> Fault:
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname:
        return "must be the site's public address, beginning with https://"
    return None


def _scheme(*schemes: str) -> Callable[[str], Fault]:
    def check(value: str) -> Fault:
        if urlsplit(value).scheme not in schemes:
            return f"must begin with one of {', '.join(f'{name}://' for name in schemes)}"
        return None

    return check


def _sender(value: str) -> Fault:
    if "@" not in value or value.rstrip(">").endswith("localhost"):
        return "must be an address of a domain that may send the project's mail"
    return None


DEMANDS: dict[str, Callable[[str], Fault]] = {
    "SECRET_KEY": _secret_key,
    "ALLOWED_HOSTS": _hosts,
    "SITE_URL": _https_url,
    "DATABASE_URL": _scheme("postgres", "postgresql"),
    "EMAIL_URL": _scheme("smtp", "smtp+tls", "smtps"),
    "DEFAULT_FROM_EMAIL": _sender,
}


def refuse_unsafe(environment: Mapping[str, str]) -> None:
    """Check every demanded value.

    Raises:
        ImproperlyConfigured: with one line for each missing or unsafe value.
    """
    faults = []
    for name, check in DEMANDS.items():
        value = environment.get(name, "").strip()
        fault = check(value) if value else "is missing"
        if fault:
            faults.append(f"{name} {fault}")
    if environment.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}:
        faults.append("DEBUG must not be set in production")
    if faults:
        message = "The site does not start:\n" + "\n".join(f"  - {fault}" for fault in faults)
        raise ImproperlyConfigured(message)
