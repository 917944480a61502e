"""`make bench`: every benchmark in one run, with its peers; writes docs/benchmarks.md.

usage: python -m benchmarks [NAME...]

With names only these are run, and their lines in the page renewed.
"""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

NAMES = (
    "planning",
    "competition",
    "replanning",
    "explanation",
    "mass",
    "figures",
    "population",
    "caseload",
    "dossier",
    "finding",
    "board",
    "painting",
    "daily",
    "setup",
)
PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
GIGABYTE = 1 << 30


def main(names: list[str]) -> int:
    """Run the benchmarks of these names (all, where none is named) and print what they measured."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"there is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    rows = _rows_of_page() if names else {}
    for name in names or NAMES:
        print(f"{name} ...", flush=True)
        rows[name] = []
        for label, value in import_module(f"benchmarks.{name}").run():
            print(f"  {label}: {value}", flush=True)
            rows[name].append(f"| {name} | {datetime.now(tz=UTC).date()} | {label} | {value} |")
        PAGE.write_text(_page(rows), encoding="utf-8")
    return 0


def _rows_of_page() -> dict[str, list[str]]:
    """The lines of each benchmark as they were written last."""
    lines = PAGE.read_text(encoding="utf-8").splitlines() if PAGE.exists() else []
    return {name: [line for line in lines if line.startswith(f"| {name} |")] for name in NAMES}


def _page(rows: dict[str, list[str]]) -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`; every ratio is measured in one run, worse numbers included.",
        f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB.",
        "",
        "| benchmark | on | what | measured |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *(row for name in NAMES for row in rows.get(name, []))]) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
