"""`tweespoor explain`: why demands of a plan are open, and what single concessions would gain."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tweespoor.cli.planning import EXISTING_FILE, EXIT_BROKEN, _read, _stop_asked
from tweespoor.core.planning import Budget, read_instance, read_plan
from tweespoor.core.planning.concessions import LANGUAGES, Explanation, PlanDoesNotFit, Step
from tweespoor.core.planning.concessions import explain as explain_plan

LINES = 10
"""Concessions told at least, where there are so many."""
HEADS = {
    "nl": {
        "score": "Dit rooster heeft score {score}.",
        "searched": "Verder zoeken zonder concessie gaf een rooster met score {control}.",
        "placed": "Alle wensen zijn vervuld.",
        "open": "Niet vervulde wensen ({count}, waarvan {forced} die niemand kan vervullen):",
        "also": "of dit alleen:",
        "concessions": "Wat één concessie zou opleveren:",
        "nothing": "Geen enkele concessie die is bekeken maakt het rooster beter.",
        "unshown": "Bij {count} andere concessies is na opnieuw plannen geen winst aangetoond.",
        "left": "Nog {count} andere concessies maken het rooster naar een eerste schatting beter; zie --json.",
    },
    "en": {
        "score": "This timetable has score {score}.",
        "searched": "Searching on without any concession gave a timetable with score {control}.",
        "placed": "All wishes are met.",
        "open": "Wishes that are not met ({count}, of which {forced} nobody could meet):",
        "also": "or this alone:",
        "concessions": "What a single concession would gain:",
        "nothing": "None of the concessions that were looked at makes the timetable better.",
        "unshown": "For {count} other concessions, no gain could be shown by planning again.",
        "left": "{count} other concessions make the timetable better by a first estimate; see --json.",
    },
}


@click.command()
@click.argument("instance_file", metavar="INSTANCE", type=EXISTING_FILE)
@click.argument("plan_file", metavar="PLAN", type=EXISTING_FILE)
@click.option("--language", type=click.Choice(LANGUAGES), default="nl", show_default=True, help="Of the sentences.")
@click.option("--json", "as_json", is_flag=True, help="All there is, with the plans that show it, as JSON.")
@click.option("--top", type=click.IntRange(0, 1000), default=10, show_default=True, help="Concessions to solve again.")
@click.option("--time", "seconds", type=click.FloatRange(min=0), help="Seconds to take at most (60 without --work).")
@click.option("--work", type=click.IntRange(min=0), help="Work to do at most; alone, a seed says one thing everywhere.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Seed of chance.")
def explain(
    *,
    instance_file: Path,
    plan_file: Path,
    language: str,
    as_json: bool,
    top: int,
    seconds: float | None,
    work: int | None,
    seed: int,
) -> None:
    """Say why demands of PLAN are open, and which single concessions would gain most.

    Progress goes to the standard error. Ctrl-C, or SIGTERM, ends early with what is known by then. Exit status: 1 where
    PLAN does not fit INSTANCE, 2 where a file cannot be read.
    """
    instance, plan = _read(instance_file, read_instance), _read(plan_file, read_plan)
    limit = 60.0 if seconds is None and work is None else seconds
    try:
        with _stop_asked() as stop_asked:
            found = explain_plan(
                instance,
                plan=plan,
                top=top,
                stop=Budget(seconds=limit, work=work),
                seed=seed,
                progress=_show,
                cancelled=stop_asked,
            )
    except PlanDoesNotFit as error:
        for breach in error.broken:
            click.echo(f"{plan_file}: {breach}", err=True)
        click.echo(f"{plan_file}: does not fit {instance_file}; `tweespoor check` says the same", err=True)
        sys.exit(EXIT_BROKEN)
    click.echo(err=True)
    if as_json:
        click.echo(found.to_json(), nl=False)
    else:
        _tell(found, language=language)


def _show(step: Step) -> None:
    """One line, written over the one before on a terminal; elsewhere one per kind of step."""
    terminal = sys.stderr.isatty()
    if terminal or step.done == step.of:
        line = f"{step.doing} {step.done} of {step.of}"
        click.echo(f"\r\033[K{line}" if terminal else line, err=True, nl=not terminal)


def _tell(found: Explanation, *, language: str) -> None:
    heads = HEADS[language]
    click.echo(heads["score"].format(score=found.score))
    if found.control_score < found.score:
        click.echo(heads["searched"].format(control=found.control_score))
    click.echo()
    forced = sum(each.forced for each in found.unplaced)
    head = "open" if found.unplaced else "placed"
    click.echo(heads[head].format(count=len(found.unplaced), forced=forced))
    for unplaced in found.unplaced:
        for nearest in unplaced.nearest:
            click.echo(f"  {unplaced.participant}: {nearest.sentence_in(language)}")
        for other in unplaced.also:
            click.echo(f"    {heads['also']} {other.sentence_in(language)}")
    click.echo()
    _tell_concessions(found, language=language)


def _tell_concessions(found: Explanation, *, language: str) -> None:
    """Those with a gain that was shown, and as many estimates as make ten; of the others, how many there are."""
    heads = HEADS[language]
    shown = [each for each in found.concessions if each.gain is not None]
    guessed = [each for each in found.concessions if not each.solved]
    told = [*shown, *guessed[: max(0, LINES - len(shown))]]
    click.echo(heads["concessions" if told else "nothing"])
    for number, each in enumerate(told, start=1):
        click.echo(f"{number:3}. {found.sentence(each, language=language)}")
    for head, count in (
        ("unshown", len(found.concessions) - len(shown) - len(guessed)),
        ("left", len(shown) + len(guessed) - len(told)),
    ):
        if count:
            click.echo(heads[head].format(count=count))
