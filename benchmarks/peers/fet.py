"""The peer FET (https://lalescu.ro/liviu/fet/): given the groups of a plan, it finds slots and rooms for them anew.

FET cannot form groups. It is told, for one period after the other, who is in each group with which trainer, and when
everybody is away or has a lesson; it then looks for slots and rooms. A plan it returns is an independent proof that
such groups can be held. Nobody's weekly load changes, for the groups are the same. Travel from home is kept, for each
group has only rooms within reach of its members; travel between two places on a day is not told to FET, but the checker
that judges its plan knows.

`fet-cl` comes with `apt-get install fet`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.peers.fet_file import FetFile
from tweespoor.core.planning import Group, Instance, Plan, Report, check

PROGRAM = "fet-cl"
SEEDS = {"s10": 1, "s11": 2, "s12": 3, "s20": 4, "s21": 5, "s22": 6}
PAGES = ("conflicts", "sstatistics", "sdayshorizontal", "sdaysvertical", "stimehorizontal", "stimevertical",
         "ssubgroups", "sgroups", "syears", "steachers", "steachersfreeperiods", "srooms", "ssubjects")  # fmt: skip
"""Endings of the options for timetables to read; those of activity tags and activities also stop the answer itself."""
LAST_WORDS = 500
GRACE = 5.0
"""Seconds beyond its own limit after which FET is stopped."""
QUIETLY = [*(f"--writetimetable{page}=false" for page in PAGES), "--writetimetablesxml=true", "--htmllevel=0"]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What FET made of the groups: the seconds it took, and its plan with the checker's report, if it placed all.

    `words` is what FET said last where it did not.
    """

    seconds: float
    plan: Plan | None = None
    report: Report | None = None
    words: str = ""

    @property
    def complete(self) -> bool:
        """All groups got slots and a room."""
        return self.plan is not None


def installed() -> bool:
    """FET can be run here."""
    return shutil.which(PROGRAM) is not None


def place(instance: Instance, plan: Plan, *, seconds: float) -> Outcome:
    """Let FET find slots and rooms for the plan's groups, within so many seconds for each period.

    Raises:
        FileNotFoundError: if FET is not installed.
    """
    if not installed():
        raise FileNotFoundError(f"{PROGRAM} is not installed; install it with: apt-get install fet")
    groups: list[Group] = []
    spent = 0.0
    for period in instance.periods:
        file = FetFile(instance, plan=plan, period=period.id)
        if file.groups:
            began = perf_counter()
            answer, words = _run(file.content(), seconds=seconds)
            spent += perf_counter() - began
            if answer is None:
                return Outcome(seconds=spent, words=words)
            groups.extend(file.groups_in(answer))
    placed = Plan(groups=tuple(groups), classes=plan.classes)
    return Outcome(seconds=spent, plan=placed, report=check(instance, placed))


def _run(content: bytes, *, seconds: float) -> tuple[bytes | None, str]:
    """FET's answer, None where it did not place everything in time, and the last that it said."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "groups.fet"
        path.write_bytes(content)
        seeds = [f"--randomseeds{name}={value}" for name, value in SEEDS.items()]
        limit = max(1, round(seconds))
        command = [
            PROGRAM,
            f"--inputfile={path}",
            f"--outputdir={folder}",
            f"--timelimitseconds={limit}",
            *QUIETLY,
            *seeds,
        ]
        words = _said(command, at_most=limit + GRACE)
        answer = Path(folder) / "timetables" / "groups" / "groups_activities.xml"
        return (answer.read_bytes() if answer.exists() else None), words


def _said(command: list[str], *, at_most: float) -> str:
    """Run FET and give the last that it said. It does not look at its own limit all the time, so it is stopped too."""
    try:
        finished = subprocess.run(command, capture_output=True, text=True, check=False, timeout=at_most)
    except subprocess.TimeoutExpired:
        return f"stopped after {at_most:.0f} s"
    return (finished.stdout + finished.stderr).strip()[-LAST_WORDS:]
