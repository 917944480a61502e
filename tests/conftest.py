"""The one Chromium that all browser tests share and where they run; and how patient tests are."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((path for name in NAMES if (path := shutil.which(name))), "")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSER_TESTS = (Path(__file__).parent / "browser", Path(__file__).parent / "components" / "test_in_browser.py")

# No test passes or fails by how busy the machine is.
expect.set_options(timeout=20_000)
settings.register_profile("tweespoor", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tweespoor")

# Playwright keeps an event loop in this thread, which Django would take for asynchronous code of ours.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items):
    """All browser tests run on one worker: one Chromium, and one application for those that need it."""
    for item in items:
        if any(place == item.path or place in item.path.parents for place in BROWSER_TESTS):
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium."""
    assert CHROMIUM, "Chromium is missing: run tools/ensure_chromium.sh"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _a_log_that_can_be_emptied(request):
    """Let the database be emptied after a test with transactions of its own, which the log's guards would refuse."""
    marker = request.node.get_closest_marker("django_db")
    own = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not own and not (marker and marker.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from tweespoor.apps.log.models import Chain, Entry  # noqa: PLC0415 - needs Django started

    Chain.objects.update(first_kept=2**62)
    everything = Entry.objects.all()
    everything._raw_delete(everything.db)
