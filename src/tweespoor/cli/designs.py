"""Commands about trajectory designs: list, show, check and compare them."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import click

from tweespoor.cli.design_text import comparison_table, describe
from tweespoor.core.designs import (
    PILOT_IDS,
    Comparison,
    Design,
    DesignError,
    Severity,
    UnknownDesign,
    check,
    compare,
    design_data,
    pilot,
    pilots,
    read_design,
)
from tweespoor.core.plain_cells import plain_cell

FOUND_ERRORS = 1
CANNOT_READ = 2

language_option = click.option(
    "--language",
    "--lang",
    "language",
    type=click.Choice(["en", "nl"]),
    default="en",
    show_default=True,
    help="Of labels.",
)


@click.group(name="designs")
def designs() -> None:
    """Trajectory designs: the nine pilots, and files of your own."""


@designs.command(name="list")
@language_option
def list_designs(language: str) -> None:
    """List the nine pilots."""
    for design in pilots():
        click.echo(f"{design.id:18} {design.title.text(language):45} {', '.join(design.municipalities)}")


@designs.command()
@click.argument("design_name", metavar="ID|FILE")
@click.option("--json", "as_json", is_flag=True, help="Write the design as JSON that follows the schema.")
@language_option
def show(design_name: str, as_json: bool, language: str) -> None:
    """Show one design: a pilot by its id, or a file."""
    design = _load(design_name)
    if as_json:
        click.echo(json.dumps(design_data(design), ensure_ascii=False, indent=2))
    else:
        click.echo(describe(design, language=language))


@designs.command(name="check")
@click.argument("names", nargs=-1, metavar="[ID|FILE]...")
def check_designs(names: tuple[str, ...]) -> None:
    """Check designs (all nine pilots where none is named).

    Exit status 0: no errors; 1: errors found; 2: a file cannot be read or an id does not exist.
    """
    status = 0
    for name in names or PILOT_IDS:
        try:
            findings = check(_read(name))
        except DesignError as error:
            findings, status = error.problems, max(status, FOUND_ERRORS)
        except (UnknownDesign, OSError, UnicodeDecodeError) as problem:
            click.echo(f"{name}: {_cannot_read(problem)}", err=True)
            status = CANNOT_READ
            continue
        for finding in findings:
            click.echo(finding.message(name=name))
        if all(finding.severity is Severity.WARNING for finding in findings):
            click.echo(f"{name}: ok")
    sys.exit(status)


@designs.command(name="compare")
@click.argument("names", nargs=-1, metavar="[ID|FILE]...")
@click.option("--csv", "as_csv", is_flag=True, help="Write comma-separated values.")
@language_option
def compare_designs(names: tuple[str, ...], as_csv: bool, language: str) -> None:
    """Compare designs side by side (all nine pilots where none is named)."""
    comparison = compare([_load(name) for name in names or PILOT_IDS])
    click.echo(_as_csv(comparison, language) if as_csv else comparison_table(comparison, language=language))


def _as_csv(comparison: Comparison, language: str) -> str:
    """One line per cell: what it says, its words, and what a reader should know about it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", "label", "design", "answer", "words", "tailored", "contested", "source"])
    for row in (*comparison.numbers, *comparison.activities):
        for design, cell in zip(comparison.designs, row.cells, strict=True):
            words = cell.words.text(language) if cell.words else ""
            marks = ["yes" if mark else "no" for mark in (cell.tailored, cell.contested)]
            cells = [row.id, row.label.text(language), design.id, cell.answer.value, words, *marks, cell.source]
            writer.writerow([plain_cell(each) for each in cells])
    return out.getvalue().rstrip("\n")


def _read(name: str) -> Design:
    """A pilot by its id, or the design in a file."""
    if name in PILOT_IDS:
        return pilot(name)
    path = Path(name)
    if not path.exists() and path.suffix not in (".yaml", ".yml"):
        return pilot(name)
    return read_design(path.read_text(encoding="utf-8"), name=name)


def _load(name: str) -> Design:
    """The same, ending the command with a message and status where it fails."""
    try:
        return _read(name)
    except DesignError as error:
        click.echo(str(error), err=True)
        sys.exit(FOUND_ERRORS)
    except (UnknownDesign, OSError, UnicodeDecodeError) as problem:
        click.echo(f"{name}: {_cannot_read(problem)}", err=True)
        sys.exit(CANNOT_READ)


def _cannot_read(problem: Exception) -> str:
    match problem:
        case FileNotFoundError():
            return "there is no such file, give the path of a design or the id of a pilot"
        case IsADirectoryError():
            return "this is a folder, give the path of a file"
        case PermissionError():
            return "this file may not be read, ask for the right to read it"
        case UnicodeDecodeError():
            return "this is not a text in UTF-8, save it as UTF-8"
    return str(problem)
