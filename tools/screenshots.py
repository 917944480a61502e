"""Make the screenshots of the README anew, from a running demonstration.

usage: python -m tools.screenshots [http://127.0.0.1:8000]
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
SIZE = {"width": 1280, "height": 1060}


def main(arguments: list[str]) -> int:
    """Log in as the project leader and keep a picture of a programme's page."""
    address = arguments[0] if arguments else "http://127.0.0.1:8000"
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is missing: run tools/ensure_chromium.sh", file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(base_url=address, viewport=SIZE, locale="nl-NL")
        page.goto("/inloggen/")
        page.get_by_role("button", name="Inloggen als projectleider", exact=True).click()
        page.get_by_role("link", name="Roermond en Leudal").click()
        page.screenshot(path=FOLDER / "programme.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
