"""A figure in words and numbers: its title, notes, table and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from tweespoor.core.evaluation.data import Cell, Count, Figure, LeftOutBecause, Number, Row, Suppressed
from tweespoor.core.evaluation.hiding import exact
from tweespoor.core.evaluation.measures import Counts
from tweespoor.core.plain_cells import plain_cell

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_LEFT_OUT = {
    "nl": {
        LeftOutBecause.NOT_FILLED_IN: "heeft deze variabele niet ingevuld",
        LeftOutBecause.UNDER_HALF: "heeft voor minder dan de helft van de deelnemers iets vastgelegd",
        LeftOutBecause.TOO_FEW: "telt te weinig deelnemers om te tonen, en telt niet mee in N",
        LeftOutBecause.TOO_FEW_ANSWERS: "heeft van te weinig deelnemers een antwoord om te tonen",
    },
    "en": {
        LeftOutBecause.NOT_FILLED_IN: "did not fill this variable in",
        LeftOutBecause.UNDER_HALF: "registered fewer than half of its participants",
        LeftOutBecause.TOO_FEW: "has too few participants to show, and does not count in N",
        LeftOutBecause.TOO_FEW_ANSWERS: "has answers of too few participants to show",
    },
}
HIDDEN = {"nl": "afgeschermd", "en": "hidden"}


@dataclass(frozen=True)
class TableText:
    """A figure's table: heads and rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def title(figure: Figure, language: str) -> str:
    """The figure's number, title and N."""
    word = "Figuur" if language == "nl" else "Figure"
    n = f"N={number(figure.n, language)}" if isinstance(figure.n, int) else f"N {HIDDEN[language]}"
    return f"{word} {figure.measure.number} {figure.measure.title(language)} ({n})"


def notes(figure: Figure, language: str) -> tuple[str, ...]:
    """What has to be said under the figure: as of when, who is left out, what is hidden."""
    found = [_as_of(figure, language), *(_left_out(row, language) for row in figure.left_out)]
    if figure.measure.several:
        found.append(_several(language))
    if figure.measure.counts is not Counts.PEOPLE:
        found.append(_not_asked(figure, language))
    if figure.threshold is not None:
        found.append(_hidden(figure, figure.threshold, language))
    if figure.late_facts:
        found.append(_late(figure.late_facts, language))
    return tuple(note for note in found if note)


def table_text(figure: Figure, language: str) -> TableText:
    """The figure as a table: a row per programme with counts and shares, and a row of totals.

    Where numbers are hidden there are no totals: with them, one could work the hidden numbers out. There everybody of
    the programme is what the shares are of, and has a column of its own.
    """
    places = occurring(figure)
    labels = [figure.categories[place].label(language) for place in places]
    rest = _rest_of(figure)
    heads = [_REST[name][language] for name in rest]
    rows = [
        (
            row.label,
            *(_cell(figure, row, row.cells[place], language) for place in places),
            *(number(getattr(row, name), language) for name in rest),
        )
        for row in figure.rows
    ]
    if figure.threshold is None:
        rows.append(_totals(figure, places, rest, language))
    return TableText(("Pilot", *labels, *heads), tuple(rows))


_REST = {
    "none": {"nl": "geen", "en": "none"},
    "not_asked": {"nl": "niet gevraagd", "en": "not asked"},
    "of": {"nl": "N", "en": "N"},
    "people": {"nl": "deelnemers", "en": "participants"},
}


def _rest_of(figure: Figure) -> tuple[str, ...]:
    """The numbers beside the categories: none where everybody counts."""
    if figure.measure.counts is Counts.PEOPLE:
        return ()
    return tuple(_REST) if figure.threshold is not None else tuple(_REST)[:-1]


def _totals(figure: Figure, places: Sequence[int], rest: Sequence[str], language: str) -> tuple[str, ...]:
    return (
        "Totaal getoond" if language == "nl" else "Total shown",
        *(number(figure.total(place), language) for place in places),
        *(number(sum(exact(getattr(row, name)) for row in figure.shown), language) for name in rest),
    )


def csv_text(figure: Figure) -> str:
    """The figure as CSV: one line per programme and category; hidden and missing numbers are empty, with a state."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("figure", "as_of", "programme", "category", "state", "n", "of", "none", "not_asked", "people"))
    for row in figure.rows:
        numbers = [n if isinstance(n, int) else "" for n in (row.of, row.none, row.not_asked, row.people)]
        for category, cell in zip(figure.categories, row.cells, strict=True):
            state = "count" if isinstance(cell, Count) else "hidden" if isinstance(cell, Suppressed) else "left-out"
            n = cell.n if isinstance(cell, Count) else ""
            about = (figure.measure.number, figure.as_of.isoformat(), row.programme, category.slug)
            writer.writerow((*map(plain_cell, about), state, n, *numbers))
    return file.getvalue()


def occurring(figure: Figure) -> Sequence[int]:
    """The places of the categories that somebody is in, or that hide a number."""
    return [
        place
        for place in range(len(figure.categories))
        if figure.total(place) or any(isinstance(row.cells[place], Suppressed) for row in figure.rows)
    ]


def number(count: Number, language: str) -> str:
    """A whole number with the language's thousands separator; a word where it is hidden."""
    if isinstance(count, Suppressed):
        return HIDDEN[language]
    return f"{count:,}".replace(",", ".") if language == "nl" else f"{count:,}"


def percentage(count: int, of: int) -> str:
    """A share rounded to whole percents, for display only."""
    return f"{round(100 * count / of)}%" if of else "–"


def _cell(figure: Figure, row: Row, cell: Cell, language: str) -> str:
    if isinstance(cell, Count):
        base = figure.base(row)
        share = f" ({percentage(cell.n, base)})" if base and len(row.cells) > 1 else ""
        return f"{number(cell.n, language)}{share}"
    if isinstance(cell, Suppressed):
        return HIDDEN[language]
    return "weggelaten" if language == "nl" else "left out"


def _left_out(row: Row, language: str) -> str:
    assert row.left_out is not None
    lead = "Weggelaten" if language == "nl" else "Left out"
    people = f" (N={number(row.people, language)})" if isinstance(row.people, int) else ""
    return f"{lead}: {row.label}{people} {_LEFT_OUT[language][row.left_out]}."


def _as_of(figure: Figure, language: str) -> str:
    day = figure.as_of
    written = f"{day.day} {MONTHS[language].split()[day.month - 1]} {day.year}"
    return f"Peildatum {written}." if language == "nl" else f"As of {written}."


def _several(language: str) -> str:
    if language == "nl":
        return "Deelnemers kunnen meer antwoorden hebben; de percentages tellen op tot meer dan 100%."
    return "Participants can have several answers; the percentages add up to more than 100%."


def _not_asked(figure: Figure, language: str) -> str:
    """How many were not asked, and of how many there is none; nothing where one of these is hidden."""
    numbers = [(row.not_asked, row.people, row.none) for row in figure.rows]
    if any(isinstance(n, Suppressed) for row in numbers for n in row):
        return ""
    missing, people, none = (sum(map(exact, column)) for column in zip(*numbers, strict=True)) if numbers else (0, 0, 0)
    if language == "nl":
        without = f" Van {number(none, language)} deelnemers is bekend dat er geen is." if none else ""
        return f"Niet gevraagd: {number(missing, language)} van de {number(people, language)} deelnemers.{without}"
    without = f" Of {number(none, language)} participants it is known that there is none." if none else ""
    return f"Not asked: {number(missing, language)} of {number(people, language)} participants.{without}"


def _hidden(figure: Figure, threshold: int, language: str) -> str:
    counted = figure.measure.counts is not Counts.PEOPLE
    if language == "nl":
        shares = " Percentages zijn van alle deelnemers van een pilot, ook wie niet gevraagd is." if counted else ""
        hidden = "Aantallen onder de {} zijn afgeschermd, en zo nodig andere, zodat niemand ze kan terugrekenen."
    else:
        shares = " Percentages are of all participants of a pilot, also those who were not asked." if counted else ""
        hidden = "Numbers below {} are hidden, and others where needed, so that nobody can work them out."
    return hidden.format(threshold) + shares


def _late(facts: Number, language: str) -> str:
    if isinstance(facts, Suppressed):
        if language == "nl":
            return "Enkele antwoorden over deze tijd kwamen pas later binnen en tellen niet mee."
        return "Some answers about this time came in later and do not count."
    if language == "nl":
        return f"{number(facts, language)} antwoorden over deze tijd kwamen pas later binnen en tellen niet mee."
    return f"{number(facts, language)} answers about this time came in later and do not count."
