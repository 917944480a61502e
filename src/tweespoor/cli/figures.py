"""`tweespoor figures`: the report's figures as files."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from tweespoor.core.evaluation import (
    FactsTable,
    Figure,
    TableError,
    csv_text,
    notes,
    png,
    svg,
    title,
)
from tweespoor.core.evaluation import figures as draw
from tweespoor.core.plain_cells import plain_cell
from tweespoor.core.population import DISCLAIMER, LABELS, PopulationError, pilot_population, read_tables, tables

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option("--as-of", type=_DAY, required=True, help="Reference date, like 2021-02-15.")
@click.option("--known-on", type=_DAY, help="Count what was known on this date; left out: on the reference date.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), required=True, help="Folder to write into.")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder with people.csv and facts.csv; left out: the invented people of the nine pilots.",
)
@click.option(
    "--language",
    "--lang",
    "language",
    type=click.Choice(["nl", "en"]),
    default="nl",
    show_default=True,
    help="Of the figures.",
)
@click.option("--suppress", type=click.IntRange(1, 1000), metavar="N", help="Hide numbers below N.")
def figures(
    as_of: datetime, known_on: datetime | None, out: Path, data: Path | None, language: str, suppress: int | None
) -> None:
    """Write the report's figures as SVG, PNG and CSV: all of them or none."""
    drawn = draw(
        _table(data),
        as_of=as_of.date(),
        known_on=known_on.date() if known_on else None,
        programmes=LABELS if data is None else None,
        threshold=suppress,
    )
    try:
        _write(drawn, out=out, language=language)
    except OSError as problem:
        raise click.UsageError(f"cannot write to {out}: {problem.strerror}") from None
    for figure in drawn:
        click.echo(title(figure, language))
    click.echo(f"{len(drawn)} figures in {out}.")
    if data is None:
        click.echo(DISCLAIMER[language])


def _table(data: Path | None) -> FactsTable:
    try:
        people, facts = tables(pilot_population()) if data is None else read_tables(data)
        return FactsTable(people, facts)
    except (PopulationError, TableError) as problem:
        raise click.UsageError(str(problem)) from None


def _write(drawn: Iterable[Figure], *, out: Path, language: str) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        half = Path(folder)
        with (half / "figures.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("figure", "title", "n", "as_of", "notes"))
            for figure in drawn:
                name = f"figure-{figure.measure.number}"
                (half / f"{name}.svg").write_text(svg(figure, language), encoding="utf-8")
                (half / f"{name}.png").write_bytes(png(figure, language))
                (half / f"{name}.csv").write_text(csv_text(figure), encoding="utf-8")
                said = " ".join(notes(figure, language))
                n = figure.n if isinstance(figure.n, int) else ""  # hidden: empty, as in the figures' own files
                row = (figure.measure.number, title(figure, language), n, figure.as_of.isoformat(), said)
                writer.writerow([plain_cell(cell) for cell in row])
        out.mkdir(exist_ok=True)
        for path in sorted(half.iterdir()):
            shutil.move(path, out / path.name)
