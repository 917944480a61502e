"""Bringing a list of 10,000 people in, from file to people; as a ratio to Polars reading the same CSV.

On SQLite and, where PG* variables are set, on PostgreSQL.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from random import Random

import polars as pl

from benchmarks.databases import environment, measurable

PEOPLE = 10_000
_HEAD = "Nr Voornaam Achternaam Geboortedatum Geslacht Herkomst Taalniveau Startniveau Bijstand Leerroute"
HEAD = [*_HEAD.split(), "Belemmeringen", "Opleiding"]
_GIVEN = "Amal Dina Farah Karim Omar Dawit Eden Selam Omid Roya Elif Baran Hodan Idris"
_SYLLABLES = "ba da de ha ka la le ma mi na ra sha ta va"


def run() -> list[tuple[str, str]]:
    """Name and value of each measurement."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        path.write_bytes(_list(PEOPLE))
        polars = min(_polars(path) for _time in range(3))
        return [line for kind in measurable() for line in _lines(kind, path=path, polars=polars)]


def _lines(kind: str, *, path: Path, polars: float) -> list[tuple[str, str]]:
    command = [sys.executable, "-m", "benchmarks.caseload", str(path)]
    with environment(kind, named="caseload") as found:
        said = subprocess.run(command, env=found, check=True, stdout=subprocess.PIPE, text=True).stdout
    took = json.loads(said.splitlines()[-1])
    total = sum(took.values())
    return [
        (
            f"{kind}: {PEOPLE} people of {len(HEAD)} columns from CSV to people, checked and matched",
            f"{total:.1f} s, {PEOPLE / total:.0f} rows/s (goal: under 60 s)",
        ),
        (
            f"{kind}: of which reading / checking / writing in one transaction",
            " / ".join(f"{took[k]:.1f} s" for k in took),
        ),
        (
            f"{kind}: whole import against Polars reading the same CSV",
            f"{total / polars:.0f} times ({1000 * polars:.0f} ms)",
        ),
        (f"{kind}: reading the file against Polars reading it", f"{took['read'] / polars:.0f} times"),
    ]


def _polars(path: Path) -> float:
    began = time.perf_counter()
    pl.read_csv(path, separator=";", infer_schema=False)
    return time.perf_counter() - began


def _list(people: int) -> bytes:
    random = Random(1)
    given = _GIVEN.split()
    syllables = _SYLLABLES.split()
    rows = [HEAD]
    for number in range(people):
        family = "".join(random.choices(syllables, k=3)).capitalize()
        born = f"{random.randint(1, 28)}-{random.randint(1, 12)}-{random.randint(1960, 2005)}"
        rows.append(
            [
                str(number),
                f"{random.choice(given)} {family[:3]}",
                family,
                born,
                random.choice("mv"),
                random.choice(("Syrie", "Eritrea", "Turkije", "Somalie")),
                random.choice(("A1", "A2", "B1", "onb.")),
                random.choice(("A0", "alfa b", "A1")),
                random.choice("jn"),
                random.choice(("B1-route", "Z-route", "?")),
                random.choice(("geen", "schulden", "huisvesting; schulden", "n.v.t.")),
                random.choice(("HBO", "mbo", "basisschool", "")),
            ]
        )
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";").writerows(rows)
    return file.getvalue().encode("utf-8")


def _bring_in(path: Path) -> dict[str, float]:
    """Seconds of each step, in a fresh database."""
    import django  # noqa: PLC0415 - started here, in a process of its own

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - needs Django started
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.exchange.actions import caseload as actions  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.exchange.actions import caseload_running as running  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.exchange.queries import caseload as queries  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.organisations.actions import add_organisation  # noqa: PLC0415 - needs Django started
    from tweespoor.core.vocabulary import OrganisationKind  # noqa: PLC0415 - needs Django started

    call_command("migrate", verbosity=0)
    into = add_organisation(name="Meetstad", kind=OrganisationKind.MUNICIPALITY)
    now = timezone.now()
    moments = [time.perf_counter()]
    row = actions.upload(content=path.read_bytes(), file_name=path.name, organisation=into, by=None, now=now)
    moments.append(time.perf_counter())
    row = actions.choose_sheet(row=row, sheet=0, heading_row=1, version=row.version, by=None, now=now)
    targets, _remembered = queries.guessed_targets(row, allowed=queries.targets_for(None, organisation=into))
    day = timezone.localdate(now)
    row = actions.map_columns(row=row, targets=targets, list_day=day, version=row.version, by=None, now=now)
    for each in queries.check(row, today=day).undecided:
        row.decisions[str(each.draft.row)] = "new"
    row.save()
    row = running.start(row=row, version=row.version, by=None, now=now)
    moments.append(time.perf_counter())
    running.run(row=row, clock=timezone.now)
    moments.append(time.perf_counter())
    row.refresh_from_db()
    if row.counts.get("new") != PEOPLE:
        raise SystemExit(f"not everybody came in: {row.status} {row.failed} {row.counts}")
    return dict(zip(("read", "check", "write"), (b - a for a, b in pairwise(moments)), strict=True))


if __name__ == "__main__":
    print(json.dumps(_bring_in(Path(sys.argv[1]))))
