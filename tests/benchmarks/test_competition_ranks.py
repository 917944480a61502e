"""Answers to the competition are ranked as it ranked them: on distance, then soft cost, equals sharing their ranks."""

from __future__ import annotations

import pytest
from benchmarks.competition_best_known import (
    FINALISTS,
    INSTANCES,
    LITERATURE_BEST,
    LITERATURE_MEAN,
    NEVER_FEASIBLE,
    best_known,
    finalists_best,
    mean_cost,
    mean_ranks,
    mean_ranks_of_runs,
    ranks,
)


def test_equals_share_their_ranks_and_distance_comes_first() -> None:
    assert ranks([(0, 5), (2, 0), (0, 5), (0, 1), NEVER_FEASIBLE]) == [2.5, 4, 2.5, 1, 5]


def test_mean_ranks_are_over_instances() -> None:
    results = {"one": [(0, 1), (0, 1), NEVER_FEASIBLE], "other": [(0, 2), (0, 1), (9, 9)]}
    assert mean_ranks(results) == {"one": pytest.approx(4.5 / 3), "other": pytest.approx(4.5 / 3)}


def test_runs_are_ranked_together() -> None:
    results = {"one": [[(0, 1), (0, 4)]], "other": [[(0, 2), (0, 3), (0, 4)]]}
    assert mean_ranks_of_runs(results) == {"one": (1 + 4.5) / 2, "other": pytest.approx((2 + 3 + 4.5) / 3)}


def test_everybody_has_a_result_on_every_instance_and_no_best_is_above_its_mean() -> None:
    for table in (FINALISTS, LITERATURE_BEST, LITERATURE_MEAN):
        assert {len(scores) for scores in table.values()} == {len(INSTANCES)}
    for name, means in LITERATURE_MEAN.items():
        assert all(best <= mean for best, mean in zip(LITERATURE_BEST[name], means, strict=True))
    assert best_known(3) == 110
    assert best_known(11) == 48


def test_the_best_known_answers_beat_every_finalist() -> None:
    everybody = finalists_best() | {"best known": tuple((0, best_known(number)) for number in INSTANCES)}
    found = mean_ranks(everybody)
    assert min(found, key=lambda name: found[name]) == "best known"
    assert sum(found.values()) == pytest.approx(sum(range(1, len(everybody) + 1)))


def test_the_mean_of_runs_keeps_distance_and_cost_apart() -> None:
    assert mean_cost([(0, 3), (0, 4), (6, 2)]) == (2, 3)
