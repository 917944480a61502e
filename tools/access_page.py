"""Write docs/access.md from the table of legal grounds.

usage: python -m tools.access_page
"""

from __future__ import annotations

from pathlib import Path

from tweespoor.core.access import page

PAGE = Path(__file__).resolve().parent.parent / "docs" / "access.md"

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
