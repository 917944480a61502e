"""How long 100,000 invented people take, beside writing their table of facts with Polars."""

from __future__ import annotations

import io
import time

from tweespoor.core.population import make_people, tables

PEOPLE = 100_000


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    began = time.perf_counter()
    population = make_people(PEOPLE, seed=1)
    made = time.perf_counter() - began
    people, facts = tables(population)
    began = time.perf_counter()
    facts.write_csv(io.BytesIO())
    written = time.perf_counter() - began
    return [
        (f"make {people.height:,} people with {facts.height:,} facts", f"{made:.1f} s (goal: under 60 s)"),
        ("the same, as a ratio to writing the facts as CSV with Polars", f"{made / written:.0f}"),
    ]
