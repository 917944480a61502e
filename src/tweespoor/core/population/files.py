"""A population in two CSV files: `people.csv` and `facts.csv`."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from tweespoor.core.facts import CELLS, FactError, from_cells
from tweespoor.core.population.people import FACT_COLUMNS, PEOPLE_COLUMNS, Person, Population
from tweespoor.core.vocabulary import InvalidValue, UnknownTerm, variable

PEOPLE_HEAD = ("person", "number", "programme", "given_name", "family_name", "zone", "joined_on")
FACTS_HEAD = ("person", "programme", "variable", *CELLS)
MOST_PROBLEMS = 20
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Control characters and line separators: no name or answer holds them, and pictures cannot show them."""


class PopulationError(ValueError):
    """Files that are no population: every problem with its file, line and column."""


def write_population(population: Population | Iterable[Person], *, to: Path) -> int:
    """Write `people.csv` and `facts.csv` into the folder `to`, both or neither, and say how many people there are.

    People may come as an iterator, like that of `each_person`: then they are not all in memory at once.

    Raises:
        OSError: if the folder cannot be written, or holds a folder of the name of one of the files.
    """
    people = population.people if isinstance(population, Population) else population
    to.mkdir(parents=True, exist_ok=True)
    targets = [to / "people.csv", to / "facts.csv"]
    for target in targets:
        if target.is_dir():
            raise IsADirectoryError(None, "a folder of that name is in the way", str(target))
    with tempfile.TemporaryDirectory(dir=to, prefix=".half-") as folder:
        half = Path(folder)
        count = _write(half, people)
        for target in targets:
            (half / target.name).replace(target)
    return count


def read_tables(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The people and their answered facts from a folder, as the evaluation reads them.

    Raises:
        PopulationError: if a file is missing or a cell cannot be read, naming file, line and column.
    """
    problems: list[str] = []
    people = _read_people(folder / "people.csv", problems)
    facts = _read_facts(folder / "facts.csv", problems, programme_of={row[0]: row[1] for row in people})
    _refuse(problems)
    return (
        pl.DataFrame(people, schema=PEOPLE_COLUMNS, orient="row"),
        pl.DataFrame(facts, schema=FACT_COLUMNS, orient="row"),
    )


def _read_people(path: Path, problems: list[str]) -> list[tuple[str, str, date | None]]:
    people: dict[str, tuple[str, str, date | None]] = {}
    for line, row in _rows(path, PEOPLE_HEAD):
        joined_on = None
        try:
            joined_on = date.fromisoformat(row["joined_on"])
        except ValueError:
            problems.append(_problem(path, line, "joined_on", f"{row['joined_on']!r} is not a date like 2021-02-15"))
        problems += [
            _problem(path, line, column, "cannot be empty") for column in ("person", "programme") if not row[column]
        ]
        if row["person"] in people:
            problems.append(_problem(path, line, "person", f"{row['person']!r} stands here twice"))
        people[row["person"]] = (row["person"], row["programme"], joined_on)
    return list(people.values())


def _read_facts(path: Path, problems: list[str], *, programme_of: dict[str, str]) -> list[tuple[object, ...]]:
    facts = []
    said: dict[tuple[object, ...], tuple[int, tuple[object, ...]]] = {}
    for line, row in _rows(path, FACTS_HEAD):
        try:
            fact = _fact_row(row, programme_of=programme_of)
        except _InColumn as problem:
            problems.append(_problem(path, line, problem.column, problem.said))
            continue
        if fact is None:
            continue
        person, _programme, slug, state, value, valid_on, known_on, _source = fact
        earlier, answer = said.setdefault((person, slug, valid_on, known_on), (line, (state, value)))
        if answer != (state, value):
            problems.append(_problem(path, line, "value", f"line {earlier} gives another answer on the same dates"))
        facts.append(fact)
    return facts


class _InColumn(Exception):
    """What is wrong in one column of the line at hand."""

    def __init__(self, column: str, said: str) -> None:
        super().__init__(said)
        self.column, self.said = column, said


def _fact_row(row: dict[str, str], *, programme_of: dict[str, str]) -> tuple[object, ...] | None:
    """The fact as a row of the table; None for what was not asked."""
    programme = programme_of.get(row["person"])
    if programme is None:
        raise _InColumn("person", f"{row['person']!r} is not in people.csv")
    if row["programme"] != programme:
        raise _InColumn("programme", f"{row['programme']!r}, but people.csv says {programme!r}")
    try:
        about = variable(row["variable"])
    except UnknownTerm as problem:
        raise _InColumn("variable", str(problem)) from None
    try:
        fact = from_cells(row)
        about.check(fact)
    except InvalidValue as problem:
        raise _InColumn("value", str(problem)) from None
    except FactError as problem:
        column, _, said = str(problem).removeprefix("column ").partition(": ")
        raise (_InColumn(column.strip("'"), said) if said else _InColumn("state", str(problem))) from None
    if not fact.is_answered:
        return None
    for column, day in (("valid_on", fact.valid_on), ("known_on", fact.known_on)):
        if day is None:
            raise _InColumn(column, "cannot be empty: an answer needs both dates")
    state, _type, value, *_ = fact.as_cells()
    return (row["person"], programme, row["variable"], state, value, fact.valid_on, fact.known_on, fact.source)


def _problem(path: Path, line: int, column: str, said: str) -> str:
    return f"{path.name}, line {line}, column {column!r}: {said}"


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        more = len(problems) - MOST_PROBLEMS
        shown = [*problems[:MOST_PROBLEMS], *([f"... and {more} more"] if more > 0 else [])]
        raise PopulationError("\n".join(shown))


def _rows(path: Path, head: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a file by column, each with its number.

    Raises:
        PopulationError: if the file is missing or is no table with these columns.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), strict=True)
    line = 0
    try:
        missing = [name for name in head if name not in (reader.fieldnames or ())]
        if missing:
            raise PopulationError(f"{path.name}, line 1: column {missing[0]!r} is missing")
        line = 1
        for row in reader:
            line = reader.line_num
            _check_row(row, path=path, line=line)
            yield line, row
    except csv.Error:
        raise PopulationError(f"{path.name}, line {line + 1}: a quote is missing, or one too many") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PopulationError(f"{path.name} is not in {path.parent}; `tweespoor population make` writes it") from None
    except (OSError, UnicodeDecodeError):
        raise PopulationError(f"{path.name} cannot be read as UTF-8 text") from None


def _check_row(row: dict[str, str], *, path: Path, line: int) -> None:
    """Refuse a row that ends on `line` if it has too many or too few cells, or a cell no page could show."""
    if None not in row and None not in row.values() and not _UNPRINTABLE.search("".join(row.values())):
        return
    cells = {name: cell for name, cell in row.items() if isinstance(cell, str)}
    begins = line - sum(cell.count("\n") for cell in cells.values())
    for column, cell in cells.items():
        if _UNPRINTABLE.search(cell):
            raise PopulationError(_problem(path, begins, column, "holds a character that cannot be printed"))
    raise PopulationError(
        f"{path.name}, line {begins}: this line has not as many cells as the first; is a comma or a quote missing?"
    )


def _write(folder: Path, people: Iterable[Person]) -> int:
    count = 0
    with (
        (folder / "people.csv").open("w", encoding="utf-8", newline="") as people_file,
        (folder / "facts.csv").open("w", encoding="utf-8", newline="") as facts_file,
    ):
        people_rows = csv.writer(people_file, lineterminator="\n")
        fact_rows = csv.writer(facts_file, lineterminator="\n")
        people_rows.writerow(PEOPLE_HEAD)
        fact_rows.writerow(FACTS_HEAD)
        for person in people:
            count += 1
            people_rows.writerow(
                (
                    person.id,
                    person.number,
                    person.programme,
                    person.given_name,
                    person.family_name,
                    person.zone,
                    person.joined_on.isoformat(),
                )
            )
            for slug, fact in person.facts.items():
                if fact.is_answered:
                    fact_rows.writerow((person.id, person.programme, slug, *fact.as_cells()))
    return count
