"""A provider in a process of its own, for as long as a test needs it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
CLIENT, SECRET = "tweespoor", "a secret of two"
USERS = {
    "kim": ("kim@gemeente.example", True, "pwd,otp"),
    "bo": ("bo@gemeente.example", True, "pwd"),
    "sam": ("sam@gemeente.example", False, "pwd,otp"),
    "nora": ("nora@gemeente.example", True, "pwd,mfa"),
}
"""By the name to log in with there: the address, whether the provider verified it, and how it has them log in."""


@contextmanager
def running_provider(folder: Path, *, back: str, users: Mapping[str, Sequence[object]] = USERS) -> Iterator[str]:
    """The address of a provider that sends browsers back to `back`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    known = {"client_id": CLIENT, "secret": SECRET, "users": users, "redirect_uris": [back]}
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "PROVIDER_DATABASE": str(folder / "provider.sqlite3"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.apps.provider.serve", str(port), json.dumps(known)],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)
