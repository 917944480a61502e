"""The settings of a municipality's installation, as the environment gives them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

NEEDED = {
    "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.production",
    "SECRET_KEY": "x" * 60,
    "TWEESPOOR_HOSTS": "tweespoor.example.nl",
    "TWEESPOOR_MAIL": "smtp+tls://tweespoor:s%40fe@mail.example.nl",
    "TWEESPOOR_MAIL_FROM": "Tweespoor <tweespoor@example.nl>",
}
SHOW = (
    "from django.conf import settings as s; print(s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_HOST_PASSWORD, s.EMAIL_USE_TLS)"
)


def start(*command, **changes):
    environment = {**os.environ, **NEEDED, **changes}
    return subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True, check=False)


def test_the_mail_server_is_read_from_one_address():
    assert start("-c", SHOW).stdout.split() == ["mail.example.nl", "587", "s@fe", "True"]


def test_a_second_factor_is_compulsory_and_no_provider_is_reached_without_tls():
    shown = start(
        "-c", "from django.conf import settings as s; print(s.SECOND_FACTOR_REQUIRED, s.OPENID_CONNECT_OVER_HTTP)"
    )
    assert shown.stdout.split() == ["True", "False"]


@pytest.mark.parametrize("address", ["mail.example.nl", "http://mail.example.nl", "smtp://", "smtp://host:port"])
def test_a_mail_address_that_cannot_be_read_is_said_so_without_a_trace(address):
    done = start("-m", "tweespoor", "manage", "check", TWEESPOOR_MAIL=address)
    assert done.returncode == 2
    assert "TWEESPOOR_MAIL must look like smtp+tls://" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_without_a_mail_server_is_told_so():
    done = start("-m", "tweespoor", "manage", "check", TWEESPOOR_MAIL="")
    assert done.returncode == 2
    assert "set the environment variable TWEESPOOR_MAIL; see docs/operations.md" in done.stderr
