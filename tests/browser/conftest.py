"""A real Chromium against the real application, started the way `make run` starts it, with two of the programmes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

PROGRAMMES = "roermond,hengelo,nederweert"
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    """These tests use a database: they run on SQLite, and once more on PostgreSQL."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.database)


def _tweespoor() -> str:
    return str(Path(sys.executable).parent / "tweespoor")


def _environment(data: Path) -> dict[str, str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tweespoor.site.settings.dev",
        "TWEESPOOR_DATA": str(data),
    }
    if os.environ.get("TWEESPOOR_DATABASE") == "postgresql":
        name = f"tweespoor_browser_{os.getpid()}"
        with psycopg.connect("", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        environment["PGDATABASE"] = name
    return environment


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """The address of a running application with a fresh demonstration in it."""
    environment = _environment(tmp_path_factory.mktemp("data"))
    subprocess.run(
        [_tweespoor(), "demo", "--only", PROGRAMMES, "--seconds", "2"], env=environment, check=True, timeout=300
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [_tweespoor(), "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert serving.stdout is not None
    ready = serving.stdout.readline()
    assert "Tweespoor is at" in ready
    yield f"http://127.0.0.1:{port}"
    serving.terminate()
    serving.wait(timeout=30)


@pytest.fixture(params=["desktop", "phone"])
def width(request):
    """Both widths that every page is looked at."""
    return DESKTOP if request.param == "desktop" else PHONE


def _is_wrong(said) -> bool:
    """An error of the page; neither an answer (404) nor a connection that a test itself takes away is one."""
    expected = ("responded with a status of 4", "net::ERR_FAILED", "net::ERR_INTERNET_DISCONNECTED")
    return said.type == "error" and not any(each in said.text for each in expected)


def _is_missing(response) -> bool:
    return response.status >= 400 and "/static/" in response.url


@pytest.fixture
def open_page(chromium, application):
    """Open a page in a window of its own; errors of the page's script or policy fail the test."""
    contexts, complaints = [], []

    def _open(viewport=DESKTOP, **options):
        context = chromium.new_context(base_url=application, viewport=viewport, locale="nl-NL", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_wrong(said) else None)
        page.on("response", lambda got: complaints.append(got.url) if _is_missing(got) else None)
        return page

    yield _open
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def logged_in(open_page):
    """A page of somebody of the demonstration, logged in with one click."""

    def _log_in(role, viewport=DESKTOP, **options):
        page = open_page(viewport, **options)
        page.goto("/inloggen/")
        page.get_by_role("button", name=f"Inloggen als {role}", exact=True).click()
        page.wait_for_url(lambda url: "/inloggen/" not in url)
        return page

    return _log_in
