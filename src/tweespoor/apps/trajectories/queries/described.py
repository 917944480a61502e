"""Blocks as they were described to whoever was in them, also where the design of now has them no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from tweespoor.apps.trajectories.bridge.clock import kind_of
from tweespoor.apps.trajectories.bridge.designs import design_of
from tweespoor.apps.trajectories.bridge.held_plans import stand_in
from tweespoor.apps.trajectories.bridge.pips import pip_in
from tweespoor.apps.trajectories.models import DesignMove, DesignVersion, PipVersion, Trajectory
from tweespoor.apps.trajectories.models.pips import FINAL
from tweespoor.apps.trajectories.queries.answers import OF_WHOM_THE_CALLER_SEES
from tweespoor.core.designs import Block
from tweespoor.core.vocabulary import HoursKind

Asked = Mapping[UUID, Collection[str]]
Missing = Mapping[Trajectory, frozenset[str]]
Described = Iterable[tuple[UUID, Mapping[str, Block]]]


def kinds_attended(trajectories: Iterable[Trajectory], *, blocks: Asked) -> dict[UUID, dict[str, HoursKind | None]]:
    """Per trajectory and block for which hours of the law it counts; a block attended is a block attended."""
    described = blocks_described(trajectories, blocks=blocks)
    return {key: {slug: kind_of(block) for slug, block in found.items()} for key, found in described.items()}


def blocks_described(trajectories: Iterable[Trajectory], *, blocks: Asked) -> dict[UUID, dict[str, Block]]:
    """Per trajectory the blocks that are asked for, as they were described; in a fixed number of queries.

    A block is what the version says that the person is in. Where that has no such block it is what a version said that
    the person was in before, the last one first; else what a signed plan says; else what another version of the design
    says, the newest first: a group or a list that was brought in may have followed that one.
    """
    rows = {row.pk: row for row in trajectories}
    found: dict[UUID, dict[str, Block]] = {key: {} for key in rows}
    for key, row in rows.items():
        _describe(found[key], _in_design(row.design), asked=blocks.get(key, ()))
    for look in (_in_versions_left, _in_plans, _in_other_versions):
        missing = {row: left for key, row in rows.items() if (left := frozenset(blocks.get(key, ())) - set(found[key]))}
        if not missing:
            break
        for key, described in look(missing):
            _describe(found[key], described, asked=blocks[key])
    return found


def _describe(found: dict[str, Block], described: Mapping[str, Block], *, asked: Collection[str]) -> None:
    """Add what is described and was asked; what was found before stays."""
    for slug in asked:
        if slug not in found and slug in described:
            found[slug] = described[slug]


def _in_design(version: DesignVersion) -> Mapping[str, Block]:
    return {block.id: block for block in design_of(version).blocks}


def _in_versions_left(missing: Missing) -> Described:
    """The versions that people were in before, the last one first; those that a move was undone from too."""
    moves = DesignMove.objects.filter(trajectory__in=[row.pk for row in missing])
    for move in moves.select_related("before", "after").order_by("-moved_at", "id"):
        yield move.trajectory_id, _in_design(move.after)
        yield move.trajectory_id, _in_design(move.before)


def _in_plans(missing: Missing) -> Described:
    """What stands in signed plans, the last one first."""
    plans = PipVersion.objects.filter(trajectory__in=[row.pk for row in missing], status__in=FINAL)
    for plan in plans.order_by("-number").unscoped(why=OF_WHOM_THE_CALLER_SEES):
        if plan.trajectory_id is not None:
            yield plan.trajectory_id, {item.id: stand_in(item) for item in pip_in(plan).items}


def _in_other_versions(missing: Missing) -> Described:
    """Versions of the same design that people were never in, the newest first."""
    of_design: dict[tuple[UUID | None, str], list[Trajectory]] = defaultdict(list)
    for row in missing:
        of_design[row.design.organisation_id, row.design.slug].append(row)
    versions = DesignVersion.objects.filter(slug__in={slug for _organisation, slug in of_design})
    for version in versions.order_by("-version").unscoped(why=OF_WHOM_THE_CALLER_SEES):
        for row in of_design.get((version.organisation_id, version.slug), ()):
            if any(slug in version.text for slug in missing[row]):
                yield row.pk, _in_design(version)
