"""For whom a group approach can work: everybody now, those who came lately, and together with neighbours.

The report ties groups to inflow ("enough inflow to form groups", summary) and to working together (3.3). The tree asks
of people as they are; asked again of fewer or more people, it tells what inflow and neighbours make of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.advice.choices import GROUP_OR_INDIVIDUAL
from tweespoor.core.advice.evaluate import Advice, Groups, evaluate, groups_that_could_meet
from tweespoor.core.advice.evidence import Evidence
from tweespoor.core.advice.thresholds import with_defaults


class Whom(StrEnum):
    """Whose answer it is."""

    NOW = "now"
    NEWCOMERS = "newcomers"
    TOGETHER = "together"
    TOGETHER_NEWCOMERS = "together-newcomers"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The tree answered for some of the people, and how many of them groups could hold."""

    whom: Whom
    advice: Advice
    groups: Groups


def scopes(
    evidence: Evidence, *, thresholds: Mapping[str, int] | None = None, together: Evidence | None = None
) -> tuple[Scope, ...]:
    """The tree of section 5.3 for everybody now and for newcomers; with the evidence of all together, for both of
    these as well.

    Raises:
        AdviceError: if there is no such threshold, or it cannot have that value.
    """
    at = with_defaults(thresholds or {})
    months = at["newcomer-months"]
    found = {Whom.NOW: evidence, Whom.NEWCOMERS: evidence.newcomers(months=months)}
    if together is not None:
        found |= {Whom.TOGETHER: together, Whom.TOGETHER_NEWCOMERS: together.newcomers(months=months)}
    return tuple(
        Scope(
            whom=whom,
            advice=evaluate(GROUP_OR_INDIVIDUAL, each, thresholds=at),
            groups=groups_that_could_meet(each, thresholds=at),
        )
        for whom, each in found.items()
    )
