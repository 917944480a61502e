"""How somebody is doing per domain of life, and what somebody wants there in own words."""

from __future__ import annotations

from tweespoor.core.vocabulary.intake import DomainScore
from tweespoor.core.vocabulary.people import LifeDomain
from tweespoor.core.vocabulary.variables.definition import Purpose, ValueKind, Variable, variable_of

_SOURCE = "Evaluation of the dual trajectories pilots (2021), annex 2, Nederweert"

_PURPOSES = {
    LifeDomain.WORK_PARTICIPATION: Purpose.WORK,
    LifeDomain.FINANCE: Purpose.FINANCE,
    LifeDomain.MENTAL_HEALTH: Purpose.HEALTH,
    LifeDomain.PHYSICAL_HEALTH: Purpose.HEALTH,
}
"""Whose task a domain's answers belong to; those of the others stay with who knows the obstacles."""


def _score(domain: LifeDomain) -> Variable:
    return variable_of(
        f"life-{domain.value}",
        nl=(domain.nl, f"Hoe gaat het met: {domain.nl.lower()}?"),
        en=(domain.en, f"How are things with: {domain.en.lower()}?"),
        kind=ValueKind.ONE,
        purpose=_PURPOSES.get(domain, Purpose.OBSTACLES),
        source=_SOURCE,
        codes=DomainScore,
    )


def _goal(domain: LifeDomain) -> Variable:
    return variable_of(
        f"life-{domain.value}-goal",
        nl=(f"Doel: {domain.nl}", f"Wat wil de deelnemer, in eigen woorden: {domain.nl.lower()}?"),
        en=(f"Goal: {domain.en}", f"What does the participant want, in own words: {domain.en.lower()}?"),
        kind=ValueKind.TEXT,
        purpose=_PURPOSES.get(domain, Purpose.NOTES),
        source=_SOURCE,
    )


DOMAINS: tuple[Variable, ...] = tuple(each for domain in LifeDomain for each in (_score(domain), _goal(domain)))
