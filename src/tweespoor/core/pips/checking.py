"""How complete a plan is against what the law asks: of each thing whether it is known, none or not decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips.data import Case, Pip
from tweespoor.core.pips.requirements import Requirement, required
from tweespoor.core.pips.wording import Words


class Standing(StrEnum):
    """What a plan says of something: a value, that there is none, or nothing yet."""

    KNOWN = "known"
    NONE = "none"
    OPEN = "open"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the check list; `warning` says what the law asks more, None where there is nothing."""

    requirement: Requirement
    fact: Fact[Value]
    standing: Standing
    warning: Words | None = None


def checklist(pip: Pip, *, case: Case) -> tuple[Check, ...]:
    """Of everything that is asked of this plan how it stands, in the order of the law."""
    return tuple(_check(each, fact=pip.answer(each.slug)) for each in required(case, route=pip.route))


def missing(pip: Pip, *, case: Case) -> tuple[Requirement, ...]:
    """What the law asks and is not decided yet; what is only our own choice never stops a plan."""
    return tuple(
        check.requirement
        for check in checklist(pip, case=case)
        if check.standing is Standing.OPEN and check.requirement.is_certain
    )


def _check(requirement: Requirement, *, fact: Fact[Value]) -> Check:
    if not fact.is_answered:
        return Check(requirement=requirement, fact=fact, standing=Standing.OPEN)
    standing = Standing.KNOWN if fact.is_known else Standing.NONE
    return Check(requirement=requirement, fact=fact, standing=standing, warning=_warning(requirement, fact))


def _warning(requirement: Requirement, fact: Fact[Value]) -> Words | None:
    if not requirement.least or not isinstance(fact.value, int) or fact.value >= requirement.least:
        return None
    return Words(
        f"De wet vraagt ten minste {requirement.least} {requirement.unit_nl} ({requirement.source}).",
        f"The law asks at least {requirement.least} {requirement.unit_en} ({requirement.source}).",
    )
