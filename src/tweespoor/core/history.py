"""What holds, of everything ever said about somebody: on a day, as known on a day.

A statement has two axes. It is about `valid_on` and holds until a later statement about the same variable (a change).
It became known on `known_on`, and counts until `known_until`, the day it was found to be wrong (a correction): as
known from that day on it never held, as known before it still does.

Obstacles are asked per kind and counted as a set: each follows from the other here, on both axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import Obstacle, obstacle_variable

OBSTACLES = "obstacles"
KIND_OF = {obstacle_variable(kind): kind for kind in Obstacle}
"""The kind of obstacle that a variable asks for."""

ABOUT_OBSTACLES = frozenset({OBSTACLES, *KIND_OF})


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One answer about one variable, and from when to when it counted as known.

    `place` is its place in the register, `key` tells the row it comes from (of what follows from others: theirs). Of
    two statements about the same day that became known on the same day, the one registered last counts.
    """

    variable: str
    fact: Fact[Value]
    valid_on: date
    known_on: date
    known_until: date | None = None
    place: int = 0
    key: str = ""

    @property
    def order(self) -> tuple[date, date, int]:
        """What holds is the statement that is last in this order."""
        return self.valid_on, self.known_on, self.place

    def counts(self, *, known_on: date) -> bool:
        """Whether it was known on that day, and not yet found wrong."""
        return self.known_on <= known_on and (self.known_until is None or known_on < self.known_until)


def holding(statements: Iterable[Statement], *, on: date, known_on: date) -> dict[str, Statement]:
    """Per variable the statement that holds on a day, as known on a day; obstacles not yet derived."""
    found: dict[str, Statement] = {}
    for each in statements:
        if each.valid_on > on or not each.counts(known_on=known_on):
            continue
        other = found.get(each.variable)
        if other is None or other.order < each.order:
            found[each.variable] = each
    return found


def with_obstacles(held: Mapping[str, Statement]) -> dict[str, Statement]:
    """The same with the obstacles derived: every kind from the set, and the set from the kinds.

    A set says of each kind in it that it is there, and a set that is none says so of every kind. What was said later
    counts; a kind that a later set does not hold is no longer there.
    """
    stated = held.get(OBSTACLES)
    kinds = [each for slug in KIND_OF if (each := _kind(slug, own=held.get(slug), stated=stated)) is not None]
    told = {**held, **{each.variable: each for each in kinds}}
    there = tuple(KIND_OF[each.variable].value for each in kinds if each.fact.is_known)
    if KIND_OF.keys() & held.keys() and (there or stated is not None or len(kinds) == len(KIND_OF)):
        told[OBSTACLES] = _set_of(there, stated=stated, kinds=kinds)
    return told


def _kind(slug: str, *, own: Statement | None, stated: Statement | None) -> Statement | None:
    """What is known of one kind: what was said of it, or of the set, whichever is later."""
    if stated is None or (own is not None and own.order > stated.order):
        return own
    if KIND_OF[slug].value in _values(stated):
        return _statement(slug, like=stated, value=True)
    if stated.fact.state is FactState.NONE or (own is not None and own.fact.is_known):
        return _statement(slug, like=stated, value=None)
    return own


def _values(stated: Statement) -> tuple[str, ...]:
    value = stated.fact.value
    return value if isinstance(value, tuple) else ()


def _set_of(there: tuple[str, ...], *, stated: Statement | None, kinds: Sequence[Statement]) -> Statement:
    latest = max([*kinds, *([stated] if stated else [])], key=lambda each: each.order)
    return _statement(OBSTACLES, like=latest, value=there or None)


def _statement(slug: str, *, like: Statement, value: Value | None) -> Statement:
    """A statement that follows from another one; no value says that there is none."""
    fact: Fact[Value] = Fact(
        state=FactState.NONE if value is None else FactState.KNOWN,
        value=value,
        valid_on=like.valid_on,
        known_on=like.known_on,
        source=like.fact.source,
    )
    return Statement(
        variable=slug, fact=fact, valid_on=like.valid_on, known_on=like.known_on, place=like.place, key=like.key
    )


def obstacle_sets(statements: Sequence[Statement]) -> list[Statement]:
    """The set of obstacles of one person over time, as rows that need no further derivation.

    There is one per day it is about and per stretch of days on which it was known so. A row that is "not asked" says
    that from its day on too little was asked: the one obstacle there was is gone, and nobody asked for the others.
    """
    about = [each for each in statements if each.variable in ABOUT_OBSTACLES]
    days = sorted({each.valid_on for each in about})
    moments = sorted({each.known_on for each in about} | {each.known_until for each in about if each.known_until})
    found: list[Statement] = []
    for day in days:
        for moment, end in zip(moments, [*moments[1:], None], strict=True):
            if not any(each.valid_on == day and each.counts(known_on=moment) for each in about):
                continue
            told = with_obstacles(holding(about, on=day, known_on=moment)).get(OBSTACLES)
            fact: Fact[Value] = told.fact if told else Fact.not_asked()
            since = moment
            if found and _goes_on(found[-1], fact, day=day, until=moment):
                since = found.pop().known_on
            found.append(Statement(variable=OBSTACLES, fact=fact, valid_on=day, known_on=since, known_until=end))
    return found


def _goes_on(before: Statement, now: Fact[Value], *, day: date, until: date) -> bool:
    """Whether a row says the same about the same day up to where the next one begins."""
    same = (before.fact.state, before.fact.value) == (now.state, now.value)
    return same and before.valid_on == day and before.known_until == until
