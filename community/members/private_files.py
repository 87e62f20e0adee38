"""Where files lie that nobody fetches by an address of their own."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """Return the storage that no address reaches: each file of it is handed out by a view."""
    return storages["private"]
