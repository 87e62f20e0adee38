"""Child processes that never outlive the launcher, not even when it is killed."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
PR_SET_KEEPCAPS = 8
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522
NOBODY = 65534


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapabilityData(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


def _libc() -> ctypes.CDLL | None:
    """Return the C library on Linux, else None."""
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(stop_signal: signal.Signals) -> None:
    """Ask the kernel to send `stop_signal` to this process when its parent ends (Linux)."""
    if libc := _libc():
        libc.prctl(PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)


def drop_root() -> None:
    """Become the user nobody, yet keep the right to reach files below root's own folders.

    PostgreSQL refuses to run as root. The two file capabilities are handed on as ambient ones, so a
    project that lies below a closed folder such as /root works too. Source: capabilities(7).
    """
    libc = _libc()
    if libc:
        libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    if libc:
        mask = (1 << CAP_DAC_OVERRIDE) | (1 << CAP_DAC_READ_SEARCH)
        data = (_CapabilityData * 2)(_CapabilityData(mask, mask, mask))
        libc.capset(ctypes.byref(_CapabilityHeader(CAPABILITY_VERSION_3, 0)), ctypes.byref(data))
        for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
            libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0)


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str] | None = None,
    log: Path | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    before: Callable[[], None] | None = None,
    cwd: Path | None = None,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own and return it.

    Ctrl-C in the terminal reaches the launcher alone, which then stops its children in order; if
    the launcher is killed, the kernel sends each child its `stop_signal`. Output goes to `log`, or
    to the terminal.
    """

    def prepare() -> None:
        if before:
            before()
        die_with_parent(stop_signal)

    output = log.open("ab") if log else None
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=prepare,
            cwd=cwd,
        )
    finally:
        if output:
            output.close()


def stop(process: subprocess.Popen[bytes], *, with_signal: signal.Signals, patience: float) -> None:
    """End `process` by `with_signal`; after `patience` seconds end its whole session by force."""
    if process.poll() is None:
        process.send_signal(with_signal)
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            kill_session(process)


def stop_all(started: Sequence[subprocess.Popen[bytes]], *, patience: float) -> None:
    """Ask all of them to end, give them `patience` seconds together, end by force what is left."""
    for process in started:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + patience
    for process in started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(deadline - time.monotonic(), 0))
        kill_session(process)


def kill_session(process: subprocess.Popen[bytes]) -> None:
    """Kill `process` and all that it started; return when it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
