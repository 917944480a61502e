"""The numbers behind the questions: each between the least and the most it can be, whatever was not asked.

A measure counts people. `low` is what it is at the least and `high` what it is at the most over everything that the
unknown answers can be; no answer can bring it outside. Where all is known they are one number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tweespoor.core.advice.evidence import Bar, Evidence
from tweespoor.core.advice.grouping import in_level_groups
from tweespoor.core.advice.participants import (
    AWAY,
    CASE_MANAGER,
    CLASS,
    LEARNABILITY,
    LEARNING,
    LEVEL,
    LEVELS,
    NO_LEVEL,
    OBSTACLES,
    SECTORS,
    Participant,
    possible_learnings,
)
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import LanguageLevel, Learnability

Thresholds = Mapping[str, int]


@dataclass(frozen=True)
class Spread:
    """How people are spread over the parts of something; `kind` says of what."""

    kind: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Missing:
    """What was not asked of whom, by the ids of the people, as far as the measure needs it."""

    variable: str
    people: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A number of people `of` all, at least `low` and at most `high`; `known` is of how many all that counts is known.

    `spreads` are the distributions behind it.
    """

    low: int
    high: int
    of: int
    known: int
    missing: tuple[Missing, ...] = ()
    spreads: tuple[Spread, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Nothing that was not asked can change the number."""
        return self.low == self.high


Measure = Callable[[Evidence, Thresholds], Measured]


def fit_together(evidence: Evidence, at: Thresholds) -> Measured:
    """The most people who fit one group together: levels and learnability within their spreads."""
    cells = [(evidence.levels[person.id], evidence.learnings[person.id]) for person in evidence.people]
    counts = []
    for level in LEVELS:
        levels = frozenset(range(level, level + at["level-spread"] + 1))
        for learning in LEARNING:
            learnings = frozenset(range(learning, learning + at["learnability-spread"] + 1))
            certain = sum(a <= levels and b <= learnings for a, b in cells)
            possible = sum(bool(a & levels) and bool(b & learnings) for a, b in cells)
            counts.append((certain, possible))
    return _measured(
        evidence,
        needs=(LEVEL, LEARNABILITY),
        low=max(certain for certain, _possible in counts),
        high=max(possible for _certain, possible in counts),
        spreads=(_level_spread(evidence), _learnability_spread(evidence)),
    )


def in_groups(evidence: Evidence, at: Thresholds) -> Measured:
    """The people who fit groups by level of the least size."""
    return _grouped(evidence, size=at["group-size"], spread=at["level-spread"])


def fill_a_class(evidence: Evidence, at: Thresholds) -> Measured:
    """The most people who could be one language class: levels within the spread."""
    spread = at["level-spread"]
    levels = list(evidence.levels.values())
    windows = [frozenset(range(level, level + spread + 1)) for level in LEVELS]
    return _measured(
        evidence,
        needs=(LEVEL,),
        low=max(sum(each <= window for each in levels) for window in windows),
        high=max(sum(bool(each & window) for each in levels) for window in windows),
        spreads=(_level_spread(evidence),),
    )


def _grouped(evidence: Evidence, *, size: int, spread: int) -> Measured:
    """People in groups by level. Of unknown level at most all are in groups, and each group could hold all of them."""
    levels = known_levels(evidence)
    unknown = sum(len(each) > 1 for each in evidence.levels.values())
    low = sum(map(len, in_level_groups(levels, size=size, spread=spread)))
    high = low
    if unknown:
        least = size - unknown
        filled = sum(map(len, in_level_groups(levels, size=least, spread=spread))) if least > 0 else len(levels)
        high = filled + unknown if len(levels) + unknown >= size else 0
    return _measured(evidence, needs=(LEVEL,), low=low, high=high, spreads=(_level_spread(evidence),))


def free_together(evidence: Evidence, at: Thresholds) -> Measured:
    """How many people share a free half-day: of the half-days needed, the one on which fewest are free."""
    return _of_half_days(evidence, bars=evidence.free_bars, at=at)


def free_after_switching(evidence: Evidence, at: Thresholds) -> Measured:
    """The same, where people may switch to another class that has a seat."""
    return _of_half_days(evidence, bars=evidence.switching_bars, at=at)


def who_is_free(evidence: Evidence) -> dict[str, list[str]]:
    """Per half-day of the week the ids of the people who are certainly free."""
    return {
        half_day: [person.id for person, is_free in zip(evidence.people, states, strict=True) if is_free]
        for half_day, states in evidence.free.items()
    }


def known_levels(evidence: Evidence) -> dict[str, int]:
    """The rank of everybody's level, of whom it is known."""
    known = {person: next(iter(each)) for person, each in evidence.levels.items() if len(each) == 1}
    return {person: level for person, level in known.items() if level != NO_LEVEL}


def _of_half_days(evidence: Evidence, *, bars: tuple[Bar, ...], at: Thresholds) -> Measured:
    place = at["shared-half-days"] - 1
    return _measured(
        evidence,
        needs=(CLASS, AWAY),
        low=sorted((bar.certain for bar in bars), reverse=True)[place],
        high=sorted((bar.possible for bar in bars), reverse=True)[place],
        spreads=(Spread("half-days", bars),),
    )


def in_sector_groups(evidence: Evidence, at: Thresholds) -> Measured:
    """The people who are interested in a sector in which enough others are; who wishes for two counts in both."""
    size = at["group-size"]
    wishes = [person.fact(SECTORS) for person in evidence.people]
    sectors = Counter(sector for wish in wishes if isinstance(wish.value, tuple) for sector in wish.value)
    unknown = sum(not wish.is_answered for wish in wishes)

    def inside(least: int) -> int:
        viable = {sector for sector, count in sectors.items() if count >= least}
        return sum(isinstance(wish.value, tuple) and bool(viable & {*wish.value}) for wish in wishes)

    asked = len(wishes) - unknown
    reachable = inside(max(1, size - unknown)) + unknown if asked + unknown >= size else 0
    return _measured(
        evidence,
        needs=(SECTORS,),
        low=inside(size),
        high=reachable if unknown else inside(size),
        spreads=(Spread("sectors", _counted(sectors, unknown=unknown)),),
    )


def with_few_managers(evidence: Evidence, at: Thresholds) -> Measured:
    """The people who are with the few case managers who have most of them."""
    return _with_most(evidence, variable=CASE_MANAGER, few=at["few-managers"], kind="case-managers")


def with_one_provider(evidence: Evidence, _at: Thresholds) -> Measured:
    """The people who have lessons with the language provider that has most of them."""
    return _with_most(evidence, variable=CLASS, few=1, kind="providers")


def _with_most(evidence: Evidence, *, variable: str, few: int, kind: str) -> Measured:
    facts = [person.fact(variable) for person in evidence.people]
    holders = [str(fact.value) for fact in facts if fact.value is not None]
    if variable == CLASS:
        holders = [evidence.class_of[each].provider for each in holders]
    counts = Counter(holders)
    unknown = sum(not fact.is_answered for fact in facts)
    low = sum(count for _holder, count in counts.most_common(few))
    return _measured(
        evidence,
        needs=(variable,),
        low=low,
        high=low + unknown,
        spreads=(Spread(kind, _counted(counts, unknown=unknown)),),
    )


def at_basic_level(evidence: Evidence, at: Thresholds) -> Measured:
    """The people who speak at the level needed to take part, or above."""
    return _at_level(evidence, rank=at["basic-level"])


def at_work_level(evidence: Evidence, at: Thresholds) -> Measured:
    """The people who speak at the level that employers ask, or above."""
    return _at_level(evidence, rank=at["work-level"])


def _at_level(evidence: Evidence, *, rank: int) -> Measured:
    reached = frozenset(level for level in LEVELS if level >= rank)
    levels = list(evidence.levels.values())
    return _measured(
        evidence,
        needs=(LEVEL,),
        low=sum(each <= reached for each in levels),
        high=sum(bool(each & reached) for each in levels),
        spreads=(_level_spread(evidence),),
    )


def without_obstacle(evidence: Evidence, _at: Thresholds) -> Measured:
    """The people who were asked and have no obstacle."""
    states = [person.fact(OBSTACLES).state for person in evidence.people]
    none, some, unknown = (states.count(each) for each in (FactState.NONE, FactState.KNOWN, FactState.NOT_ASKED))
    return _measured(
        evidence,
        needs=(OBSTACLES,),
        low=none,
        high=none + unknown,
        spreads=(Spread("obstacles", (Bar("none", none, none + unknown), Bar("some", some, some + unknown))),),
    )


def _counted(counts: Counter[str], *, unknown: int) -> tuple[Bar, ...]:
    """A part per answer, the most given first; whoever was not asked might have given any of them."""
    return tuple(Bar(slug, count, count + unknown) for slug, count in sorted(counts.items(), key=_largest))


def _largest(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _level_spread(evidence: Evidence) -> Spread:
    """How many people are at each level, from the lowest to the highest that occurs."""
    counts = Counter(known_levels(evidence).values())
    unknown = sum(len(each) > 1 for each in evidence.levels.values())
    names = [level.value for level in LanguageLevel]
    ranks = range(min(counts), max(counts) + 1) if counts else ()
    return Spread("levels", tuple(Bar(names[rank], counts[rank], counts[rank] + unknown) for rank in ranks))


def _learnability_spread(evidence: Evidence) -> Spread:
    """How many people learn at each pace."""
    found = list(evidence.learnings.values())
    counts = Counter(next(iter(each)) for each in found if len(each) == 1)
    unknown = sum(len(each) > 1 for each in found)
    bars = [Bar(term.value, counts[place], counts[place] + unknown) for place, term in enumerate(Learnability)]
    return Spread("learnability", tuple(bars) if any(counts[place] for place in LEARNING) else ())


def _measured(
    evidence: Evidence, *, needs: Iterable[str], low: int, high: int, spreads: tuple[Spread, ...]
) -> Measured:
    wanted = tuple(needs)
    missing = [
        Missing(variable, found)
        for variable in wanted
        if (found := tuple(person.id for person in evidence.people if not _is_told(person, variable)))
    ]
    silent = {each for one in missing for each in one.people}
    return Measured(
        low=low,
        high=high,
        of=len(evidence.people),
        known=len(evidence.people) - len(silent),
        missing=tuple(missing),
        spreads=tuple(each for each in spreads if each.bars),
    )


def _is_told(person: Participant, variable: str) -> bool:
    if variable == LEARNABILITY:
        return len(possible_learnings(person)) == 1
    return person.fact(variable).is_answered
