"""What a figure says: a row per programme, a cell per category, and what is hidden or missing as such."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tweespoor.core.evaluation.measures import Category, Measure


class LeftOutBecause(StrEnum):
    """Why a programme is left out of a figure.

    The first two are the report's rule (section 2.3 and annex 3), the others hide small numbers.
    """

    NOT_FILLED_IN = "not-filled-in"
    UNDER_HALF = "under-half"
    TOO_FEW = "too-few"
    TOO_FEW_ANSWERS = "too-few-answers"


@dataclass(frozen=True)
class Count:
    """How many people."""

    n: int


@dataclass(frozen=True)
class Suppressed:
    """There is a number, and it is hidden because it is small or would give a small one away."""

    threshold: int


@dataclass(frozen=True)
class NotAsked:
    """There is no number: nobody asked, or too few were."""


Cell = Count | Suppressed | NotAsked
Number = int | Suppressed


@dataclass(frozen=True, kw_only=True)
class Row:
    """One programme: a cell per category, the number they are shares of, and who is not in them.

    `of` is the number of people in the denominator, `none` those known to have none (where that is no category of its
    own), `not_asked` those nobody asked. `left_out` says why there are no cells.
    """

    programme: str
    label: str
    people: Number
    cells: tuple[Cell, ...]
    of: Number
    none: Number
    not_asked: Number
    left_out: LeftOutBecause | None = None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure as of a date; where numbers are hidden it does not hold them, so that nothing made of it can.

    `n` counts everybody in the denominator, people of programmes that are left out included (so that B3.1 has the
    report's N), except of a programme whose number of people is hidden. `late_facts` counts answers about that time
    that became known afterwards. `threshold` is None where nothing is hidden.
    """

    measure: Measure
    as_of: date
    n: Number
    rows: tuple[Row, ...]
    late_facts: Number
    threshold: int | None

    @property
    def categories(self) -> tuple[Category, ...]:
        """The categories that occur in the cells, in order."""
        return self.measure.categories

    @property
    def shown(self) -> tuple[Row, ...]:
        """The rows of programmes that are not left out."""
        return tuple(row for row in self.rows if row.left_out is None)

    @property
    def left_out(self) -> tuple[Row, ...]:
        """The rows of programmes that are left out."""
        return tuple(row for row in self.rows if row.left_out is not None)

    def total(self, place: int) -> int:
        """The number of people in a category, over the programmes and cells that are shown."""
        return sum(cell.n for row in self.shown if isinstance(cell := row.cells[place], Count))

    def base(self, row: Row) -> int:
        """What the shares of a row that is shown are shares of.

        N, so those who were asked; where small numbers are hidden everybody of the programme, because N can be hidden.
        """
        base = row.of if self.threshold is None else row.people
        assert isinstance(base, int)
        return base
