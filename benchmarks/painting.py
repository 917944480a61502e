"""The first paint of the board with some 60 groups and 400 people, in a Chromium beside the application.

The application runs as `tweespoor serve` does, in a process of its own; the browser is logged in and has been on the
board once, as somebody who works there has. Measured is the browser's own first contentful paint, from the moment it
asks for the page.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks import board

VISITS = 9
PAINTED = """() => new Promise((painted) => new PerformanceObserver((seen) => {
  const first = seen.getEntriesByName("first-contentful-paint")[0];
  if (first) painted(first.startTime);
}).observe({ type: "paint", buffered: true }))"""
ANSWERED = "() => performance.getEntriesByType('navigation')[0].responseEnd"


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement, on SQLite in a file, in a process that no other benchmark has set up."""
    told = subprocess.run([sys.executable, "-m", "benchmarks.painting"], check=True, stdout=subprocess.PIPE, text=True)
    return [(name, value) for name, value in json.loads(told.stdout.splitlines()[-1])]


def _run() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        board._start(Path(folder))
        timetable = board._grown()
        with _serving(Path(folder)) as address:
            return _measure(f"{address}/programmas/{board.PROGRAMME}/rooster/{timetable.pk}/", log_in=address)


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The address of the application, started on the data in a folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = str(Path(sys.executable).parent / "tweespoor")
    environment = {**os.environ, "TWEESPOOR_DATA": str(folder)}
    serving = subprocess.Popen(
        [program, "serve", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert serving.stdout is not None
        assert "Tweespoor is at" in serving.stdout.readline()
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.terminate()
        serving.wait(timeout=30)


def _measure(address: str, *, log_in: str) -> list[tuple[str, str]]:

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        page.goto(f"{log_in}/inloggen/")
        page.get_by_role("button", name="Inloggen als projectleider", exact=True).click()
        page.wait_for_url(lambda url: "/inloggen/" not in url)
        page.goto(address)
        cards = page.locator("[data-group]").count()
        visits = []
        for _visit in range(VISITS):
            page.goto(address)
            visits.append((page.evaluate(PAINTED), page.evaluate(ANSWERED)))
        browser.close()
    paint, answer = (statistics.median(column) for column in zip(*visits, strict=True))
    worst = max(each for each, _answered in visits)
    said = f"{paint:.0f} ms, {answer:.0f} ms of it for the answer, the slowest {worst:.0f} ms (goal: under 1000 ms)"
    return [(f"the board in Chromium, {cards} cards: first contentful paint", said)]


if __name__ == "__main__":
    print(json.dumps(_run()))
