"""A small identity provider of its own: allauth's, in a process of its own, on loopback.

Run as a program: `identity_provider.py FOLDER CALLBACK`. It prints its port and serves until it is
ended. Its people are Eve, whose address it calls verified, and Mallory, who gave it Alice's.
"""

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET, PASSWORD = "portal", "a-secret-of-the-portal", "provider-password"
PEOPLE = {"eve": "eve@example.org", "mallory": "alice@example.org"}


def configure(folder: Path, port: int) -> None:
    """Set Django up as a site of its own."""
    import django
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    settings.configure(
        DEBUG=False,
        SECRET_KEY="provider-" + "z" * 50,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="identity_provider",
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite"}
        },
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        ACCOUNT_RATE_LIMITS=False,
        IDP_OIDC_PRIVATE_KEY=pem,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SESSION_COOKIE_NAME="provider",
    )
    django.setup()


def fill(callback: str) -> None:
    """Make the tables, the portal as a client, and the people."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth import get_user_model
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    Client.objects.create(
        id=CLIENT,
        name="The portal",
        secret=make_password(SECRET),
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )
    for name, email in PEOPLE.items():
        user = get_user_model().objects.create_user(
            name, email, PASSWORD, first_name=name.title(), last_name="Elsewhere"
        )
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)


class Quiet(WSGIRequestHandler):
    """Writes no lines."""

    def log_message(self, *_: object) -> None:
        """Write nothing."""


def main(folder: str, callback: str) -> None:
    """Serve until ended."""
    server = make_server("127.0.0.1", 0, lambda *_: [], handler_class=Quiet)
    configure(Path(folder), server.server_port)
    fill(callback)
    from django.core.wsgi import get_wsgi_application

    server.set_app(get_wsgi_application())
    print(server.server_port, flush=True)
    server.serve_forever()


def _patterns() -> list:
    from django.urls import include, path

    return [
        path("accounts/", include("allauth.account.urls")),
        path("", include("allauth.idp.urls")),
    ]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main(*sys.argv[1:])
elif __name__ == "identity_provider":
    urlpatterns = _patterns()
