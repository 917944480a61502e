"""`make bench`: every benchmark in one run, with its peers; writes docs/benchmarks.md.

usage: python -m benchmarks [NAME...]
"""

from __future__ import annotations

import os
import platform
import sys
from importlib import import_module
from pathlib import Path

NAMES = ("planning", "replanning", "explanation", "mass", "figures", "population", "setup")
PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def main(names: list[str]) -> int:
    """Run the benchmarks of these names (all, where none is named) and print what they measured."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"there is no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    lines = []
    for name in names or NAMES:
        print(f"{name} ...", flush=True)
        for label, value in import_module(f"benchmarks.{name}").run():
            print(f"  {label}: {value}", flush=True)
            lines.append(f"| {name} | {label} | {value} |")
    if not names:
        PAGE.write_text(_page(lines), encoding="utf-8")
    return 0


def _page(lines: list[str]) -> str:
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`; every ratio is measured in one run, worse numbers included.",
        f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores.",
        "",
        "| benchmark | what | measured |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *lines]) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
