"""`tweespoor import-caseload` brings a list in the way its pages do; `forget-caseloads` tidies what nobody finished."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tweespoor.cli.web import check_database, start_django

if TYPE_CHECKING:
    from tweespoor.apps.exchange.models import Import
    from tweespoor.apps.exchange.queries.caseload import Check
    from tweespoor.apps.organisations.models import Organisation

_KEYS = {
    "columns",
    "sheet",
    "heading_row",
    "list_day",
    "mends",
    "accept_proposals",
    "leave_out_rest",
    "same_where_sure",
}


@click.command(name="import-caseload")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--organisation", required=True, metavar="NAME", help="The municipality whose people these are.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON that says what the columns hold and what to do with problems; see docs/importing.md.",
)
@click.option("--dry-run", is_flag=True, help="Only say what is wrong and what would come in; keep nothing.")
def import_caseload(file: Path, organisation: str, mapping: Path | None, dry_run: bool) -> None:
    """Bring a caseload list (CSV or XLSX) into a municipality: all of it or nothing.

    Exits with 1, and changes nothing, where a problem or a question is left.
    """
    said = _mapping(mapping)
    start_django()
    check_database()
    from django.db import transaction  # noqa: PLC0415 - needs Django started

    into = _municipality(organisation)
    with transaction.atomic():
        row, check = _prepared(file, into, said)
        _tell(check)
        ready = check.is_ready
        if dry_run or not ready:
            transaction.set_rollback(True)
    if not ready:
        raise SystemExit(1)
    if not dry_run:
        _bring_in(row)


@click.command(name="forget-caseloads")
def forget_caseloads() -> None:
    """Delete the cells of lists that nobody finished in thirty days, attendance files in a week; for a nightly job."""
    start_django()
    check_database()
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.exchange.actions import (  # noqa: PLC0415 - needs Django started
        attendance_files,
        caseload,
    )

    now = timezone.now()
    count = caseload.forget_old(now=now) + attendance_files.forget_old(now=now)
    click.echo(f"deleted the cells of {count} lists")


def _mapping(path: Path | None) -> dict[str, Any]:
    """What the mapping file says.

    Raises:
        click.UsageError: if it is no JSON, or has a key that means nothing.
    """
    if path is None:
        return {}
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except RecursionError:
        raise click.UsageError(
            f"{path}: nested too deeply: lists and objects stand in each other a thousand times"
        ) from None
    except (ValueError, OSError) as problem:
        raise click.UsageError(f"{path}: is no JSON: {problem}") from None
    if not isinstance(said, dict) or set(said) - _KEYS:
        raise click.UsageError(f"{path}: an object with keys out of {', '.join(sorted(_KEYS))} is expected")
    return said


def _municipality(name: str) -> Organisation:
    """The municipality of that name.

    Raises:
        click.UsageError: if there is none, naming those there are.
    """
    from tweespoor.apps.exchange.queries.caseload import all_municipalities  # noqa: PLC0415 - needs Django started

    found = {each.name: each for each in all_municipalities()}
    if name not in found:
        raise click.UsageError(f"there is no municipality {name!r}; there are {', '.join(sorted(found)) or 'none'}")
    return found[name]


def _prepared(file: Path, into: Organisation, said: dict[str, Any]) -> tuple[Import, Check]:
    """The import with everything done that the mapping says, and how it then stands.

    Raises:
        click.UsageError: if the file or something in the mapping cannot be used; it says what and where.
    """
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.exchange.actions import caseload as actions  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.exchange.queries import caseload as queries  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.exchange.rules import Refused  # noqa: PLC0415 - needs Django started

    now = timezone.now()
    try:
        list_day = date.fromisoformat(said.get("list_day", timezone.localdate(now).isoformat()))
        row = actions.upload(content=file.read_bytes(), file_name=file.name, organisation=into, by=None, now=now)
        sheet = int(said.get("sheet", row.sheet))
        heading = int(said.get("heading_row", row.heading_row))
        row = actions.choose_sheet(row=row, sheet=sheet, heading_row=heading, version=row.version, by=None, now=now)
        row = actions.map_columns(
            row=row,
            targets=_targets(row, said),
            list_day=list_day,
            version=row.version,
            by=None,
            now=now,
        )
        columns = {column.label: column.index for column in queries.columns(row)}
        for each in said.get("mends", ()):
            row = actions.mend(
                row=row,
                column=_column(columns, each["column"]),
                text=each["text"],
                to=each["to"],
                only_row=each.get("row"),
                version=row.version,
                by=None,
                now=now,
            )
        for key, deed in (
            ("same_where_sure", actions.same_where_sure),
            ("accept_proposals", actions.accept_proposals),
            ("leave_out_rest", actions.leave_out_rest),
        ):
            if said.get(key):
                row = deed(row=row, version=row.version, by=None, now=now)
    except actions.Unreadable as problem:
        raise click.UsageError(f"{file}: {problem}") from None
    except actions.AlreadyThere as there:
        raise click.UsageError(f"{file}: this very file was brought in before, or is open: {there.row.pk}") from None
    except actions.NotReadable as problem:
        raise click.UsageError(f"the mapping has a mend that cannot be read either: {problem}") from None
    except (Refused, KeyError, TypeError, ValueError) as problem:
        raise click.UsageError(f"{file}: {problem}") from None
    return row, queries.check(row, today=timezone.localdate(now))


def _targets(row: Import, said: dict[str, Any]) -> dict[int, str]:
    from tweespoor.apps.exchange.queries import caseload as queries  # noqa: PLC0415 - needs Django started

    if "columns" not in said:
        return queries.guessed_targets(row, allowed=queries.targets_for(None, organisation=row.organisation))[0]
    columns = {column.label: column.index for column in queries.columns(row)}
    return {_column(columns, label): target for label, target in said["columns"].items()}


def _column(columns: dict[str, int], label: str) -> int:
    """The column of that heading.

    Raises:
        click.UsageError: if there is none, naming those there are.
    """
    if label not in columns:
        raise click.UsageError(f"the list has no column {label!r}; it has {', '.join(columns)}")
    return columns[label]


def _tell(check: Check) -> None:
    """Every problem by row and cell, every question, and what would come in."""
    for group in check.problems:
        rows = ", ".join(str(row) for row in group.rows)
        proposal = f"; proposed: {group.proposal}" if group.proposal else ""
        click.echo(
            f"row {rows}, column {group.column.label!r}: {group.text!r}: {group.wrong.value}{proposal}", err=True
        )
    for row in check.undecided:
        known = ", ".join(each.number for each in row.candidates)
        like = f"known as {known}" if known else f"like row {row.draft.like_row}"
        click.echo(f"row {row.draft.row}: the same person? {like}", err=True)
    click.echo(
        f"{check.new} new, {check.same} known, {len(check.left_out)} left out, "
        f"{check.cells_wrong} cells with a problem, {len(check.undecided)} questions"
    )


def _bring_in(row: Import) -> None:
    """Bring the list in.

    Raises:
        click.ClickException: if it could not be; nothing is in then.
    """
    from django.utils import timezone  # noqa: PLC0415 - needs Django started

    from tweespoor.apps.exchange.actions import caseload as actions  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.exchange.actions import caseload_running as running  # noqa: PLC0415 - needs Django started
    from tweespoor.apps.exchange.rules import Refused  # noqa: PLC0415 - needs Django started

    try:
        running.start(row=row, version=row.version, by=None, now=timezone.now())
        running.run(row=row, clock=timezone.now)
    except Refused as refusal:
        actions.discard(row=row, by=None, now=timezone.now())
        raise click.ClickException(str(refusal)) from None
    row.refresh_from_db()
    if row.status != "done":
        actions.discard(row=row, by=None, now=timezone.now())
        raise click.ClickException(f"nothing was brought in: {row.failed}; look at what changed and try again")
    click.echo(f"brought in: {row.counts['new']} people, {row.counts['facts']} answers (import {row.pk})")
