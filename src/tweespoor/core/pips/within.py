"""What of a plan somebody sees who has some sets of facts, and of whom only some blocks are the own ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from tweespoor.core.pips.data import Item, Pip
from tweespoor.core.pips.requirements import LIGHT, REQUIREMENTS
from tweespoor.core.vocabulary import ActivityFamily, OrganisationKind, Purpose

PURPOSE_OF = {each.slug: each.purpose for each in (*LIGHT, *REQUIREMENTS)}
"""The set of facts that each answer belongs to."""


def within(pip: Pip, *, purposes: Collection[Purpose]) -> Pip:
    """The plan for somebody of the municipality; goals, agreements and who does what are notes, answers have sets."""
    has_notes = Purpose.NOTES in purposes
    return replace(
        pip,
        items=pip.items if has_notes else tuple(replace(item, doing="") for item in pip.items),
        goals=pip.goals if has_notes else (),
        agreements=pip.agreements if has_notes else (),
        answers={slug: fact for slug, fact in pip.answers.items() if PURPOSE_OF.get(slug) in purposes},
    )


def for_partner(pip: Pip, *, organisation: str, kind: OrganisationKind) -> Pip:
    """The plan for a partner: its own blocks, each as it was agreed; a language provider has the route beside them.

    A block is a partner's own where it was chosen, or where nobody chose yet and the design names its kind.
    """
    items = tuple(
        replace(item, proposed=item.agreed, doing="", one_of="")
        for item in pip.agreed_items
        if _is_own(item, organisation=organisation, kind=kind)
    )
    is_school = kind is OrganisationKind.LANGUAGE_PROVIDER
    answers = {slug: fact for slug, fact in pip.answers.items() if is_school and slug in ("route", "route-hours")}
    return Pip(phases=pip.phases, items=items, answers=answers)


def _is_own(item: Item, *, organisation: str, kind: OrganisationKind) -> bool:
    if item.organisation:
        return item.organisation == organisation
    if item.provider:
        return item.provider == kind.value
    return kind is OrganisationKind.LANGUAGE_PROVIDER and item.kind.family is ActivityFamily.LANGUAGE
