"""The folder broker that wakes workers where there is no Redis: kombu's own, made fit for loss."""

import json
import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import filesystem


class FolderChannel(filesystem.Channel):
    """A channel whose readers never meet half a message."""

    # kombu's own two parents disagree about the second name.
    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        name = f"{time.time_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        unfinished = folder / f"{name}.new"
        unfinished.write_text(json.dumps(payload))
        unfinished.rename(folder / name)


class FolderTransport(filesystem.Transport):
    """Makes its folders when it connects, and takes their loss for a lost connection.

    kombu's own transport ends the worker when a folder is missing; so the worker connects again.
    """

    Channel = FolderChannel
    connection_errors = (*filesystem.Transport.connection_errors, OSError)

    def establish_connection(self) -> Any:
        """Make the folders and connect; an ``OSError`` counts as "cannot connect now"."""
        options: Any = self.client and self.client.transport_options
        for name in ("data_folder_in", "data_folder_out", "control_folder"):
            options[name].mkdir(parents=True, exist_ok=True)
        return super().establish_connection()
