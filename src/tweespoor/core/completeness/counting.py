"""How complete a person, a caseload or a programme is, and what to ask next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tweespoor.core.completeness.questions import applies, order_of
from tweespoor.core.facts import Fact, FactState, Value


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one person: the facts by variable, the variables that may be seen of the person, and whether
    the person takes part in a programme now."""

    person: str
    facts: Mapping[str, Fact[Value]]
    variables: Sequence[str]
    takes_part: bool = True


@dataclass(frozen=True)
class Counted:
    """Answers: known, known to be none, and not asked while they could be."""

    known: int = 0
    none: int = 0
    not_asked: int = 0

    @property
    def asked(self) -> int:
        """Answered, with a value or with none."""
        return self.known + self.none

    @property
    def of(self) -> int:
        """All that count."""
        return self.asked + self.not_asked

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.known + other.known, self.none + other.none, self.not_asked + other.not_asked)


@dataclass(frozen=True)
class ToAsk:
    """A question about somebody."""

    person: str
    variable: str


@dataclass(frozen=True)
class FiveMinutes:
    """Questions to ask, and the people about whom nothing is left to ask after these."""

    questions: tuple[ToAsk, ...] = ()
    completes: tuple[str, ...] = field(default=())


def state_of(variable: str, *, about: Known) -> FactState | None:
    """What is known of a variable; None where it is not asked of this person and nobody answered it."""
    fact = about.facts.get(variable)
    if fact is not None and fact.is_answered:
        return fact.state
    return FactState.NOT_ASKED if applies(variable, facts=about.facts, takes_part=about.takes_part) else None


def count_person(about: Known) -> Counted:
    """How complete one person is, over the variables that may be seen."""
    return _count(state_of(variable, about=about) for variable in about.variables)


def count_variables(people: Iterable[Known]) -> dict[str, Counted]:
    """How complete each variable is over people; a variable that is asked of none of them is not there."""
    states: dict[str, list[FactState]] = {}
    for about in people:
        for variable in about.variables:
            state = state_of(variable, about=about)
            if state is not None:
                states.setdefault(variable, []).append(state)
    return {variable: _count(found) for variable, found in states.items()}


def missing(about: Known, *, put_off: Iterable[ToAsk] = ()) -> tuple[str, ...]:
    """What is still to be asked about somebody, in the order of asking; without what was put off."""
    hidden = {each.variable for each in put_off if each.person == about.person}
    open_ones = [
        variable
        for variable in about.variables
        if variable not in hidden and state_of(variable, about=about) is FactState.NOT_ASKED
    ]
    return tuple(sorted(open_ones, key=order_of))


def next_question(about: Known, *, put_off: Iterable[ToAsk] = ()) -> str | None:
    """The shortest next question about somebody: what weighs most and was not asked; None where all is known."""
    return next(iter(missing(about, put_off=put_off)), None)


def five_minutes(people: Sequence[Known], *, put_off: Iterable[ToAsk] = (), questions: int = 8) -> FiveMinutes:
    """The questions that complete most people, and with what is left of them the weightiest of the others.

    Nobody is completed with fewer answers than are missing, so taking people in the order of how few that are
    completes as many as can be. Somebody with a question put off is not completed, and comes after those who are.
    """
    hidden = frozenset(put_off)
    gaps = {about.person: missing(about, put_off=hidden) for about in people}
    held_up = {each.person for each in hidden}
    chosen: list[ToAsk] = []
    completes: list[str] = []
    for person in sorted(
        (person for person, gap in gaps.items() if gap and person not in held_up),
        key=lambda person: (len(gaps[person]), [order_of(variable) for variable in gaps[person]], person),
    ):
        if len(chosen) + len(gaps[person]) > questions:
            break
        chosen += [ToAsk(person, variable) for variable in gaps[person]]
        completes.append(person)
    rest = [ToAsk(person, variable) for person, gap in gaps.items() if person not in completes for variable in gap]
    rest.sort(key=lambda each: (order_of(each.variable), len(gaps[each.person]), each.person))
    chosen += rest[: questions - len(chosen)]
    return FiveMinutes(tuple(chosen), tuple(completes))


def _count(states: Iterable[FactState | None]) -> Counted:
    listed = list(states)
    return Counted(
        known=listed.count(FactState.KNOWN),
        none=listed.count(FactState.NONE),
        not_asked=listed.count(FactState.NOT_ASKED),
    )
