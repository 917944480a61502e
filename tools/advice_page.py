"""Write the tables of docs/advice.md anew: the thresholds, and the nine pilots' invented people at every question.

usage: python -m tools.advice_page
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tweespoor.cli.advice_sources import evidence_of, of_the_pilots
from tweespoor.core.advice import (
    GROUP_OR_INDIVIDUAL,
    THRESHOLDS,
    Advice,
    Answer,
    Evidence,
    Finding,
    advise,
    scopes,
)
from tweespoor.core.advice.words import outcome_text, span, threshold_value
from tweespoor.core.population import LABELS, REFERENCE_DATE

PAGE = Path(__file__).resolve().parent.parent / "docs" / "advice.md"
ANSWERS = {Answer.YES: "yes", Answer.NO: "no", Answer.UNKNOWN: "cannot say"}


def page(text: str) -> str:
    """The page with its tables made anew; what stands around them is kept."""
    pilots = {each.slug: evidence_of(each) for each in of_the_pilots(as_of=None, latest=REFERENCE_DATE)}
    tables = {
        "thresholds": _thresholds(),
        "tree": _tree(pilots),
        "scopes": _scopes(pilots),
        "choices": _choices(pilots),
    }
    for name, table in tables.items():
        marks = f"<!-- {name} -->", f"<!-- end of {name} -->"
        pattern = re.compile(f"{re.escape(marks[0])}.*?{re.escape(marks[1])}", re.DOTALL)
        text = pattern.sub(lambda _found, made=f"{marks[0]}\n{table}\n{marks[1]}": made, text)
    return text


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _thresholds() -> str:
    rows = [
        [each.label.en, f"`{each.slug}`", threshold_value(each.slug, each.default, "en"), each.source.en]
        for each in THRESHOLDS
    ]
    return _table(["threshold", "name", "usually", "where it comes from"], rows)


def _tree(pilots: Mapping[str, Evidence]) -> str:
    names = [each.id for each in GROUP_OR_INDIVIDUAL.questions]
    rows = []
    for slug, evidence in pilots.items():
        now = scopes(evidence)[0].advice
        rows.append([LABELS[slug], *(_cell(now.findings[name], is_met=name in now.path) for name in names)])
    return _table(["pilot", *names], rows)


def _cell(finding: Finding, *, is_met: bool) -> str:
    number = f"{ANSWERS[finding.answer]}, {span(finding.measured.low, finding.measured.high, 'en')}"
    text = f"{number} of {finding.measured.of}"
    return text if is_met else f"({text})"


def _scopes(pilots: Mapping[str, Evidence]) -> str:
    rows = []
    for slug, evidence in pilots.items():
        now, newcomers = scopes(evidence)
        rows.append(
            [
                LABELS[slug],
                outcome_text(now.advice, "en"),
                f"{now.groups.people} of {now.groups.of}",
                outcome_text(newcomers.advice, "en"),
                f"{newcomers.groups.people} of {newcomers.groups.of}",
            ]
        )
    return _table(["pilot", "everybody", "in groups", "who came in the last 6 months", "in groups"], rows)


def _choices(pilots: Mapping[str, Evidence]) -> str:
    answers = {slug: advise(evidence) for slug, evidence in pilots.items()}
    heads = [each.choice.id for each in next(iter(answers.values()))]
    rows = [[LABELS[slug], *(_short(each) for each in advices)] for slug, advices in answers.items()]
    return _table(["pilot", *heads], rows)


def _short(advice: Advice) -> str:
    return " or ".join(each.short.en for each in advice.outcomes)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
