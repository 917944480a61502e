"""Hide small numbers in a table whose totals are published, so that none of them can be worked out.

A cell from 1 to one below the threshold is hidden. Where the totals of its row or column would give it away, more
cells are hidden: every row and column with hidden cells has at least two, which together reach the threshold, and no
hidden cell has only one value that fits all totals.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

Cell = tuple[int, int]


def hide_small(numbers: Sequence[Sequence[int]], *, threshold: int, rows_add_up: bool = True) -> list[list[bool]]:
    """Which cells to hide, in the shape of `numbers` (rows of equal length).

    `rows_add_up` says that a row's cells add up to a published total; where people have several answers they do not.
    Column totals always count as published.

    Raises:
        ValueError: if the threshold is below 1 or a number is negative.
    """
    if threshold < 1 or any(number < 0 for row in numbers for number in row):
        raise ValueError("a threshold is at least 1 and numbers are not negative")
    table = _Table(numbers, threshold, rows_add_up)
    table.hide(cell for cell in table.cells if 0 < table.value(cell) < threshold)
    while (exposed := table.exposed()) is not None:
        table.hide([exposed])
    return [[(r, c) in table.hidden for c in range(len(row))] for r, row in enumerate(numbers)]


class _Table:
    def __init__(self, numbers: Sequence[Sequence[int]], threshold: int, rows_add_up: bool) -> None:
        self.numbers = numbers
        self.threshold = threshold
        self.rows_add_up = rows_add_up
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
                beside = [other for line in self.lines() if cell in line for other in line]
                choice = self.smallest_open(beside) or self.smallest_open(self.cells)
                if choice is not None:
                    return choice
        return None

    def lines(self) -> list[list[Cell]]:
        columns = {c for _, c in self.cells}
        lines = [[cell for cell in self.cells if cell[1] == column] for column in sorted(columns)]
        if self.rows_add_up:
            lines += [[cell for cell in self.cells if cell[0] == row] for row in range(len(self.numbers))]
        return lines

    def smallest_open(self, cells: Iterable[Cell]) -> Cell | None:
        open_cells = [cell for cell in cells if cell not in self.hidden]
        return min(open_cells, key=lambda cell: (self.value(cell) == 0, self.value(cell), cell), default=None)

    def can_vary(self, cell: Cell) -> bool:
        """Whether another value of the cell fits all totals.

        A change runs around a cycle of hidden cells that go up and down in turn; a cell that goes down must have
        something to give.
        """
        if not self.rows_add_up:
            others = [other for other in self.hidden if other[1] == cell[1] and other != cell]
            return bool(others) and (self.value(cell) > 0 or any(self.value(other) > 0 for other in others))
        return self.reaches(cell, up=True) or (self.value(cell) > 0 and self.reaches(cell, up=False))

    def reaches(self, cell: Cell, *, up: bool) -> bool:
        """Whether the change of a cell (up or down by one) can be made good along its row and column."""
        row, column = cell
        seen: set[tuple[str, int, bool]] = set()
        queue: deque[tuple[str, int, bool]] = deque([("row", row, not up)])
        while queue:
            state = queue.popleft()
            if state in seen:
                continue
            seen.add(state)
            axis, index, going_up = state
            for other in self.hidden - {cell}:
                if other[0 if axis == "row" else 1] != index or (not going_up and self.value(other) == 0):
                    continue
                if axis == "row" and other[1] == column and going_up is not up:
                    return True
                crossing = ("column", other[1], not going_up) if axis == "row" else ("row", other[0], not going_up)
                queue.append(crossing)
        return False
