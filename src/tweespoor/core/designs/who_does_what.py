"""Who does what in a design: its providers with their blocks, and what nobody is named for."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.designs.data import Block, Design
from tweespoor.core.designs.hours import Load, WeeklyHours, weekly_hours
from tweespoor.core.vocabulary import OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Provider:
    """An organisation of a kind, with its name where the design gives one, and the blocks it does.

    `kind` is None for blocks of which the design names nobody. `hours` are those of its fullest week for one person;
    `unknown` are its blocks of which nobody knows the hours.
    """

    kind: OrganisationKind | None
    name: str
    blocks: tuple[Block, ...]
    hours: Load
    unknown: tuple[Block, ...]


def providers(design: Design) -> tuple[Provider, ...]:
    """The providers in the order of their first block; what nobody is named for comes last."""
    table = weekly_hours(design)
    found: dict[tuple[OrganisationKind | None, str], list[Block]] = {}
    for block in design.blocks:
        found.setdefault((block.provider, block.provider_name), []).append(block)
    rows = [_provider(kind, name, blocks, table) for (kind, name), blocks in found.items()]
    return tuple(sorted(rows, key=lambda row: row.kind is None and not row.name))


def _provider(kind: OrganisationKind | None, name: str, blocks: list[Block], table: WeeklyHours) -> Provider:
    ids = {block.id for block in blocks}
    weeks = [table.some(ids, week=week) for week in table.weeks]
    return Provider(
        kind=kind,
        name=name,
        blocks=tuple(blocks),
        hours=max(weeks, key=lambda load: (load.max_minutes, load.min_minutes), default=Load(0, 0)),
        unknown=tuple(block for block in blocks if table.blocks[block.id].load is None),
    )
