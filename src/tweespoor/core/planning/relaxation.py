"""A bound from the linear relaxation of the whole model, made safe.

The linear solver works in floating point, so only its dual prices are taken from it. By weak duality any prices give a
bound; it is computed here from rounded prices in whole numbers, so that no tolerance can lift it above the optimum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from ortools.linear_solver.python import model_builder

from tweespoor.core.planning.model import Model
from tweespoor.core.planning.neighbourhoods import everything
from tweespoor.core.planning.puzzle import Puzzle
from tweespoor.core.planning.timetable import Timetable

PRICE_PARTS = 1 << 20
"""Prices are rounded to this part of a point."""
_NO_LIMIT = 1 << 60


@dataclass(frozen=True, slots=True)
class Row:
    """One linear constraint: whole coefficients by variable, and limits where there are any."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None


@dataclass
class Relaxation:
    """The linear relaxation of a whole puzzle, solved in a thread of its own; `bound` is None until it is ready."""

    puzzle: Puzzle
    bound: int | None = None
    _solver: model_builder.Solver = field(init=False)
    _thread: Thread | None = None

    def __post_init__(self) -> None:
        self._solver = model_builder.Solver("GLOP")
        self._solver.set_solver_specific_parameters("use_dual_simplex: true")

    def start(self) -> None:
        """Begin; `stop` ends it before its time, and `wait` looks whether it is ready."""
        table = Timetable(self.puzzle)
        whole = everything(table)
        proto = Model(table, people=whole.people, offers=whole.offers).model.proto
        self._thread = Thread(target=self._solve, args=(proto,), daemon=True)
        self._thread.start()

    def wait(self, *, seconds: float) -> bool:
        """Wait at most so long; true when it has ended."""
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def stop(self) -> None:
        """End it, with a bound or without."""
        while not self.wait(seconds=0.05):
            self._solver.stop_search()  # type: ignore[no-untyped-call]  # ortools has no type there

    def _solve(self, proto: Any) -> None:
        rows = _rows(proto)
        costs = [0] * len(proto.variables)
        for variable, cost in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
            costs[variable] += cost
        limits = [_ends(each.domain) for each in proto.variables]
        model = model_builder.Model()  # type: ignore[no-untyped-call]  # ortools has no type there
        variables = [model.new_num_var(low, high, "") for low, high in limits]
        for row in rows:
            model.add_linear_constraint(
                model_builder.LinearExpr.weighted_sum(
                    [variables[v] for v, _ in row.terms], [float(c) for _, c in row.terms]
                ),
                float("-inf") if row.low is None else row.low,
                float("inf") if row.high is None else row.high,
            )
        model.minimize(model_builder.LinearExpr.weighted_sum(variables, [float(c) for c in costs]))
        if self._solver.solve(model) == model_builder.SolveStatus.OPTIMAL:
            prices = [round(price * PRICE_PARTS) for price in self._solver.dual_values(model.get_linear_constraints())]
            self.bound = certified(rows, prices=prices, costs=costs, limits=limits) + round(proto.objective.offset)


def certified(rows: list[Row], *, prices: list[int], costs: list[int], limits: list[tuple[int, int]]) -> int:
    """The bound on the costs that these prices of the rows prove, rounded up to a whole point."""
    reduced = [cost * PRICE_PARTS for cost in costs]
    total = 0
    for row, price in zip(rows, prices, strict=True):
        limit = row.low if price > 0 else row.high
        if price == 0 or limit is None:
            continue
        total += price * limit
        for variable, coefficient in row.terms:
            reduced[variable] -= price * coefficient
    for cost, (low, high) in zip(reduced, limits, strict=True):
        total += min(cost * low, cost * high)
    return -(-total // PRICE_PARTS)


def _rows(proto: Any) -> list[Row]:
    rows: list[Row] = []
    for constraint in proto.constraints:
        if constraint.has_linear():
            linear = constraint.linear
            low, high = _ends(linear.domain)
            terms = tuple(zip(linear.vars, linear.coeffs, strict=True))
            rows.append(Row(terms, low if low > -_NO_LIMIT else None, high if high < _NO_LIMIT else None))
        elif constraint.has_bool_and():
            unless = [-condition - 1 for condition in constraint.enforcement_literal]
            rows.extend(_clause([*unless, literal]) for literal in constraint.bool_and.literals)
        elif constraint.has_bool_or():
            rows.append(_clause(list(constraint.bool_or.literals)))
        elif constraint.has_at_most_one():
            rows.append(_count(list(constraint.at_most_one.literals), low=None, high=1))
        elif constraint.has_exactly_one():
            rows.append(_count(list(constraint.exactly_one.literals), low=1, high=1))
    return rows


def _ends(domain: Iterable[int]) -> tuple[int, int]:
    """The first and the last value of a domain."""
    first, *_, last = domain
    return first, last


def _clause(literals: list[int]) -> Row:
    return _count(literals, low=1, high=None)


def _count(literals: list[int], *, low: int | None, high: int | None) -> Row:
    """Between so many of the literals are true; a literal below 0 is the negation of variable -literal - 1."""
    negated = sum(literal < 0 for literal in literals)
    terms = tuple((literal, 1) if literal >= 0 else (-literal - 1, -1) for literal in literals)
    return Row(terms, None if low is None else low - negated, None if high is None else high - negated)
