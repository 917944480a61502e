"""Serving: what a person reads who cannot start the server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from click.testing import CliRunner

from tweespoor.cli.web import serve


def a_free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def test_an_address_that_is_taken_is_told_with_what_to_do_and_nothing_is_started():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        served = CliRunner().invoke(serve, ["--port", str(port)])
    assert served.exit_code == 2
    assert f"cannot serve at 127.0.0.1:{port}: Address already in use" in served.output
    assert "make run PORT=8001" in served.output


@pytest.mark.parametrize("host", ["192.0.2.1", "not a host"])
def test_an_address_that_is_not_this_machines_is_refused(host):
    served = CliRunner().invoke(serve, ["--host", host])
    assert served.exit_code == 2
    assert f"cannot serve at {host}:8000" in served.output


@pytest.mark.parametrize("command", [["serve"], ["demo"], ["manage", "check"]])
def test_a_server_without_its_settings_is_told_which_is_missing_without_a_trace(command):
    environment = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    environment["DJANGO_SETTINGS_MODULE"] = "tweespoor.site.settings.production"
    done = subprocess.run(
        [sys.executable, "-m", "tweespoor", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "set the environment variable SECRET_KEY; see docs/operations.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_that_is_not_known_is_never_taken_for_sqlite():
    done = subprocess.run(
        [sys.executable, "-m", "tweespoor", "manage", "check"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.dev", "TWEESPOOR_DATABASE": "postgres"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "TWEESPOOR_DATABASE is 'postgres'; write postgresql" in done.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_database_that_does_not_answer_and_a_folder_that_cannot_be_are_told_without_a_trace(command, tmp_path):
    (tmp_path / "file").touch()
    options = ["--port", str(a_free_port())] if command == "serve" else []
    for wrong, said in (
        ({"TWEESPOOR_DATABASE": "postgresql", "PGHOST": str(tmp_path)}, "the database cannot be used"),
        ({"TWEESPOOR_DATA": str(tmp_path / "file" / "var")}, f"cannot use {tmp_path / 'file' / 'var'}"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "tweespoor", command, *options],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.dev", **wrong},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_settings_that_are_not_there_are_told_by_name_without_a_trace():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.nergens"}
    ran = subprocess.run(
        [sys.executable, "-m", "tweespoor", "manage", "check"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "DJANGO_SETTINGS_MODULE names 'tweespoor.site.settings.nergens', which is not there" in ran.stderr
    assert "Traceback" not in ran.stderr


def children_of(process):
    """The processes that a process started itself, by their number, with how they were started."""
    found = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError):  # one that ended meanwhile
            if entry.name.isdigit() and int((entry / "stat").read_text().rpartition(")")[2].split()[1]) == process.pid:
                found[int(entry.name)] = (entry / "cmdline").read_text()
    return found


def workers_of(process):
    """The numbers of the workers that a server started and that live."""
    return {number for number, command in children_of(process).items() if "db_worker" in command}


def test_a_worker_that_is_killed_takes_no_page_with_it_and_another_takes_over(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.dev",
        "TWEESPOOR_DATA": str(tmp_path),
        "TWEESPOOR_DATABASE": "sqlite",
    }
    manage = [sys.executable, "-m", "tweespoor", "manage", "migrate", "--verbosity", "0"]
    subprocess.run(manage, env=environment, check=True, timeout=300)
    port = a_free_port()
    command = [sys.executable, "-m", "tweespoor", "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        assert "Tweespoor is at" in server.stdout.readline()
        before = workers_of(server)
        for worker in before:
            os.kill(worker, signal.SIGKILL)
        told = any("The worker was killed; another is started." in line for line in server.stderr)
        after = workers_of(server)
        with urlopen(f"http://127.0.0.1:{port}/inloggen/", timeout=10) as page:
            status = page.status
        server.terminate()
        server.communicate(timeout=30)
    assert (told, status, server.returncode) == (True, 200, 0)
    assert (len(before), len(after), before & after) == (1, 1, set())
