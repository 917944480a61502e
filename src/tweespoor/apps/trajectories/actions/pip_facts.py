"""What becomes known of a person once a plan is signed: the legal clock and the figures read it from there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.actions import add_facts, register_fact
from tweespoor.apps.people.queries import latest_fact
from tweespoor.apps.trajectories.actions.clock import NewEvent, note_event
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.core import pips
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import CaseEventKind

ESTABLISHED = "pip-established-on"
COUNTED = ("progress-talks",)


def keep_facts(
    row: PipVersion, *, plan: pips.Pip, case: pips.Case, is_after_move: bool, by: User | None, now: datetime
) -> None:
    """Register the route and the number of talks that were signed, and the day of the first plan; of a plan that
    follows a move, the day as an event of the case. Of a PIP-light nothing follows. Nobody is the application itself.
    """
    if pips.is_light(case) or row.signed_on is None:
        return
    said: dict[str, Fact[Value]] = {slug: plan.answer(slug) for slug in COUNTED}
    if plan.route is not None:
        said["route"] = Fact.known(plan.route.value)
    if not latest_fact(row.person, slug=ESTABLISHED).is_known:
        said[ESTABLISHED] = Fact.known(row.signed_on)
    elif is_after_move and by is not None:
        note_event(person=row.person, event=NewEvent(kind=CaseEventKind.PIP, on=row.signed_on), by=by, now=now)
    new: dict[str, Fact[Any]] = {
        slug: Fact.known(fact.value, valid_on=row.signed_on, source="PIP")
        for slug, fact in said.items()
        if fact.is_known and latest_fact(row.person, slug=slug).value != fact.value
    }
    if by is None:
        add_facts(facts={row.person_id: new}, by=None, now=now)
        return
    for slug, known in new.items():
        register_fact(person=row.person, slug=slug, fact=known, by=by, now=now)
