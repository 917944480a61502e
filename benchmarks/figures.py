"""The figures of 100,000 people, beside reading the same columns with Polars."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

import polars as pl

from tweespoor.core.evaluation import FactsTable, figures
from tweespoor.core.population import make_people, tables

PEOPLE = 100_000
REFERENCE = date(2021, 2, 15)


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    people, facts = tables(make_people(PEOPLE, seed=1))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.csv"
        facts.write_csv(path)
        began = time.perf_counter()
        read = pl.read_csv(path, try_parse_dates=True)
        reading = time.perf_counter() - began
    began = time.perf_counter()
    drawn = figures(FactsTable(people, facts), as_of=REFERENCE)
    counting = time.perf_counter() - began
    return [
        (
            f"figures from {people.height:,} people and {read.height:,} facts",
            f"{counting:.2f} s ({len(drawn)} figures)",
        ),
        ("the same, as a ratio to reading the facts from CSV with Polars", f"{counting / reading:.1f}"),
    ]
