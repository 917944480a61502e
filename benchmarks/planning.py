"""How much better than the greedy planner plans get in a minute, and what is proven about them."""

from __future__ import annotations

from tweespoor.core.planning import Budget, generate, solve

CASES = ((40, 20.0), (120, 60.0), (400, 60.0))
"""People and seconds of each puzzle; all are invented with seed 1."""


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    lines = []
    for people, seconds in CASES:
        result = solve(generate(people, seed=1), stop=Budget(seconds=seconds), seed=1, workers=2)
        ratio = result.score / result.greedy_score if result.greedy_score else 1.0
        name = f"{people} people, {seconds:.0f} s, two workers"
        lines.append((f"{name}: score as a share of the greedy planner's", f"{ratio:.3f}"))
        detail = f"{result.score} (greedy {result.greedy_score}, bound {result.bound}, gap {result.gap:.1%})"
        lines.append((f"{name}: score", detail))
        lines.append((f"{name}: demands placed", f"{result.placed} of {result.demands}"))
    return lines


if __name__ == "__main__":
    for label, value in run():
        print(f"{label}: {value}")
