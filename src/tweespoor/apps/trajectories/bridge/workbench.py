"""What follows from a design that is worked on, and what changes for somebody in another version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tweespoor.apps.trajectories.bridge.designs import DesignPicture, Facts, design_of, picture_of, read_text
from tweespoor.apps.trajectories.models import DesignVersion, DraftText, Trajectory
from tweespoor.core import designs


@dataclass(frozen=True, kw_only=True)
class Workbench:
    """A design with all that is shown beside it while it is edited; `people` is how many own people were counted."""

    picture: DesignPicture
    stretches: tuple[designs.Stretch, ...]
    statutory: tuple[designs.HoursStand, ...]
    group: designs.CostPerGroup
    providers: tuple[designs.Provider, ...]
    remarks: tuple[designs.Remark, ...]
    people: int


def workbench(design: designs.Design, *, people: Sequence[Facts], on: date, group: int) -> Workbench:
    """Everything that follows from a design for a group of that size, with remarks about these people's facts."""
    return Workbench(
        picture=picture_of(design),
        stretches=designs.stretches(design),
        statutory=designs.statutory_hours(design),
        group=designs.cost_per_group(design, people=group),
        providers=designs.providers(design),
        remarks=designs.remarks(design, people=people, on=on),
        people=len(people),
    )


def draft_design(row: DraftText) -> designs.Design:
    """The design a text of a draft holds."""
    return read_text(row.text, "concept")


def changes_of(row: Trajectory, *, to: DesignVersion, facts: Facts) -> designs.PlanChanges:
    """What changes for somebody who goes on in another version, from the day the person started."""
    before = designs.instantiate(design_of(row.design), facts=facts, start=row.started_on)
    after = designs.instantiate(design_of(to), facts=facts, start=row.started_on)
    return designs.plan_changes(before, after)
