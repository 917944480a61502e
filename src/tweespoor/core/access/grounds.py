"""The table of legal grounds: each row gives some roles some sets of facts, under an act, by an article.

What no row gives, nobody sees. Under the act of 2013 there is no ground for exchange between school and municipality
nor for health data: those sets need the person's consent, per recipient and purpose. Who falls under an act that
nobody asked for yet is treated by the smaller of the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from tweespoor.core.vocabulary import Act, Purpose, Role

AFTER_SHARING = timedelta(days=28)
"""How long a partner still sees a person after the partner's part of the trajectory ended: four weeks, to hand in
the last attendance and results. Our choice, by GDPR art. 5(1)(e); not law."""

EMERGENCY_HOURS = 24
"""How long emergency access lasts."""

EMERGENCY_PURPOSES = frozenset({Purpose.BASIC, Purpose.CONTACT, Purpose.OBSTACLES, Purpose.HEALTH})
"""What emergency access shows: whom to reach, and what threatens (GDPR art. 6(1)(d) and 9(2)(c), vital interests)."""


class Recipient(StrEnum):
    """Where a role stands: with the municipality that is the controller, or with a partner in the chain."""

    MUNICIPALITY = "municipality"
    PARTNER = "partner"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One row: these sets of facts go to this role, under this act; `consent` where the person's consent is needed.

    `mark` is the certainty: R read in a dated text of the law, S stated in a secondary source, K general knowledge
    that a lawyer has to confirm.
    """

    role: Role
    recipient: Recipient
    act: Act
    purposes: frozenset[Purpose]
    source: str
    mark: str
    consent: bool = False


def _rows(
    role: Role,
    recipient: Recipient,
    purposes: Iterable[Purpose],
    *,
    by_2021: tuple[str, str],
    by_2013: tuple[str, str] | None = None,
    consent: bool = False,
) -> tuple[Ground, ...]:
    """The same sets under both acts; where no source is given for 2013, it takes consent there."""
    sets = frozenset(purposes)
    source, mark = by_2013 or ("GDPR art. 6(1)(a)", "S")
    return (
        Ground(
            role=role,
            recipient=recipient,
            act=Act.ACT_2021,
            purposes=sets,
            source=by_2021[0],
            mark=by_2021[1],
            consent=consent,
        ),
        Ground(
            role=role,
            recipient=recipient,
            act=Act.ACT_2013,
            purposes=sets,
            source=source,
            mark=mark,
            consent=consent or by_2013 is None,
        ),
    )


_OWN, _PARTNER = Recipient.MUNICIPALITY, Recipient.PARTNER
_TASK = ("Wet inburgering 2021, art. 14-15", "R")
_BENEFIT_TASK = ("Participatiewet, art. 7", "K")

GROUNDS: tuple[Ground, ...] = (
    *_rows(
        Role.CASE_MANAGER,
        _OWN,
        {
            Purpose.BASIC,
            Purpose.CONTACT,
            Purpose.LEVEL,
            Purpose.AVAILABILITY,
            Purpose.WORK,
            Purpose.BENEFIT,
            Purpose.FINANCE,
            Purpose.OBSTACLES,
            Purpose.OUTCOMES,
            Purpose.NOTES,
        },
        by_2021=_TASK,
        by_2013=_BENEFIT_TASK,
    ),
    *_rows(Role.CASE_MANAGER, _OWN, {Purpose.ATTENDANCE}, by_2021=("Besluit inburgering 2021, art. 9.2", "R")),
    *_rows(Role.CASE_MANAGER, _OWN, {Purpose.HEALTH}, by_2021=("Wet inburgering 2021, art. 37", "R")),
    *_rows(
        Role.PROJECT_LEADER,
        _OWN,
        {
            Purpose.BASIC,
            Purpose.LEVEL,
            Purpose.AVAILABILITY,
            Purpose.WORK,
            Purpose.BENEFIT,
            Purpose.OUTCOMES,
        },
        by_2021=_TASK,
        by_2013=_BENEFIT_TASK,
    ),
    *_rows(Role.PROJECT_LEADER, _OWN, {Purpose.ATTENDANCE}, by_2021=("Besluit inburgering 2021, art. 9.2", "R")),
    *_rows(
        Role.LANGUAGE_PROVIDER,
        _PARTNER,
        {Purpose.CONTACT, Purpose.LEVEL, Purpose.ATTENDANCE},
        by_2021=("Besluit inburgering 2021, art. 9.2", "R"),
    ),
    *_rows(
        Role.TRAINER,
        _PARTNER,
        {Purpose.LEVEL, Purpose.ATTENDANCE},
        by_2021=("Besluit inburgering 2021, art. 9.2", "R"),
    ),
    *_rows(
        Role.JOB_COACH,
        _PARTNER,
        {Purpose.CONTACT, Purpose.LEVEL, Purpose.AVAILABILITY, Purpose.WORK},
        by_2021=("Wet inburgering 2021, art. 34-35", "K"),
    ),
    *_rows(Role.KEY_PERSON, _PARTNER, {Purpose.CONTACT}, by_2021=("GDPR art. 6(1)(a)", "K"), consent=True),
)
