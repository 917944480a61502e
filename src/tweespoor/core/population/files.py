"""A population in two CSV files: `people.csv` and `facts.csv`."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from tweespoor.core.facts import CELLS, FactError, from_cells
from tweespoor.core.population.people import FACT_COLUMNS, PEOPLE_COLUMNS, Population
from tweespoor.core.vocabulary import InvalidValue, UnknownTerm, variable

PEOPLE_HEAD = ("person", "number", "programme", "given_name", "family_name", "zone", "joined_on")
FACTS_HEAD = ("person", "programme", "variable", *CELLS)
MOST_PROBLEMS = 20


class PopulationError(ValueError):
    """Files that are no population: every problem with its file, line and column."""


def write_population(population: Population, *, to: Path) -> None:
    """Write `people.csv` and `facts.csv` into the folder `to`, both or neither.

    Raises:
        OSError: if the folder cannot be written.
    """
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=f".{to.name}-") as folder:
        half = Path(folder)
        _write(half / "people.csv", PEOPLE_HEAD, _people_rows(population))
        _write(half / "facts.csv", FACTS_HEAD, _fact_rows(population))
        for name in ("people.csv", "facts.csv"):
            shutil.move(half / name, to / name)


def read_tables(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The people and their answered facts from a folder, as the evaluation reads them.

    Raises:
        PopulationError: if a file is missing or a cell cannot be read, naming file, line and column.
    """
    problems: list[str] = []
    programme_of: dict[str, str] = {}
    people: list[tuple[str, str, date]] = []
    for line, row in _rows(folder / "people.csv", PEOPLE_HEAD):
        try:
            people.append((row["person"], row["programme"], date.fromisoformat(row["joined_on"])))
        except ValueError:
            problems.append(
                f"people.csv, line {line}, column 'joined_on': {row['joined_on']!r} is not a date like 2021-02-15"
            )
        if row["person"] in programme_of:
            problems.append(f"people.csv, line {line}, column 'person': {row['person']!r} stands here twice")
        programme_of[row["person"]] = row["programme"]
    facts = []
    for line, row in _rows(folder / "facts.csv", FACTS_HEAD):
        if row["person"] not in programme_of:
            problems.append(f"facts.csv, line {line}, column 'person': {row['person']!r} is not in people.csv")
            continue
        try:
            facts += _fact_row(row, programme=programme_of[row["person"]])
        except (FactError, InvalidValue, UnknownTerm) as problem:
            problems.append(f"facts.csv, line {line}: {problem}")
    _refuse(problems)
    return (
        pl.DataFrame(people, schema=PEOPLE_COLUMNS, orient="row"),
        pl.DataFrame(facts, schema=FACT_COLUMNS, orient="row"),
    )


def _fact_row(row: dict[str, str], *, programme: str) -> list[tuple[object, ...]]:
    fact = from_cells(row)
    variable(row["variable"]).check(fact)
    if not fact.is_answered:
        return []
    if fact.valid_on is None or fact.known_on is None:
        raise FactError("columns 'valid_on' and 'known_on': an answer needs both dates")
    state, _type, value, *_ = fact.as_cells()
    return [(row["person"], programme, row["variable"], state, value, fact.valid_on, fact.known_on, fact.source)]


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        more = len(problems) - MOST_PROBLEMS
        shown = [*problems[:MOST_PROBLEMS], *([f"... and {more} more"] if more > 0 else [])]
        raise PopulationError("\n".join(shown))


def _rows(path: Path, head: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PopulationError(f"{path.name} is not in {path.parent}; `tweespoor population make` writes it") from None
    except (OSError, UnicodeDecodeError):
        raise PopulationError(f"{path.name} cannot be read as UTF-8 text") from None
    reader = csv.DictReader(text.splitlines(keepends=True))
    missing = [name for name in head if name not in (reader.fieldnames or ())]
    if missing:
        raise PopulationError(f"{path.name}, line 1: column {missing[0]!r} is missing")
    for row in reader:
        if None in row or None in row.values():
            raise PopulationError(
                f"{path.name}, line {reader.line_num}: this line has not {len(head)} cells; is a quote missing?"
            )
        yield reader.line_num, row


def _people_rows(population: Population) -> Iterator[tuple[object, ...]]:
    for person in population.people:
        yield (
            person.id,
            person.number,
            person.programme,
            person.given_name,
            person.family_name,
            person.zone,
            person.joined_on.isoformat(),
        )


def _fact_rows(population: Population) -> Iterator[tuple[object, ...]]:
    for person in population.people:
        for slug, fact in person.facts.items():
            if fact.is_answered:
                yield (person.id, person.programme, slug, *fact.as_cells())


def _write(path: Path, head: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
