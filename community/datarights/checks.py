"""Says at start-up when copies of people's data could be read by strangers."""

from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

PUBLIC: Final = (
    "The private folder lies inside a public one: set PRIVATE_DIR to a folder of its own."
)


def register_all() -> None:
    """Register the checks of this room with Django."""
    register(private_files_are_private, Tags.security)


def private_files_are_private(**_options: Any) -> list[CheckMessage]:
    """Return an error when the folder of the copies is served to everyone."""
    private = Path(settings.PRIVATE_DIR).resolve()
    public = (Path(settings.MEDIA_ROOT).resolve(), Path(settings.STATIC_ROOT).resolve())
    inside = any(private == folder or folder in private.parents for folder in public)
    return [Error(PUBLIC, id="inspire.E040")] if inside else []
