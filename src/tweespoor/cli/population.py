"""`tweespoor population`: invented people as files, and the table they are made from."""

from __future__ import annotations

import csv
import sys
from dataclasses import asdict, fields
from pathlib import Path

import click

from tweespoor.core.population import (
    DISCLAIMER,
    CalibrationRow,
    calibration_rows,
    each_person,
    pilot_population,
    write_population,
)


@click.group()
def population() -> None:
    """Invented people, calibrated on what the evaluation's text fixes."""


@population.command()
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write into.")
@click.option("--people", type=click.IntRange(0, 1_000_000), help="How many people; left out: the 452 of the pilots.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
def make(out: Path, people: int | None, seed: int) -> None:
    """Write people.csv and facts.csv."""
    made = iter(pilot_population(seed=seed).people) if people is None else each_person(people, seed=seed)
    try:
        count = write_population(made, to=out)
    except OSError as problem:
        raise click.UsageError(f"cannot write to {out}: {problem.strerror}") from None
    click.echo(f"{count} people in {out}. {DISCLAIMER['en']}")


@population.command()
def calibration() -> None:
    """Print, as CSV, every number people are made from, and whether the report's text gives it or it is invented."""
    writer = csv.DictWriter(sys.stdout, [field.name for field in fields(CalibrationRow)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in calibration_rows())
