"""The Z-hour ledger: hours of course and participation against what the act asks (Bi 3.14), with their grounds.

Asylum status holders: 800 course hours and 800 participation hours; others 800 course hours. PVT and MAP count as
participation. NT2 and KNM hours of another route are hours of the course, with the ground of the transfer. A partial
medical release caps participation. Participation counts only in a Dutch-language environment and not in isolation:
what was not checked is kept apart, and not counted before somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tweespoor.core.legalclock.case import Case, Hours, View
from tweespoor.core.vocabulary import HoursKind, TargetGroup

COURSE_NORM = 800 * 60
PARTICIPATION_NORM = 800 * 60

COURSE = frozenset({HoursKind.NT2, HoursKind.KNM})
INSIDE_PARTICIPATION = frozenset({HoursKind.PVT, HoursKind.MAP})


@dataclass(frozen=True, kw_only=True)
class Account:
    """One of the two counts, in minutes.

    `norm` is 0 where the act asks nothing. `to_check` are minutes of which nobody asked whether they count,
    `refused` those that do not. `reached_on` is the day the norm was met. `balance` is what was counted after each day
    with hours.
    """

    norm: int
    counted: int
    to_check: int
    refused: int
    reached_on: date | None
    balance: tuple[tuple[date, int], ...]
    capped: bool = False

    @property
    def left(self) -> int:
        """What is still to be done, in minutes."""
        return max(0, self.norm - self.counted)


@dataclass(frozen=True)
class Share:
    """Minutes made in one municipality; an empty name where that was not written down."""

    municipality: str
    course: int
    participation: int


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Both accounts and where the hours were made; `norm_known` is False where the target group was not asked."""

    course: Account
    participation: Account
    shares: tuple[Share, ...]
    norm_known: bool
    without_ground: int


def ledger(case: Case, *, on: date) -> Ledger:
    """The ledger of a case at the end of a day.

    Where the target group was not asked the norm of participation is the larger one, and `norm_known` says so.
    """
    view = View(case, on)
    entries = view.hours_of(*HoursKind)
    asked_more = view.target_group is not TargetGroup.FAMILY_MIGRANT
    cap = case.medical_cap.value
    norm = PARTICIPATION_NORM if asked_more else 0
    capped = cap is not None and cap < norm
    return Ledger(
        course=_account([each for each in entries if each.kind in COURSE], norm=COURSE_NORM),
        participation=_account(
            [each for each in entries if each.kind not in COURSE],
            norm=min(norm, cap) if cap is not None else norm,
            capped=capped,
        ),
        shares=_shares(entries),
        norm_known=view.target_group is not None,
        without_ground=sum(each.minutes for each in entries if not each.ground),
    )


def counts(entry: Hours) -> bool | None:
    """Whether hours count; None where nobody asked."""
    if entry.kind in COURSE or entry.kind in INSIDE_PARTICIPATION:
        return True
    return entry.dutch_environment.value if entry.dutch_environment.is_answered else None


def _account(entries: Sequence[Hours], *, norm: int, capped: bool = False) -> Account:
    counted, reached = 0, None
    balance: dict[date, int] = {}
    for each in entries:
        if not counts(each):
            continue
        counted += each.minutes
        balance[each.on] = counted
        if reached is None and counted >= norm:
            reached = each.on
    return Account(
        norm=norm,
        counted=counted,
        to_check=sum(each.minutes for each in entries if counts(each) is None),
        refused=sum(each.minutes for each in entries if counts(each) is False),
        reached_on=reached,
        balance=tuple(balance.items()),
        capped=capped,
    )


def _shares(entries: Iterable[Hours]) -> tuple[Share, ...]:
    found: dict[str, list[int]] = {}
    for each in entries:
        if not counts(each):
            continue
        share = found.setdefault(each.municipality, [0, 0])
        share[each.kind not in COURSE] += each.minutes
    return tuple(Share(name, course, participation) for name, (course, participation) in found.items())
