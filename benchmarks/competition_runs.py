"""Runs of the competition that are kept, so that hours of them can be spread over nights.

One row per run in a CSV file. A run is that of the code it was made with: after a change of the engine it counts no
more, and is made again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from time import process_time
from unittest.mock import patch

from benchmarks.competition_best_known import Cost
from tweespoor.core import planning
from tweespoor.core.planning import Budget, clock
from tweespoor.core.planning.competition import Competition, solve

FIELDS = ("code", "seconds", "instance", "seed", "distance", "soft", "day")


class Runs:
    """What runs of these seconds came to, from the file and from runs made now, which are added to it at once."""

    def __init__(self, path: Path | None, *, seconds: float) -> None:
        self._path, self._seconds, self._code = path, seconds, _code()
        self._costs: dict[tuple[int, int], Cost] = {}
        if path is not None and path.exists():
            with path.open(newline="") as file:
                for row in csv.DictReader(file):
                    if row["code"] == self._code and float(row["seconds"]) == seconds:
                        self._costs[int(row["instance"]), int(row["seed"])] = int(row["distance"]), float(row["soft"])

    def cost(self, number: int, *, seed: int, competition: Competition) -> Cost:
        """What an instance costs with a seed; kept, or by a run of so many seconds of one processor."""
        if (number, seed) not in self._costs:
            with _seconds_of_processor():
                self._costs[number, seed] = solve(competition, stop=Budget(seconds=self._seconds), seed=seed).cost
            self._keep(number, seed=seed)
        return self._costs[number, seed]

    def _keep(self, number: int, *, seed: int) -> None:
        if self._path is None:
            return
        begins = not self._path.exists()
        distance, soft = self._costs[number, seed]
        with self._path.open("a", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            if begins:
                rows.writerow(FIELDS)
            today = datetime.now(UTC).date()
            rows.writerow((self._code, f"{self._seconds:g}", number, seed, f"{distance:g}", f"{soft:g}", today))


@contextmanager
def _seconds_of_processor() -> Iterator[None]:
    """Count the seconds this process had a processor, as the competition did; other work then takes none of them."""
    with patch.object(clock, "monotonic", process_time):
        yield


def _code() -> str:
    """The digest of everything a run depends on."""
    digest, here = sha256(), Path(planning.__file__).parent
    for path in sorted([*here.glob("engine/*.py"), *here.glob("competition/*.py"), here / "clock.py"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
