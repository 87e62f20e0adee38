"""Identity providers from the environment: whoever speaks OpenID Connect can be let in."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

# What is known of a provider without being told.
KNOWN: Final[dict[str, dict[str, str]]] = {
    "orcid": {"NAME": "ORCID", "URL": "https://orcid.org", "SCOPE": "openid"},
    "eu-login": {"NAME": "EU Login", "URL": "https://ecas.ec.europa.eu/cas/oauth2"},
}
LOOPBACK: Final = ("http://127.0.0.1:", "http://localhost:")


def openid_providers(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return allauth's `SOCIALACCOUNT_PROVIDERS` for the names in `OPENID_PROVIDERS`.

    A provider "eu-login" is told by `OPENID_EU_LOGIN_CLIENT_ID`, `..._SECRET`, `..._URL` (where its
    discovery document is), `..._NAME` and `..._SCOPE`. People are known by `sub`, which no provider
    gives to somebody else later; an address or a name could be.
    Source: OpenID Connect Core 1.0, sections 2 and 5.7.

    Raises:
        ImproperlyConfigured: a value is missing, or the address is not https.
    """
    names = [name.strip() for name in environment.get("OPENID_PROVIDERS", "").split(",")]
    apps = [_app(name, environment) for name in names if name]
    return {"openid_connect": {"APPS": apps, "OAUTH_PKCE_ENABLED": True}} if apps else {}


def _app(name: str, environment: Mapping[str, str]) -> dict[str, Any]:
    prefix = f"OPENID_{name.upper().replace('-', '_')}_"
    told = KNOWN.get(name, {}) | {
        key.removeprefix(prefix): value.strip()
        for key, value in environment.items()
        if key.startswith(prefix) and value.strip()
    }
    missing = [f"{prefix}{key}" for key in ("CLIENT_ID", "SECRET", "URL") if not told.get(key)]
    if missing:
        raise ImproperlyConfigured(
            f"OPENID_PROVIDERS names {name}: {', '.join(missing)} is missing"
        )
    if not told["URL"].startswith(("https://", *LOOPBACK)):
        raise ImproperlyConfigured(f"{prefix}URL must begin with https://")
    return {
        "provider_id": name,
        "name": told.get("NAME", name),
        "client_id": told["CLIENT_ID"],
        "secret": told["SECRET"],
        "settings": {
            "server_url": told["URL"].rstrip("/"),
            "scope": told.get("SCOPE", "openid profile email").split(),
            "uid_field": "sub",
            "oauth_pkce_enabled": True,
            "fetch_userinfo": True,
        },
    }
