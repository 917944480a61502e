"""Answer the questions of a tree from evidence, follow them to where they end, and find what would change that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from tweespoor.core.advice.choices import CHOICES
from tweespoor.core.advice.evidence import Evidence
from tweespoor.core.advice.grouping import in_level_groups
from tweespoor.core.advice.measures import Measured, Missing, known_levels, who_is_free
from tweespoor.core.advice.thresholds import THRESHOLD_OF, with_defaults
from tweespoor.core.advice.tree import Answer, Choice, Outcome, Question


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A question with its number, the thresholds it was held to, and the answer."""

    question: Question
    measured: Measured
    thresholds: Mapping[str, int]
    answer: Answer

    @property
    def needed(self) -> int:
        """The number of people from which the threshold is reached."""
        against = self.thresholds[self.question.against]
        return against if self.question.is_count else -(-against * self.measured.of // 100)


@dataclass(frozen=True, kw_only=True)
class Change:
    """The nearest change that turns a question's answer round, and where the tree ends with it.

    With `threshold` it is that threshold from `before` to `after`; without, the question's own number of people.
    """

    question: str
    threshold: str
    before: int
    after: int
    answer: Answer
    outcomes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Advice:
    """A choice answered: per question its finding, the questions that count, and where they can end.

    `path` holds the questions met on the way: where an answer is unknown, both ways are followed, so that `outcomes`
    are all ends that some completion of the unknown answers can lead to, and perhaps more, but never fewer.
    """

    choice: Choice
    evidence: Evidence
    thresholds: Mapping[str, int]
    findings: Mapping[str, Finding]
    path: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    assumed: Mapping[str, int] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome | None:
        """Where the tree ends whatever was not asked; None where that decides."""
        return self.outcomes[0] if len(self.outcomes) == 1 else None

    @cached_property
    def to_ask(self) -> tuple[Missing, ...]:
        """Whom to ask what, for the questions on the way that cannot be answered: nobody twice for one variable."""
        found: dict[str, dict[str, None]] = {}
        for each in self.path:
            finding = self.findings[each]
            if finding.answer is Answer.UNKNOWN:
                for missing in finding.measured.missing:
                    found.setdefault(missing.variable, {}).update(dict.fromkeys(missing.people))
        return tuple(Missing(variable, tuple(people)) for variable, people in found.items())

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """For each question on the way with an answer: the nearest number of people, and the nearest value of each
        threshold, that turn it round. Each was applied, and the tree answered again."""
        return tuple(chain.from_iterable(_changes(self, self.findings[each]) for each in self.path))


def advise(evidence: Evidence, *, thresholds: Mapping[str, int] | None = None) -> tuple[Advice, ...]:
    """The six choices answered from the evidence; thresholds left out have their default.

    Raises:
        AdviceError: if there is no such threshold, or it cannot have that value.
    """
    return tuple(evaluate(choice, evidence, thresholds=thresholds) for choice in CHOICES)


def evaluate(
    choice: Choice,
    evidence: Evidence,
    *,
    thresholds: Mapping[str, int] | None = None,
    assumed: Mapping[str, int] | None = None,
) -> Advice:
    """One choice answered. `assumed` are numbers of people to be taken for those measured, by question.

    Raises:
        AdviceError: if there is no such threshold, or it cannot have that value.
    """
    return _evaluate(choice, evidence, at=with_defaults(thresholds or {}), numbers=assumed or {}, before={})


def _evaluate(
    choice: Choice,
    evidence: Evidence,
    *,
    at: Mapping[str, int],
    numbers: Mapping[str, int],
    before: Mapping[str, Finding],
) -> Advice:
    """The choice answered; what was measured `before` with the same thresholds is not measured again."""
    findings = {
        each.id: _finding(each, evidence, at=at, assumed=numbers.get(each.id), before=before.get(each.id))
        for each in choice.questions
    }
    path, ends = _follow(choice, findings)
    return Advice(
        choice=choice,
        evidence=evidence,
        thresholds=at,
        findings=findings,
        path=path,
        outcomes=tuple(each for each in choice.outcomes if each.id in ends),
        assumed=numbers,
    )


def _finding(
    question: Question, evidence: Evidence, *, at: Mapping[str, int], assumed: int | None, before: Finding | None
) -> Finding:
    if before is not None and all(before.thresholds[slug] == at[slug] for slug in question.also):
        measured = before.measured
    else:
        measured = question.measure(evidence, at)
    if assumed is not None:
        measured = replace(measured, low=assumed, high=assumed)
    used = {slug: at[slug] for slug in question.thresholds}
    finding = Finding(question=question, measured=measured, thresholds=used, answer=Answer.UNKNOWN)
    return replace(finding, answer=_answer(finding))


def _answer(finding: Finding) -> Answer:
    """Yes or no where it holds from the least to the most the number can be; of nobody nothing can be said."""
    if not finding.measured.of:
        return Answer.UNKNOWN
    if finding.measured.low >= finding.needed:
        return Answer.YES if finding.question.yes_from else Answer.NO
    if finding.measured.high < finding.needed:
        return Answer.NO if finding.question.yes_from else Answer.YES
    return Answer.UNKNOWN


def _follow(choice: Choice, findings: Mapping[str, Finding]) -> tuple[tuple[str, ...], set[str]]:
    """The questions that are met, in the order of the tree, and the ends that are reached."""
    met, ends, open_ends = set(), set(), [choice.first]
    while open_ends:
        here = open_ends.pop()
        finding = findings.get(here)
        if finding is None:
            ends.add(here)
        elif here not in met:
            met.add(here)
            open_ends += _next(finding)
    return tuple(each.id for each in choice.questions if each.id in met), ends


def _next(finding: Finding) -> list[str]:
    question = finding.question
    ways = {Answer.YES: [question.yes], Answer.NO: [question.no], Answer.UNKNOWN: [question.yes, question.no]}
    return ways[finding.answer]


def _changes(advice: Advice, finding: Finding) -> Iterator[Change]:
    if finding.answer is Answer.UNKNOWN:
        return
    target = Answer.NO if finding.answer is Answer.YES else Answer.YES
    reached = finding.measured.low >= finding.needed
    number = finding.needed - 1 if reached else finding.needed
    if 0 <= number <= finding.measured.of:
        before = finding.measured.high if reached else finding.measured.low
        yield _applied(advice, finding, threshold="", before=before, after=number, target=target)
    for slug in finding.question.thresholds:
        after = _nearest(advice, finding, slug=slug, target=target)
        if after is not None:
            before = finding.thresholds[slug]
            yield _applied(advice, finding, threshold=slug, before=before, after=after, target=target)


def _nearest(advice: Advice, finding: Finding, *, slug: str, target: Answer) -> int | None:
    """The value of a threshold nearest to the present one at which the answer is the other one; None if there is none.

    A threshold that the number does not depend on needs no measuring again.
    """
    known, here, question = THRESHOLD_OF[slug], finding.thresholds[slug], finding.question
    for value in sorted(range(known.least, known.most + 1), key=lambda value: (abs(value - here), value)):
        tried = replace(finding, thresholds={**finding.thresholds, slug: value})
        if slug in question.also and question.id not in advice.assumed:
            tried = replace(tried, measured=question.measure(advice.evidence, {**advice.thresholds, slug: value}))
        if _answer(tried) is target:
            return value
    return None


def _applied(advice: Advice, finding: Finding, *, threshold: str, before: int, after: int, target: Answer) -> Change:
    """A change with where the tree ends once it is made. Other questions that share the threshold are answered anew."""
    thresholds = {**advice.thresholds, **({threshold: after} if threshold else {})}
    assumed = {**advice.assumed, **({} if threshold else {finding.question.id: after})}
    changed = _evaluate(advice.choice, advice.evidence, at=thresholds, numbers=assumed, before=advice.findings)
    return Change(
        question=finding.question.id,
        threshold=threshold,
        before=before,
        after=after,
        answer=target,
        outcomes=tuple(each.id for each in changed.outcomes),
    )


@dataclass(frozen=True, kw_only=True)
class Groups:
    """Groups that could meet: how many of all people are in one, and how many groups there are. At least so many."""

    people: int
    of: int
    groups: int


def groups_that_could_meet(evidence: Evidence, *, thresholds: Mapping[str, int] | None = None) -> Groups:
    """Of the people whose level and free half-days are known, those who fit groups by level at a half-day they share.

    The half-day that most people fit goes first, then the next for who is left; another order might hold more.

    Raises:
        AdviceError: if there is no such threshold, or it cannot have that value.
    """
    at = with_defaults(thresholds or {})
    left, free = known_levels(evidence), who_is_free(evidence)
    groups = people = 0
    while True:
        found = [
            in_level_groups(
                {each: left[each] for each in there if each in left}, size=at["group-size"], spread=at["level-spread"]
            )
            for there in free.values()
        ]
        best = max(found, key=lambda each: sum(map(len, each)))
        if not best:
            return Groups(people=people, of=len(evidence.people), groups=groups)
        groups += len(best)
        for person in chain.from_iterable(best):
            people += 1
            del left[person]
