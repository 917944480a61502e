"""A figure in words and numbers: its title, notes, table and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from tweespoor.core.evaluation.figures import Count, Figure, LeftOutBecause, Row, Suppressed
from tweespoor.core.evaluation.measures import Counts

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_LEFT_OUT = {
    "nl": {
        LeftOutBecause.NOT_FILLED_IN: "heeft deze variabele niet ingevuld",
        LeftOutBecause.UNDER_HALF: "heeft voor minder dan de helft van de deelnemers iets vastgelegd",
        LeftOutBecause.TOO_FEW: "telt te weinig deelnemers om te tonen",
    },
    "en": {
        LeftOutBecause.NOT_FILLED_IN: "did not fill this variable in",
        LeftOutBecause.UNDER_HALF: "registered fewer than half of its participants",
        LeftOutBecause.TOO_FEW: "has too few participants to show",
    },
}


@dataclass(frozen=True)
class TableText:
    """A figure's table: heads and rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def title(figure: Figure, language: str) -> str:
    """The figure's number, title and N."""
    word = "Figuur" if language == "nl" else "Figure"
    return f"{word} {figure.measure.number} {figure.measure.title(language)} (N={number(figure.n, language)})"


def notes(figure: Figure, language: str) -> tuple[str, ...]:
    """What has to be said under the figure: as of when, who is left out, what is hidden."""
    found = [_as_of(figure, language)]
    for row in figure.left_out:
        assert row.left_out is not None
        why = _LEFT_OUT[language][row.left_out]
        people = number(row.people, language)
        lead = "Weggelaten" if language == "nl" else "Left out"
        found.append(f"{lead}: {row.label} (N={people}) {why}.")
    if figure.measure.several:
        found.append(_several(language))
    if figure.measure.counts is not Counts.PEOPLE:
        found.append(_not_asked(figure, language))
    if figure.threshold is not None:
        found.append(_hidden(figure.threshold, language))
    if figure.late_facts:
        found.append(_late(figure.late_facts, language))
    return tuple(found)


def table_text(figure: Figure, language: str) -> TableText:
    """The figure as a table: a row per programme with counts and shares, and a row of totals.

    Where numbers are hidden there are no totals: with them, one could work the hidden numbers out.
    """
    places = occurring(figure)
    labels = [figure.categories[place].label(language) for place in places]
    dutch = language == "nl"
    counted = figure.measure.counts is not Counts.PEOPLE
    extra = (["geen", "niet gevraagd", "N"] if dutch else ["none", "not asked", "N"]) if counted else []
    head = ("Pilot", *labels, *extra)
    rows = [
        (
            row.label,
            *(_cell(row, place, language) for place in places),
            *(
                (number(row.none, language), number(row.not_asked, language), number(row.of, language))
                if counted
                else ()
            ),
        )
        for row in figure.rows
    ]
    shown = figure.shown
    total = ("Totaal getoond" if dutch else "Total shown",)
    sums = tuple(number(figure.total(place), language) for place in places)
    tail = (
        tuple(
            number(sum(values), language)
            for values in (
                [row.none for row in shown],
                [row.not_asked for row in shown],
                [row.of for row in shown],
            )
        )
        if counted
        else ()
    )
    totals = ((*total, *sums, *tail),) if figure.threshold is None else ()
    return TableText(head, (*rows, *totals))


def csv_text(figure: Figure) -> str:
    """The figure as CSV: one line per programme and category; hidden and missing numbers are empty, with a state."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("figure", "as_of", "programme", "category", "state", "n", "of", "none", "not_asked"))
    for row in figure.rows:
        for category, cell in zip(figure.categories, row.cells, strict=True):
            state = "count" if isinstance(cell, Count) else "hidden" if isinstance(cell, Suppressed) else "left-out"
            n = cell.n if isinstance(cell, Count) else ""
            writer.writerow(
                (
                    figure.measure.number,
                    figure.as_of.isoformat(),
                    row.programme,
                    category.slug,
                    state,
                    n,
                    *(("", "", "") if row.left_out is LeftOutBecause.TOO_FEW else (row.of, row.none, row.not_asked)),
                )
            )
    return file.getvalue()


def occurring(figure: Figure) -> Sequence[int]:
    """The places of the categories that somebody is in, or that hide a number."""
    return [
        place
        for place in range(len(figure.categories))
        if figure.total(place) or any(isinstance(row.cells[place], Suppressed) for row in figure.rows)
    ]


def number(count: int, language: str) -> str:
    """A whole number with the language's thousands separator."""
    return f"{count:,}".replace(",", ".") if language == "nl" else f"{count:,}"


def percentage(count: int, of: int) -> str:
    """A share rounded to whole percents, for display only."""
    return f"{round(100 * count / of)}%" if of else "–"


def _cell(row: Row, place: int, language: str) -> str:
    cell = row.cells[place]
    if isinstance(cell, Count):
        share = f" ({percentage(cell.n, row.of)})" if row.of and len(row.cells) > 1 else ""
        return f"{number(cell.n, language)}{share}"
    if isinstance(cell, Suppressed):
        return "afgeschermd" if language == "nl" else "hidden"
    return "weggelaten" if language == "nl" else "left out"


def _as_of(figure: Figure, language: str) -> str:
    day = figure.as_of
    written = f"{day.day} {MONTHS[language].split()[day.month - 1]} {day.year}"
    return f"Peildatum {written}." if language == "nl" else f"As of {written}."


def _several(language: str) -> str:
    if language == "nl":
        return "Deelnemers kunnen meer antwoorden hebben; de percentages tellen op tot meer dan 100%."
    return "Participants can have several answers; the percentages add up to more than 100%."


def _not_asked(figure: Figure, language: str) -> str:
    missing = sum(row.not_asked for row in figure.rows)
    people = sum(row.people for row in figure.rows)
    none = sum(row.none for row in figure.rows)
    if language == "nl":
        without = f" Van {number(none, language)} deelnemers is bekend dat er geen is." if none else ""
        return f"Niet gevraagd: {number(missing, language)} van de {number(people, language)} deelnemers.{without}"
    without = f" Of {number(none, language)} participants it is known that there is none." if none else ""
    return f"Not asked: {number(missing, language)} of {number(people, language)} participants.{without}"


def _hidden(threshold: int, language: str) -> str:
    if language == "nl":
        return (
            f"Aantallen onder de {threshold} zijn afgeschermd, en zo nodig andere, zodat niemand ze kan terugrekenen."
        )
    return f"Numbers below {threshold} are hidden, and others where needed, so that nobody can work them out."


def _late(facts: int, language: str) -> str:
    if language == "nl":
        return f"{number(facts, language)} antwoorden over deze tijd kwamen pas later binnen en tellen niet mee."
    return f"{number(facts, language)} answers about this time came in later and do not count."
