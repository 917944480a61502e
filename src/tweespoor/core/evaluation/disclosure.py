"""Hide small numbers in a table whose totals are known, so that none of them can be worked out.

A cell from 1 to one below the threshold is hidden. Where the totals of its row or column would give it away, more
cells are hidden: every row and column with hidden cells has at least two, which together reach the threshold, and no
hidden cell has only one value that fits all totals.

That last rule is exact. The table is seen as water flowing from rows to columns; a hidden cell can have another value
if one person more, or fewer, in it can be made good along other hidden cells (Gusfield 1988, "A graph theoretic
approach to statistical data security").
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence

Cell = tuple[int, int]
Place = tuple[str, int]
TOGETHER = -1
"""Stands for all columns whose totals are not known: of these only the sum is."""


def hide_small(
    numbers: Sequence[Sequence[int]],
    *,
    threshold: int,
    rows_add_up: bool = True,
    columns: Collection[int] | None = None,
) -> list[list[bool]]:
    """Which cells to hide, in the shape of `numbers` (rows of equal length).

    `rows_add_up` says that a row's cells add up to a known total; where people have several answers they do not.
    `columns` are the places of the columns whose totals count as known (left out: all); in a table of one row they
    would be the cells themselves, and none counts.

    Raises:
        ValueError: if the threshold is below 1 or a number is negative.
    """
    if threshold < 1 or any(number < 0 for row in numbers for number in row):
        raise ValueError("a threshold is at least 1 and numbers are not negative")
    known = range(max(map(len, numbers), default=0)) if columns is None else columns
    table = _Table(numbers, threshold=threshold, rows_add_up=rows_add_up, columns=known if len(numbers) > 1 else ())
    table.hide(cell for cell in table.cells if 0 < table.value(cell) < threshold)
    while (exposed := table.exposed()) is not None:
        table.hide([exposed])
    return [[(r, c) in table.hidden for c in range(len(row))] for r, row in enumerate(numbers)]


class _Table:
    def __init__(
        self, numbers: Sequence[Sequence[int]], *, threshold: int, rows_add_up: bool, columns: Collection[int]
    ) -> None:
        self.numbers = numbers
        self.threshold = threshold
        self.rows_add_up = rows_add_up
        self.columns = columns
        self.cells = [(r, c) for r, row in enumerate(numbers) for c in range(len(row))]
        self.hidden: set[Cell] = set()

    def value(self, cell: Cell) -> int:
        return self.numbers[cell[0]][cell[1]]

    def hide(self, cells: Iterable[Cell]) -> None:
        self.hidden |= set(cells)

    def exposed(self) -> Cell | None:
        """A cell to hide next: the smallest open one beside a cell that can be worked out; None if all is safe."""
        for line in self.lines():
            inside = [cell for cell in line if cell in self.hidden]
            too_few = len(inside) == 1 or sum(map(self.value, inside)) < self.threshold
            if inside and too_few and (choice := self.smallest_open(line)) is not None:
                return choice
        for cell in sorted(self.hidden):
            if not self.can_vary(cell):
                beside = [other for other in self.cells if other[0] == cell[0] or other[1] == cell[1]]
                choice = self.smallest_open(beside) or self.smallest_open(self.cells)
                if choice is not None:
                    return choice
        return None

    def lines(self) -> list[list[Cell]]:
        lines = [[cell for cell in self.cells if cell[1] == column] for column in sorted(self.columns)]
        if self.rows_add_up:
            lines += [[cell for cell in self.cells if cell[0] == row] for row in range(len(self.numbers))]
        return lines

    def smallest_open(self, cells: Iterable[Cell]) -> Cell | None:
        open_cells = [cell for cell in cells if cell not in self.hidden]
        return min(open_cells, key=lambda cell: (self.value(cell) == 0, self.value(cell), cell), default=None)

    def can_vary(self, cell: Cell) -> bool:
        """Whether the cell can hold one more or one fewer while all that is known stays as it is."""
        if not self.rows_add_up:
            return cell[1] not in self.columns or self.can_vary_in_column(cell)
        row, column = self.ends(cell)
        return self.leads(column, row, without=cell) or (self.value(cell) > 0 and self.leads(row, column, without=cell))

    def can_vary_in_column(self, cell: Cell) -> bool:
        others = [other for other in self.hidden if other[1] == cell[1] and other != cell]
        return bool(others) and (self.value(cell) > 0 or any(self.value(other) > 0 for other in others))

    def ends(self, cell: Cell) -> tuple[Place, Place]:
        """The row and the column that a cell connects; columns whose totals are not known are taken together."""
        row, column = cell
        return ("row", row), ("column", column if column in self.columns else TOGETHER)

    def leads(self, start: Place, goal: Place, *, without: Cell) -> bool:
        """Whether one person can be moved from `start` to `goal` along hidden cells other than the one given."""
        steps: dict[Place, list[Place]] = {}
        for cell in self.hidden - {without}:
            row, column = self.ends(cell)
            steps.setdefault(row, []).append(column)
            if self.value(cell) > 0:
                steps.setdefault(column, []).append(row)
        seen, queue = {start}, deque([start])
        while queue:
            place = queue.popleft()
            if place == goal:
                return True
            further = [each for each in steps.get(place, ()) if each not in seen]
            seen.update(further)
            queue.extend(further)
        return False
