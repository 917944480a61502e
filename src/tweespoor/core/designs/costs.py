"""What a design costs per person: what is known, and which blocks nobody gave a price for."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from tweespoor.core.designs.data import DEFAULT_BUDGET_CENTS, Block, Cost, CostPer, Design
from tweespoor.core.designs.hours import Load, is_for_everyone, load_of
from tweespoor.core.designs.timeline import block_weeks
from tweespoor.core.designs.values import Label, Span


@dataclass(frozen=True, kw_only=True)
class CostPart:
    """What one block costs per person in cents, or why that is not known. Unknown is not zero."""

    block: str
    label: Label
    cents: Span | None
    why_unknown: Label | None = None


@dataclass(frozen=True, kw_only=True)
class CostPerPerson:
    """The cost of a design per person, in cents.

    `known` adds up the parts with a known price; of alternatives the cheapest counts in the lower end, the dearest in
    the upper. `unknown` are the parts without a price: while there are any, `known` is a lower bound.
    """

    parts: tuple[CostPart, ...]
    known: Span
    reference: int = DEFAULT_BUDGET_CENTS

    @property
    def unknown(self) -> tuple[CostPart, ...]:
        """Parts of which the price is not known."""
        return tuple(part for part in self.parts if part.cents is None)

    @property
    def complete(self) -> bool:
        """Every block has a price."""
        return not self.unknown

    @property
    def within_reference(self) -> bool | None:
        """Whether it fits the budget of the design; None where too little is known to say."""
        if self.known.least > self.reference:
            return False
        return True if self.complete and self.known.max <= self.reference else None


_NO_PRICE = Label("de bron noemt geen bedrag", "the source gives no amount")
_NO_SIZE = Label("de groepsgrootte is niet bekend", "the group size is not known")
_NO_HOURS = Label("de uren zijn niet bekend", "the hours are not known")
_NO_END = Label("er is geen einddatum", "there is no end date")


def cost_per_person(design: Design) -> CostPerPerson:
    """Add up what the blocks of a design cost per person, with what is unknown apart."""
    priced = {cost.block for cost in design.costs}
    parts = [_part(cost, design) for cost in design.costs]
    parts += [_without_price(block) for block in design.blocks if block.id not in priced]
    return CostPerPerson(parts=tuple(parts), known=_total(design, parts), reference=design.budget_cents)


def _part(cost: Cost, design: Design) -> CostPart:
    block = design.block(cost.block)
    if cost.cents.value is None:
        return CostPart(block=block.id, label=cost.label, cents=None, why_unknown=_NO_PRICE)
    cents, why = _per_person(cost.cents.value, cost.per, block, design)
    return CostPart(block=block.id, label=cost.label, cents=cents, why_unknown=why)


def _per_person(price: Span, per: CostPer, block: Block, design: Design) -> tuple[Span | None, Label | None]:
    low, high = float(price.least), float(price.max)
    if per in (CostPer.PERSON_HOUR, CostPer.GROUP_HOUR):
        hours, why = _hours_in_all(block, design)
        if hours is None:
            return None, why
        low, high = low * hours.min_hours, high * hours.max_hours
    if per in (CostPer.GROUP, CostPer.GROUP_HOUR):
        size = block.group.size.value if block.group.size else None
        if size is None or not size.least:
            return None, _NO_SIZE
        low, high = low / size.max, high / size.least
    return Span(round(low), round(high)), None


@dataclass(frozen=True, kw_only=True)
class CostPerGroup:
    """The cost of `people` who follow a design together, in cents, against the budget of as many people.

    What is paid per group counts once for every group that the size allows; where the size is not known, once.
    """

    people: int
    known: Span
    unknown: tuple[CostPart, ...]
    budget: int

    @property
    def within_budget(self) -> bool | None:
        """Whether it fits; None where too little is known to say."""
        if self.known.least > self.budget:
            return False
        return True if not self.unknown and self.known.max <= self.budget else None


def cost_per_group(design: Design, *, people: int) -> CostPerGroup:
    """Add up what it costs when `people` follow a design together."""
    priced = {cost.block for cost in design.costs}
    parts = [_group_part(cost, design, people=people) for cost in design.costs]
    parts += [_without_price(block) for block in design.blocks if block.id not in priced]
    return CostPerGroup(
        people=people,
        known=_total(design, parts),
        unknown=tuple(part for part in parts if part.cents is None),
        budget=people * design.budget_cents,
    )


def _group_part(cost: Cost, design: Design, *, people: int) -> CostPart:
    block = design.block(cost.block)
    price = cost.cents.value
    if price is None:
        return _without_price(block)
    low, high = float(price.least), float(price.max)
    if cost.per in (CostPer.PERSON_HOUR, CostPer.GROUP_HOUR):
        hours, why = _hours_in_all(block, design)
        if hours is None:
            return CostPart(block=block.id, label=cost.label, cents=None, why_unknown=why)
        low, high = low * hours.min_hours, high * hours.max_hours
    size = block.group.size.value if block.group.size else None
    times = people
    if cost.per in (CostPer.GROUP, CostPer.GROUP_HOUR):
        times = ceil(people / size.max) if size and size.max else 1
    return CostPart(block=block.id, label=cost.label, cents=Span(round(low * times), round(high * times)))


def _without_price(block: Block) -> CostPart:
    return CostPart(block=block.id, label=block.label, cents=None, why_unknown=_NO_PRICE)


def _hours_in_all(block: Block, design: Design) -> tuple[Load | None, Label | None]:
    """The time of a block over all its weeks, or why nobody knows it."""
    running = block_weeks(design)[block.id]
    load = load_of(block, half_day_minutes=design.half_day_minutes)
    if load is None or running.open_ended:
        return None, _NO_HOURS if load is None else _NO_END
    weeks = len(running.weeks)
    return Load(load.min_minutes * weeks, load.max_minutes * weeks), None


def _total(design: Design, parts: list[CostPart]) -> Span:
    sums: dict[str, Span] = {}
    for part in parts:
        before = sums.get(part.block, Span(0, 0))
        cents = part.cents or Span(0, 0)
        sums[part.block] = Span(before.least + cents.least, before.max + cents.max)
    chosen = {member for choice in design.alternatives for member in choice.blocks}
    low = high = 0
    for block in design.blocks:
        if block.id not in chosen:
            low += sums[block.id].least if is_for_everyone(block) else 0
            high += sums[block.id].max
    for choice in design.alternatives:
        low += min((sums[member].least for member in choice.blocks), default=0)
        high += max((sums[member].max for member in choice.blocks), default=0)
    return Span(low, high)
