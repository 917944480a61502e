"""The advice in the words and parts of its page: numbers only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tweespoor.core.advice import CASE_MANAGER, CLASS, Advice, Answer, Finding, Groups, Missing, Scope, Spread, Whom
from tweespoor.core.advice import words as in_words
from tweespoor.core.advice.tree import Basis
from tweespoor.site.components.data import Distribution, Part

LOOKS = {Answer.YES: "neutral", Answer.NO: "neutral", Answer.UNKNOWN: "warning"}
"""Yes is not better than no: only what cannot be said stands out."""
MOST_PARTS = 16
"""Parts of a distribution that are shown; of more, those with most people."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was not asked of how many people, and where to see of whom; no address where the reader may not."""

    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One question: the answer with its number, threshold, certainty, distribution, and what would change it."""

    number: int | None
    id: str
    text: str
    answer: str
    look: str
    low: int
    of: int
    counted: str
    threshold: str
    certainty: str
    section: str
    is_ours: bool
    missing: Sequence[Asked]
    distributions: Sequence[Distribution]
    changes: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class ShownAdvice:
    """A choice: what the report says, where its tree ends, the questions on the way, and the others.

    `to_ask` is what decides where it cannot be said; `turning` what would change the outcome, with the question.
    """

    id: str
    text: str
    says: str
    section: str
    outcome: str
    is_known: bool
    meanings: Sequence[tuple[str, str]]
    path: Sequence[Step]
    others: Sequence[Step]
    to_ask: Sequence[Asked]
    turning: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class ScopeRow:
    """The tree for some of the people: the answer, how many groups could hold, of how many."""

    whom: str
    outcome: str
    people: str
    groups: str


def shown_advice(advice: Advice, *, language: str, names: Mapping[str, str], people_of: str) -> ShownAdvice:
    """A choice as its page shows it. `people_of` is the slug of the programme whose people the reader may see."""

    def step(name: str, number: int | None) -> Step:
        return _step(advice, advice.findings[name], number=number, language=language, names=names, people_of=people_of)

    return ShownAdvice(
        id=advice.choice.id,
        text=advice.choice.text.text(language),
        says=advice.choice.says.text(language),
        section=advice.choice.section,
        outcome=in_words.outcome_text(advice, language),
        is_known=advice.outcome is not None,
        meanings=[(each.text.text(language), each.meaning.text(language)) for each in advice.outcomes],
        path=[step(name, place) for place, name in enumerate(advice.path, start=1)],
        others=[step(each.id, None) for each in advice.choice.questions if each.id not in advice.path],
        to_ask=[_asked(each, language=language, people_of=people_of) for each in advice.to_ask],
        turning=_turning(advice, language=language),
    )


def _step(
    advice: Advice,
    finding: Finding,
    *,
    number: int | None,
    language: str,
    names: Mapping[str, str],
    people_of: str,
) -> Step:
    question, measured = finding.question, finding.measured
    return Step(
        number=number,
        id=f"{advice.choice.id}-{question.id}",
        text=question.text.text(language),
        answer=in_words.answer_text(finding.answer, language),
        look=LOOKS[finding.answer],
        low=measured.low,
        of=measured.of,
        counted=in_words.number_text(finding, language),
        threshold=in_words.threshold_text(finding, language) if measured.of else "",
        certainty=in_words.certainty_text(finding, language),
        section=question.section,
        is_ours=question.basis is Basis.OURS,
        missing=[_asked(each, language=language, people_of=people_of) for each in measured.missing],
        distributions=[_distribution(each, finding, language=language, names=names) for each in measured.spreads],
        changes=[
            in_words.change_text(change, advice, language)
            for change in advice.changes
            if change.question == question.id
        ],
    )


def _turning(advice: Advice, *, language: str) -> list[tuple[str, str]]:
    """Per question on the way the changes that lead somewhere else."""
    ends = tuple(each.id for each in advice.outcomes)
    return [
        (advice.findings[change.question].question.text.text(language), in_words.change_text(change, advice, language))
        for change in advice.changes
        if change.outcomes != ends
    ]


def _asked(missing: Missing, *, language: str, people_of: str) -> Asked:
    """Who was not asked a question can be found in the list of people; who is in no class cannot."""
    url = ""
    if people_of and missing.variable not in (CLASS, CASE_MANAGER):
        url = f"{reverse('people')}?{urlencode({'programma': people_of, 'ontbreekt': missing.variable})}"
    return Asked(text=in_words.missing_text(missing, language), url=url)


def _distribution(spread: Spread, finding: Finding, *, language: str, names: Mapping[str, str]) -> Distribution:
    bars = spread.bars
    if len(bars) > MOST_PARTS:
        bars = tuple(sorted(bars, key=lambda bar: -bar.certain)[:MOST_PARTS])
    labels = _labels(spread, language=language, names=names)
    head = in_words.kind_text(spread.kind, language)
    return Distribution(
        caption=f"{head}: {finding.question.text.text(language)}",
        head=head,
        parts=[Part(label=labels[bar.slug], certain=bar.certain, possible=bar.possible) for bar in bars],
        of=finding.measured.of,
        needed=finding.needed if spread.kind == "half-days" else None,
    )


def _labels(spread: Spread, *, language: str, names: Mapping[str, str]) -> dict[str, str]:
    """What the parts are called; case managers by number, as these are numbers and not about them."""
    if spread.kind == "case-managers":
        return {
            bar.slug: _("Klantmanager %(number)s") % {"number": place} for place, bar in enumerate(spread.bars, start=1)
        }
    return {bar.slug: in_words.bar_text(spread.kind, bar, language, names=names) for bar in spread.bars}


def scope_row(scope: Scope, *, own: Scope, hide_below: int | None, language: str) -> ScopeRow | None:
    """The tree for some of the people; None where too few others than one's own people are in it to show.

    With `hide_below` there are people of others among them: what is shown is rounded down to tens, so that it tells
    nothing about one of them.
    """
    whom, outcome = in_words.whom_text(scope, language), in_words.outcome_text(scope.advice, language)
    if scope.whom in (Whom.NOW, Whom.NEWCOMERS) or hide_below is None:
        return ScopeRow(whom=whom, outcome=outcome, people=_of(scope.groups), groups=str(scope.groups.groups))
    others = scope.groups.of - own.groups.of
    if others < hide_below:
        return None
    about = [each // 10 * 10 for each in (scope.groups.people, scope.groups.of)]
    return ScopeRow(
        whom=whom,
        outcome=outcome,
        people=_("ongeveer %(people)s van %(of)s") % {"people": about[0], "of": about[1]},
        groups="–",
    )


def _of(groups: Groups) -> str:
    return _("%(people)s van %(of)s") % {"people": groups.people, "of": groups.of}
