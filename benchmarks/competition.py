"""The timetabling competition of 2007, track 2: our answers beside its finalists' and the literature's.

usage: python -m benchmarks.competition [FOLDER]

The folder holds the instances as the competition named them, `comp-2007-2-1.tim` and so on, each perhaps packed as
`.tim.xz`; without an argument it is that of COMPETITION_FOLDER.
COMPETITION_SECONDS (30) per run, of one processor, COMPETITION_SEEDS (1) runs per instance with seeds 1, 2, ...; with
190 seconds and ten seeds, as the literature has it, it takes eight and a half hours. COMPETITION_RUNS names a file in
which runs are kept: what is there already, of the present code, is not run again.
"""

from __future__ import annotations

import lzma
import os
import sys
from itertools import product
from pathlib import Path

from benchmarks.competition_best_known import (
    FINALISTS,
    INSTANCES,
    LITERATURE_MEAN,
    Cost,
    best_known,
    finalists_best,
    mean_cost,
    mean_ranks,
)
from benchmarks.competition_runs import Runs
from tweespoor.core.planning import Budget
from tweespoor.core.planning.competition import Competition, read_tim, solve


def run(folder: Path | None = None) -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    given = os.environ.get("COMPETITION_FOLDER")
    if folder is None and not given:
        return [("competition", "absent: COMPETITION_FOLDER does not say where the instances are")]
    folder = folder or Path(str(given))
    seconds = float(os.environ.get("COMPETITION_SECONDS", "30"))
    seeds = range(1, int(os.environ.get("COMPETITION_SEEDS", "1")) + 1)
    files = {number: path for number in INSTANCES if (path := _file(folder, number=number))}
    if not files:
        return [("competition", f"absent: there is no comp-2007-2-1.tim or other instance in {folder}")]
    solve(read(next(iter(files.values()))), stop=Budget(work=1))  # compiles the search
    kept = os.environ.get("COMPETITION_RUNS")
    runs = Runs(Path(kept) if kept else None, seconds=seconds)
    for seed, number in product(seeds, files):
        told = runs.cost(number, seed=seed, competition=read(files[number]))
        print(f"instance {number}, seed {seed}: {told}", file=sys.stderr, flush=True)
    lines, found = [], {}
    for number, path in files.items():
        found[number] = costs = [runs.cost(number, seed=seed, competition=read(path)) for seed in seeds]
        lines.append((f"instance {number}, {seconds:g} s, {len(costs)} seeds", _told(number, costs=costs)))
    return [*lines, *_standing(found)]


def read(path: Path) -> Competition:
    """The instance in a file, perhaps a packed one."""
    packed = path.read_bytes()
    return read_tim((lzma.decompress(packed) if path.suffix == ".xz" else packed).decode())


def _file(folder: Path, *, number: int) -> Path | None:
    paths = (folder / f"comp-2007-2-{number}.tim{packed}" for packed in ("", ".xz"))
    return next((path for path in paths if path.is_file()), None)


def _told(number: int, *, costs: list[Cost]) -> str:
    """What the runs on one instance came to."""
    feasible = [soft for distance, soft in costs if distance == 0]
    mean = f"{sum(feasible) / len(feasible):.1f}" if feasible else "-"
    best = f"{min(feasible):g}" if feasible else "-"
    return (
        f"{len(feasible)} of {len(costs)} feasible, mean {mean}, best {best} "
        f"(SAIRL's mean {LITERATURE_MEAN['SAIRL'][number - 1]:g}, best known {best_known(number)})"
    )


def _standing(found: dict[int, list[Cost]]) -> list[tuple[str, str]]:
    """Where our means stand among the finalists' best answers, and among the literature's means."""
    means = {number: mean_cost(costs) for number, costs in found.items()}
    best = finalists_best()
    beside = {name: [best[name][number - 1] for number in found] for name in FINALISTS}
    ranks = mean_ranks({"Tweespoor": list(means.values()), **beside})
    told = ", ".join(f"{name} {rank:.2f}" for name, rank in sorted(ranks.items(), key=lambda each: each[1]))
    below = sum(means[number] <= (0, LITERATURE_MEAN["SAIRL"][number - 1]) for number in found)
    reached = sum(min(costs) <= (0, best_known(number)) for number, costs in found.items())
    return [
        ("mean rank of our means among the finalists' best of ten", told),
        ("instances on which our mean is at or below SAIRL's", f"{below} of {len(found)}"),
        ("instances on which our best is at or below the best known", f"{reached} of {len(found)}"),
    ]


if __name__ == "__main__":
    for label, value in run(Path(sys.argv[1]) if sys.argv[1:] else None):
        print(f"{label}: {value}")
