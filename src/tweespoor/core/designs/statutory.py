"""Hours the law asks per route, and whether a design reaches them.

The rules are those of the Wet inburgering 2021; the texts were read as of the dates in `TEXTS_READ`, and no lawyer has
signed them: whoever shows them says "te bevestigen". A kind of activity tells which hours are course hours and which
are participation; nothing but the design itself can tell what belongs to the PVT or the MAP.
"""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.designs.data import Block, Design, HoursFor
from tweespoor.core.designs.hours import NOTHING, Load, WeeklyHours, weekly_hours
from tweespoor.core.designs.timeline import HORIZON_WEEKS
from tweespoor.core.designs.values import MINUTES_PER_HOUR
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind, Route, TargetGroup

TEXTS_READ = "Wi 1-1-2023; Bi 2-4-2026; Ri 1-4-2023"


@dataclass(frozen=True, kw_only=True)
class HoursRule:
    """Hours the law asks of a route; of one target group, or of everybody where `group` is None."""

    route: Route
    hours_for: HoursFor
    hours: int
    group: TargetGroup | None = None
    article: str


_Z = Route.SELF_RELIANCE
RULES = (
    *(HoursRule(route=route, hours_for=HoursFor.PVT, hours=12, article="Bi 3.1, Ri 3.1") for route in Route),
    HoursRule(route=Route.B1, hours_for=HoursFor.MAP, hours=40, article="Bi 3.2, Wi 8(3)"),
    HoursRule(route=_Z, hours_for=HoursFor.MAP, hours=40, article="Bi 3.2"),
    HoursRule(route=_Z, hours_for=HoursFor.COURSE, hours=800, article="Bi 3.14"),
    HoursRule(
        route=_Z,
        hours_for=HoursFor.PARTICIPATION,
        hours=800,
        group=TargetGroup.STATUS_HOLDER,
        article="Bi 3.14",
    ),
)
"""Every rule of the law about hours of a route; the education route has no MAP (Wi 8(3))."""


@dataclass(frozen=True, kw_only=True)
class HoursStand:
    """One rule and what a design gives for it, over all its weeks, in minutes.

    `reached` is True where everybody gets the hours, False where nobody can, None where it cannot be said: `blocks`
    is empty (nothing in the design is said to count), hours of `unknown` blocks are not known, the design has no end
    (`open_ended`), or it depends on what somebody does. `by_kind` are the blocks that count because of their kind.
    """

    rule: HoursRule
    given: Load
    blocks: tuple[Block, ...]
    by_kind: tuple[Block, ...]
    unknown: tuple[Block, ...]
    open_ended: bool

    @property
    def needed(self) -> int:
        """The minutes asked."""
        return self.rule.hours * MINUTES_PER_HOUR

    @property
    def reached(self) -> bool | None:
        """Whether the design reaches the hours, None where that cannot be said."""
        if not self.blocks:
            return False if self.rule.hours_for in _BY_KIND else None
        if self.given.min_minutes >= self.needed:
            return True
        can_grow = self.unknown or self.open_ended
        return None if can_grow or self.given.max_minutes >= self.needed else False


def statutory_hours(design: Design, *, horizon_weeks: int = HORIZON_WEEKS) -> tuple[HoursStand, ...]:
    """What a design gives for every rule; of an open-ended phase the hours of `horizon_weeks` are counted."""
    table = weekly_hours(design, horizon_weeks=horizon_weeks)
    return tuple(_stand(rule, design=design, table=table) for rule in RULES)


def counts_for(block: Block, hours_for: HoursFor) -> bool:
    """Whether hours of a block count; hours of PVT and MAP are inside those of participation (Bi 3.14)."""
    stated = block.counts_for
    if stated is None:
        return hours_for in _BY_KIND and _BY_KIND_COUNTS[hours_for](block.kind)
    inside = {HoursFor.PVT, HoursFor.MAP} if hours_for is HoursFor.PARTICIPATION else set()
    return bool({hours_for, *inside} & set(stated))


_BY_KIND_COUNTS = {
    HoursFor.COURSE: lambda kind: kind is ActivityKind.LANGUAGE_FORMAL,
    HoursFor.PARTICIPATION: lambda kind: kind.family is ActivityFamily.PARTICIPATION,
}
_BY_KIND = frozenset(_BY_KIND_COUNTS)


def _stand(rule: HoursRule, *, design: Design, table: WeeklyHours) -> HoursStand:
    blocks = tuple(block for block in design.blocks if counts_for(block, rule.hours_for))
    ids = {block.id for block in blocks}
    rows = [table.blocks[block.id] for block in blocks]
    return HoursStand(
        rule=rule,
        given=sum((table.some(ids, week=week) for week in table.weeks), start=NOTHING),
        blocks=blocks,
        by_kind=tuple(block for block in blocks if block.counts_for is None),
        unknown=tuple(block for block in blocks if table.blocks[block.id].load is None),
        open_ended=any(row.running.open_ended for row in rows),
    )
