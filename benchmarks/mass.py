"""How long people wait for a group where 4 arrive a month, in one municipality alone and in three together."""

from __future__ import annotations

from time import process_time

from tweespoor.core.planning.mass import (
    Arrangement,
    Measure,
    default_scenario,
    simulate,
    spelled,
    summarise,
)

REPLICATIONS, SEED = 20, 1
NAMES = {
    Measure.MEDIAN: "median wait, months",
    Measure.STILL_6: "still waiting after 6 months, %",
    Measure.STILL_12: "still waiting after 12 months, %",
    Measure.GROUPS: "groups per year in the three",
    Measure.GROUP_SIZE: "participants per group",
}


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement, with its 95% interval."""
    began = process_time()
    outcome = simulate(default_scenario(arrivals_per_month=4, municipalities=3), replications=REPLICATIONS, seed=SEED)
    overall = summarise(outcome).overall
    took = process_time() - began
    lines = []
    for measure, name in NAMES.items():
        alone, together, without = (
            spelled(overall.estimates[each][measure], language="en", measure=measure)
            for each in (Arrangement.ALONE, Arrangement.TOGETHER, Arrangement.NO_MINIMUM)
        )
        less = spelled(overall.minus_alone[Arrangement.TOGETHER][measure], language="en", measure=measure)
        value = f"alone {alone}; 3 together {together}; difference {less}; alone without a minimum size {without}"
        lines.append((f"4 arrivals a month: {name}", value))
    lines.append((f"{REPLICATIONS} replications of 36 months in three arrangements", f"{took:.0f} s on one core"))
    return lines


if __name__ == "__main__":
    for label, value in run():
        print(f"{label}: {value}")
