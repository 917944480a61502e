"""A first plan, from the blocks of a design made out for a person and what is known of that person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips.data import Case, Departure, Goal, GoalTerm, Item, Origin, Phase, Pip, Stretch
from tweespoor.core.pips.requirements import required, requirement
from tweespoor.core.vocabulary import ActivityKind, Childcare, Route, Unburdening

GOAL_FACTS = {GoalTerm.LONG: "own-goal", GoalTerm.SHORT: "first-step"}
"""Which fact of the intake holds a goal in own words."""

_IN_WORDS = {"childcare": Childcare, "unburdening": Unburdening}
"""Facts of the intake that a requirement of the same name starts from."""

_NONE_FOLLOWS = {"benefit-decisions": "on-benefit", "unburdening": "on-benefit"}
"""Requirements of which there is none where this fact is "no"."""


@dataclass(frozen=True, kw_only=True)
class OfferedBlock:
    """A block of a design with its dates for a person, minutes a week from `least` to `most` (None: not known).

    `decided` is False where the design leaves it to a question that is still open. `one_of` names the free choice it
    belongs to.
    """

    id: str
    name_nl: str
    name_en: str
    kind: ActivityKind
    phase: str
    starts_on: date
    ends_on: date | None
    least: int | None = None
    most: int | None = None
    provider: str = ""
    one_of: str = ""
    decided: bool = True


def propose(
    blocks: Iterable[OfferedBlock], *, phases: Iterable[Phase], facts: Mapping[str, Fact[Value]], case: Case
) -> Pip:
    """The plan that a design proposes: what is decided is in it, what is not stands ready to be decided.

    A free choice between blocks is to be decided as well. Facts that were not asked decide nothing.
    """
    answers = _answers(facts, case=case)
    return Pip(
        phases=tuple(phases),
        items=tuple(_item(block) for block in blocks),
        goals=_goals(facts),
        answers=answers,
    )


def renewed(pip: Pip, *, proposal: Pip) -> Pip:
    """A plan to go on from, beside what the design proposes now: what was agreed stays, what is new is to be decided.

    A block that the design no longer has stays agreed until somebody leaves it out. What stood open in it stands as the
    design proposes it now: an answer given since has settled it.
    """
    now = {item.id: item for item in proposal.items}
    kept = tuple(each for item in pip.items if (each := _beside(item, now=now)) is not None)
    known = {item.id for item in pip.items}
    new = tuple(replace(item, origin=Origin.TO_DECIDE, agreed=None) for item in proposal.items if item.id not in known)
    return replace(pip, items=kept + new, phases=proposal.phases or pip.phases)


def _beside(item: Item, *, now: Mapping[str, Item]) -> Item | None:
    if item.origin is Origin.ADDED:
        return item
    if item.departure is Departure.OPEN:
        return now.get(item.id)
    return replace(item, proposed=now[item.id].proposed) if item.id in now else item


def _item(block: OfferedBlock) -> Item:
    stretch = Stretch(
        phase=block.phase, starts_on=block.starts_on, ends_on=block.ends_on, least=block.least, most=block.most
    )
    is_decided = block.decided and not block.one_of
    return Item(
        id=block.id,
        name_nl=block.name_nl,
        name_en=block.name_en,
        kind=block.kind,
        origin=Origin.PROPOSED if is_decided else Origin.TO_DECIDE,
        proposed=stretch,
        agreed=stretch if is_decided else None,
        provider=block.provider,
        one_of=block.one_of,
    )


def _goals(facts: Mapping[str, Fact[Value]]) -> tuple[Goal, ...]:
    found = []
    for term, slug in GOAL_FACTS.items():
        fact = facts.get(slug)
        if fact is not None and fact.is_known:
            found.append(Goal(term=term, words=str(fact.value)))
    return tuple(found)


def _answers(facts: Mapping[str, Fact[Value]], *, case: Case) -> dict[str, Fact[Value]]:
    route = facts.get("route", Fact[Value].not_asked())
    asked = {each.slug for each in required(case, route=Route(str(route.value)) if route.is_known else None)}
    found: dict[str, Fact[Value]] = {}
    if "route" in asked and route.is_known:
        found["route"] = Fact.known(route.value or "")
    for slug, codes in _IN_WORDS.items():
        fact = facts.get(slug)
        if slug in asked and fact is not None and fact.is_answered:
            found[slug] = Fact.known(codes.of(str(fact.value)).nl) if fact.is_known else Fact.none()
    for slug, about in _NONE_FOLLOWS.items():
        fact = facts.get(about)
        if slug in asked and fact is not None and (fact.value is False or (fact.is_answered and not fact.is_known)):
            found[slug] = Fact.none()
    talks = facts.get("progress-talks")
    if "progress-talks" in asked and talks is not None and talks.is_known:
        found["progress-talks"] = Fact.known(talks.value or 0)
    for slug in asked:
        least = requirement(slug, case=case).least
        if least:
            found[slug] = Fact.known(least)
    return found
