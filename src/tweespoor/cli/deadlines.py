"""`tweespoor deadlines`: what the legal clock says of a case in a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from tweespoor.core.legalclock import (
    CaseError,
    Deadline,
    Reading,
    Status,
    case_schema,
    day,
    example,
    read,
    read_case,
)
from tweespoor.core.legalclock.reading import EXAMPLES

CANNOT_READ = 2
_DAY = click.DateTime(formats=["%Y-%m-%d"])

NOT_SIGNED = {
    "en": "No lawyer has signed these rules: every deadline is to be confirmed.",
    "nl": "Geen jurist heeft deze regels ondertekend: elke termijn is te bevestigen.",
}


@click.command()
@click.argument("case_file", metavar="CASE.json", required=False)
@click.option("--on", "on", type=_DAY, help="Day to judge on, like 2026-03-01; left out: today.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.option("--all", "with_all", is_flag=True, help="Show what does not apply to this case too.")
@click.option("--roll", is_flag=True, help="Move short terms from weekends and holidays (to be confirmed).")
@click.option("--schema", is_flag=True, help="Write the JSON schema of a case and stop.")
@click.option("--example", "named", type=click.Choice(EXAMPLES), help="Write an example case and stop.")
@click.option(
    "--language",
    "--lang",
    "language",
    type=click.Choice(["en", "nl"]),
    default="en",
    show_default=True,
    help="Of the answer.",
)
def deadlines(
    case_file: str | None,
    on: datetime | None,
    as_json: bool,
    with_all: bool,
    roll: bool,
    schema: bool,
    named: str | None,
    language: str,
) -> None:
    """Show the legal deadlines of a case: what is due when, who must act, and how each day was found.

    Exit status 0: the case was judged, whatever it says; 2: the file cannot be read or is no case.
    """
    if schema:
        click.echo(json.dumps(case_schema(), indent=2))
        return
    if named:
        click.echo(example(named), nl=False)
        return
    if case_file is None:
        _stop("Give the file of a case; an example is written by: tweespoor deadlines --example golden")
    try:
        case = read_case(Path(case_file).read_text(encoding="utf-8"))
    except CaseError as error:
        _stop(*(f"{case_file}: {problem}" for problem in error.problems))
    except (OSError, UnicodeDecodeError) as problem:
        _stop(f"{case_file}: {_cannot_read(problem)}")
    reading = read(case, on=on.date() if on else date.today(), roll=roll)  # noqa: DTZ011 - the user's own day
    shown = [each for each in reading.deadlines if with_all or each.status is not Status.NOT_APPLICABLE]
    if as_json:
        click.echo(json.dumps(_data(reading, shown, language=language), ensure_ascii=False, indent=2))
    else:
        click.echo(_text(reading, shown, language=language))


def _stop(*messages: str) -> NoReturn:
    for message in messages:
        click.echo(message, err=True)
    sys.exit(CANNOT_READ)


def _cannot_read(problem: Exception) -> str:
    match problem:
        case FileNotFoundError():
            return "there is no such file; give the path of a case"
        case IsADirectoryError():
            return "this is a folder; give the path of a file"
        case PermissionError():
            return "this file may not be read; ask for the right to read it"
        case UnicodeDecodeError():
            return "this is not a text in UTF-8; save it as UTF-8"
    return str(problem)


def _text(reading: Reading, shown: Iterable[Deadline], *, language: str) -> str:
    rows = [_row(each, language=language) for each in shown]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(4)]
    on = day(reading.on).text(language)
    lines = [f"Termijnen op {on}" if language == "nl" else f"Deadlines on {on}", ""]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines += ["  ".join(cells).rstrip(), *(f"      {line}" for line in row[4:] if line)]
    if reading.questions:
        lines += ["", "Nog te vragen:" if language == "nl" else "To ask:"]
        lines += [f"  - {each.words.text(language)} ({each.about})" for each in reading.questions]
    return "\n".join([*lines, "", NOT_SIGNED[language]])


def _row(each: Deadline, *, language: str) -> tuple[str, ...]:
    due = each.due.isoformat() if each.due else "-"
    mark = f"[{each.mark.value}] " if each.mark.value != "-" else ""
    return (
        each.rule,
        due,
        _standing(each, language=language),
        f"{each.title.text(language)} ({each.who.label(language)})",
        mark + each.derivation.text(language),
        each.consequence.text(language) if each.status in (Status.PASSED, Status.MET_LATE) else "",
    )


def _standing(each: Deadline, *, language: str) -> str:
    word = each.status.words.text(language)
    if each.met_on:
        return f"{word} {each.met_on.isoformat()}"
    if each.status is Status.RUNNING and each.days_left is not None:
        left = "dagen" if language == "nl" else "days left"
        return f"{word}, {each.days_left} {left}"
    if each.status is Status.NOT_STARTED and each.opens:
        return f"{word} ({each.opens.isoformat()})"
    return word


def _data(reading: Reading, shown: Iterable[Deadline], *, language: str) -> dict[str, Any]:
    return {
        "on": reading.on.isoformat(),
        "confirmed": False,
        "deadlines": [_deadline(each, language=language) for each in shown],
        "questions": [{"about": each.about, "question": each.words.text(language)} for each in reading.questions],
    }


def _deadline(each: Deadline, *, language: str) -> dict[str, Any]:
    def iso(value: date | None) -> str | None:
        return value.isoformat() if value else None

    return {
        "key": each.key,
        "rule": each.rule,
        "title": each.title.text(language),
        "status": each.status.value,
        "due": iso(each.due),
        "lastDay": iso(each.last_day),
        "earliest": iso(each.earliest),
        "opens": iso(each.opens),
        "metOn": iso(each.met_on),
        "daysLeft": each.days_left,
        "who": each.who.value,
        "article": each.article,
        "mark": each.mark.value,
        "textRead": iso(each.text_read),
        "derivation": each.derivation.text(language),
        "consequence": each.consequence.text(language),
        "chance": each.chance,
        "ask": [question.about for question in each.ask],
        "settledBy": each.settled_by.value if each.settled_by else None,
    }
