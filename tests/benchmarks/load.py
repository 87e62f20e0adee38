"""A load client: wrk where the machine has it, else a few processes with plain sockets."""

import re
import shutil
import socket
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

CONNECTIONS = 8
LOOPS = 5_000_000
SCRIPT = """
local paths, n = {{{paths}}}, 0
request = function() n = n % #paths + 1; return wrk.format(nil, paths[n]) end
"""


def python_loop_ms() -> float:
    """Return the milliseconds of a fixed loop of plain Python, the best of three.

    Stands beside the figures of a run, so that those of faster and slower machines can be compared.
    """
    return round(min(_loop_ms() for _ in range(3)), 1)


def _loop_ms() -> float:
    total, begun = 0, time.perf_counter()
    for number in range(LOOPS):
        total += number
    return (time.perf_counter() - begun) * 1000


def name() -> str:
    """Return which client it is."""
    return "wrk" if shutil.which("wrk") else "sockets"


def rate(
    port: int, paths: list[str], *, seconds: float, headers: dict[str, str] | None = None
) -> float:
    """Return the requests a second at which a server on this port answered 200 or 304.

    Raises:
        AssertionError: it answered otherwise.
    """
    headers = headers or {}
    if name() == "wrk":
        return _wrk(port, paths, seconds, headers)
    with ProcessPoolExecutor(2) as pool:
        readers = [pool.submit(_sockets, port, paths, seconds, headers) for _ in "ab"]
        return sum(reader.result() for reader in readers) / seconds


def whole_rounds(
    port: int, paths: list[str], *, seconds: float, headers: dict[str, str] | None = None
) -> float:
    """Return the requests a second of two readers who go through all paths, again and again.

    For pages that take long: each ends the round it has begun, so that all paths weigh the same.
    """
    begun = time.perf_counter()
    with ThreadPoolExecutor(2) as pool:
        readers = [
            pool.submit(_sockets, port, paths, seconds, headers or {}, rounds=True) for _ in "ab"
        ]
        count = sum(reader.result() for reader in readers)
    return count / (time.perf_counter() - begun)


def _wrk(port: int, paths: list[str], seconds: float, headers: dict[str, str]) -> float:
    with TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths)))
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{max(1, round(seconds))}s",
            "--timeout=30s",
        ]
        command += [f"-H{key}: {value}" for key, value in headers.items()]
        output = subprocess.run(
            [*command, f"-s{script}", f"http://localhost:{port}/"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    assert "Non-2xx" not in output, output
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert found, output
    return float(found.group(1))


def _sockets(
    port: int,
    paths: list[str],
    seconds: float,
    headers: dict[str, str],
    *,
    rounds: bool = False,
) -> int:
    """Return how many requests were answered; with `rounds` the last round is ended."""
    lines = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
    requests = [
        f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{lines}\r\n".encode() for path in paths
    ]
    count, end = 0, time.perf_counter() + seconds
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        while time.perf_counter() < end or (rounds and count % len(paths)):
            connection.sendall(requests[count % len(requests)])
            _read(connection)
            count += 1
    return count


def _read(connection: socket.socket) -> None:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    assert head[9:12] in (b"200", b"304"), head
    length = re.search(rb"(?i)content-length: (\d+)", head)
    missing = (int(length.group(1)) if length and head[9:12] == b"200" else 0) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65536))
