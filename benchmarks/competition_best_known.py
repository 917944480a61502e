"""What others reached on the timetabling competition's instances 1 to 16, and how the competition ranks answers.

Finalists: best of ten runs each, as published with the competition's results (International Timetabling Competition
2007, track 2), in some five to eight minutes of a desktop of that year. Literature after it, best and mean per
instance: Nothegger, Mayer, Chwatal, Raidl (Annals of Operations Research 194, 2012); Ceschia, Di Gaspero, Schaerf
(Computers & Operations Research 39, 2012); Lewis, Thompson (European Journal of Operational Research 240, 2015); SAR
and SAIRL, 31 runs of 190 s: Goh, Kendall, Sabar (Journal of the Operational Research Society), table 11.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

Cost = tuple[float, float]
"""Distance to feasibility and soft cost; the mean of runs may be a fraction."""
INSTANCES = tuple(range(1, 17))
NEVER_FEASIBLE: Cost = (inf, inf)

FINALISTS: dict[str, tuple[int | None, ...]] = {
    "Cambazard": (571, 993, 164, 310, 5, 0, 6, 0, 1560, 2163, 178, 146, 0, 1, 0, 2),
    "Atsuta": (61, 547, 382, 529, 5, 0, 0, 0, 0, 0, 548, 869, 0, 0, 379, 191),
    "Chiarandini": (1482, 1635, 288, 385, 559, 851, 10, 0, 1947, 1741, 240, 475, 675, 864, 0, 1),
    "Nothegger": (15, 0, 391, 239, 34, 87, 0, 4, 0, 0, 547, 32, 166, 0, 0, 41),
    "Müller": (1861, None, 272, 425, 8, 28, 13, 6, None, None, 263, 804, 285, 110, 5, 132),
}
"""Soft cost of the best of ten runs on each instance; None where none was feasible."""

LITERATURE_BEST: dict[str, tuple[int, ...]] = {
    "Nothegger ACO": (0, 0, 110, 53, 13, 0, 0, 0, 0, 0, 143, 0, 5, 0, 0, 0),
    "Ceschia SA": (59, 0, 148, 25, 0, 0, 0, 0, 0, 3, 142, 267, 1, 0, 0, 0),
    "Lewis & Thompson": (0, 0, 122, 18, 0, 0, 0, 0, 0, 0, 48, 0, 0, 0, 0, 0),
    "SAR": (0, 0, 163, 242, 0, 0, 5, 0, 0, 0, 161, 0, 0, 0, 0, 10),
    "SAIRL": (0, 0, 141, 192, 0, 0, 4, 0, 0, 0, 136, 0, 0, 0, 0, 0),
}
"""Soft cost of the best run on each instance."""

LITERATURE_MEAN: dict[str, tuple[float, ...]] = {
    "Nothegger ACO": (613, 556, 680, 580, 92, 212, 4, 61, 202, 4, 774, 538, 360, 41, 29, 101),
    "Ceschia SA": (399.2, 142.2, 209.9, 349.6, 7.7, 8.6, 4.9, 1.5, 258.8, 186.4, 269.5, 400, 120, 3.6, 48, 50.1),
    "Lewis & Thompson": (
        377,
        382.2,
        181.8,
        319.4,
        7.5,
        22.8,
        5.5,
        0.6,
        514.4,
        1202.4,
        202.6,
        340.2,
        79,
        0.5,
        139.9,
        105.2,
    ),
    "SAR": (307.6, 63.4, 199.4, 328.8, 2.7, 33.2, 18, 0, 100.7, 65.3, 244.3, 318.2, 99.5, 0.2, 192, 105.8),
    "SAIRL": (209.4, 10.1, 188.6, 320.9, 2.9, 54.7, 14.5, 1.6, 15.2, 30.5, 201.6, 303.5, 90.4, 25.6, 12.5, 45.8),
}
"""Mean soft cost over the runs on each instance."""


def best_known(instance: int) -> int:
    """The lowest soft cost that anybody above reached on the instance, 1 to 16."""
    reached = [scores[instance - 1] for scores in (*FINALISTS.values(), *LITERATURE_BEST.values())]
    return min(score for score in reached if score is not None)


def finalists_best() -> dict[str, tuple[Cost, ...]]:
    """The finalists' best answers as costs, to rank others among them."""
    return {
        name: tuple(NEVER_FEASIBLE if score is None else (0, score) for score in scores)
        for name, scores in FINALISTS.items()
    }


def mean_cost(runs: Sequence[Cost]) -> Cost:
    """The mean distance and the mean soft cost of some runs on one instance."""
    return sum(distance for distance, _ in runs) / len(runs), sum(soft for _, soft in runs) / len(runs)


def ranks(costs: Sequence[Cost]) -> list[float]:
    """The rank of each cost, 1 for the lowest; equals share the mean of the ranks they take up together."""
    ordered = sorted(costs)
    return [ordered.index(cost) + (ordered.count(cost) + 1) / 2 for cost in costs]


def mean_ranks(results: Mapping[str, Sequence[Cost]]) -> dict[str, float]:
    """The mean rank of each solver over instances; `results` has one cost per instance, in one order, for each.

    To rank runs rather than solvers, as the competition did with ten runs of each finalist, use `mean_ranks_of_runs`.
    """
    per_instance = [ranks(costs) for costs in zip(*results.values(), strict=True)]
    return {
        name: sum(found[number] for found in per_instance) / len(per_instance) for number, name in enumerate(results)
    }


def mean_ranks_of_runs(results: Mapping[str, Sequence[Sequence[Cost]]]) -> dict[str, float]:
    """The mean rank of each solver's runs, all runs of all solvers on an instance being ranked together.

    `results` has the costs of the runs on each instance, in one order of instances, for each solver.
    """
    found: dict[str, list[float]] = {name: [] for name in results}
    for runs in zip(*results.values(), strict=True):
        names = [name for name, costs in zip(results, runs, strict=True) for _ in costs]
        for name, rank in zip(names, ranks([cost for costs in runs for cost in costs]), strict=True):
            found[name].append(rank)
    return {name: sum(places) / len(places) for name, places in found.items()}
