"""Serving: what a person reads who cannot start the server."""

from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner

from tweespoor.cli.web import serve


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
